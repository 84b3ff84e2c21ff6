"""GET @processes: the processes of the library, or those an organisation may use."""

from muniflow.organisation.operations import organisation_of
from muniflow.process.interfaces import IProcess
from muniflow.process.library import library_of
from muniflow.process.publishing import newest_version
from muniflow.process.variants import own_processes
from plone import api
from plone.restapi.services import Service


def summary(process: IProcess) -> dict[str, object]:
    """Return a process with its newest version."""
    newest = newest_version(process)
    return {
        "@id": process.absolute_url(),
        "id": process.getId(),
        "title": process.title,
        "version": None if newest is None else newest.workflow_id,
        "published": None if newest is None else newest.published.isoformat(),
    }


class ProcessesGet(Service):
    """Processes the reader may see."""

    def reply(self) -> dict[str, object]:
        """Return the library's processes, in an organisation its own, too."""
        found = list(library_of(api.portal.get()).values())
        organisation = organisation_of(self.context)
        if organisation is not None:
            found.extend(own_processes(organisation))
        return {
            "@id": f"{self.context.absolute_url()}/@processes",
            "items": [
                summary(process)
                for process in found
                if IProcess.providedBy(process) and api.user.has_permission("View", obj=process)
            ],
        }
