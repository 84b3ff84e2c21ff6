"""An earlier version in force again: as a new version, so that nothing is ever taken away."""

from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.process.content import PublishedVersion
from muniflow.process.interfaces import IProcess
from muniflow.process.publishing import compile_text
from muniflow.process.publishing import newest_version
from muniflow.process.publishing import replace_text
from muniflow.process.release import check_publisher
from muniflow.process.release import note
from muniflow.process.release import publish


def version_of(process: IProcess, number: int) -> PublishedVersion:
    """Return a published version; raises Invalid when the process has none of that number."""
    found = (process.versions or {}).get(number)
    if found is None:
        raise Invalid(
            _(
                "error_no_version",
                default="“${title}” has no version ${number}.",
                mapping={"title": process.title, "number": number},
            )
        )
    return found


def use_again(process: IProcess, number: int) -> str:
    """Publish the text of an earlier version anew and return the new workflow's id.

    Raises Invalid for a version that is not there or is in force, NotAllowed, and BpmnError
    when the old text cannot be published any more; then nothing has changed.
    """
    check_publisher(process)
    version = version_of(process, number)
    before = newest_version(process)
    if version.digest == before.digest:
        raise Invalid(
            _(
                "error_version_in_force",
                default="Version ${number} says what is in force already.",
                mapping={"number": number},
            )
        )
    compile_text(process.getId(), version.bpmn)
    replace_text(process, version.bpmn)
    name = publish(process)
    note(
        process,
        "process-rolled-back",
        version=newest_version(process).number,
        again=number,
        instead=before.number,
    )
    return name
