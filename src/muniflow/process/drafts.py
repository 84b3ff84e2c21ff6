"""The levels an organisation is working on: what it sees, and where it keeps them until then."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import organisation_of
from muniflow.process.bpmn import read_model
from muniflow.process.grid import apply
from muniflow.process.grid import Grid
from muniflow.process.grid import read_grid
from muniflow.process.grid import Row
from muniflow.process.interfaces import IProcess
from muniflow.process.policies import bound_process
from muniflow.process.publishing import newest_version
from muniflow.process.publishing import replace_text
from muniflow.process.publishing import text_of
from muniflow.process.release import check_publisher
from muniflow.process.variants import is_draft
from muniflow.process.variants import process_named
from muniflow.process.variants import variant_for
from muniflow.process.variants import variant_of


@dataclass(frozen=True, slots=True)
class InWork:
    """The process whose levels an organisation sees for one kind of case, and their text."""

    process: IProcess
    data: bytes
    own: bool
    """True for the organisation's own variant, False while it follows a shared process."""
    draft: bool
    """True when the text was not published yet."""

    @property
    def stamp(self) -> str:
        """What tells this text from every other."""
        return sha256(self.data).hexdigest()


def in_work(organisation: IOrganisation, portal_type: str) -> InWork | None:
    """Return what an organisation works on for a type; None when it follows no process."""
    process = process_named(bound_process(organisation, portal_type), organisation)
    if process is None:
        return None
    if organisation_of(process) is not None:
        return InWork(process, text_of(process), own=True, draft=is_draft(process))
    variant = variant_of(organisation, process.getId())
    if variant is not None and is_draft(variant):
        return InWork(variant, text_of(variant), own=True, draft=True)
    return InWork(process, newest_version(process).bpmn, own=False, draft=False)


def save_levels(
    organisation: IOrganisation,
    portal_type: str,
    stamp: str,
    typed: Callable[[Grid], list[Row]],
) -> IProcess | None:
    """Draft the levels somebody typed; return the process with the draft, None if unchanged.

    ``typed`` makes rows of the present ones. Raises Invalid for a value that cannot be, or
    when somebody else has changed the levels since the page with that stamp was loaded.
    """
    now = in_work(organisation, portal_type)
    if now is None or now.stamp != stamp:
        raise Invalid(
            _(
                "error_levels_changed",
                default="Somebody has changed these levels since you opened the page. Look "
                "at them again, then change them.",
            )
        )
    check_publisher(organisation)
    text = apply(now.data, typed(read_grid(read_model(now.data))))
    if text == now.data:
        return None
    process = variant_for(organisation, now.process)
    replace_text(process, text)
    return process
