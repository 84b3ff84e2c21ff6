"""Which process an organisation's new cases go through, chosen by its administrators."""

from functools import cached_property
from muniflow import _
from muniflow.core import journal
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.process.interfaces import IProcess
from muniflow.process.operations import bind_policy
from muniflow.process.operations import bound_process
from muniflow.process.operations import offered_processes
from plone import api
from zope.i18n import translate

import transaction


class ProcessesOfOrganisation(Page):
    """One choice for each kind of case; running cases stay where they are."""

    page_title = _("heading_bind_processes", default="Processes of the organisation")

    @cached_property
    def organisation(self) -> Badge:
        """Whose choice it is."""
        return badge(self.context)

    def choices(self) -> list[dict[str, object]]:
        """Return for each kind of case the processes to choose from, the present one marked."""
        types = api.portal.get_tool("portal_types")
        return [
            {
                "type": portal_type,
                "title": types[portal_type].Title(),
                "processes": [(p.getId(), self.title_of(p)) for p in processes],
                "present": bound_process(self.context, portal_type),
            }
            for portal_type, processes in sorted(self.offered.items())
        ]

    @cached_property
    def offered(self) -> dict[str, list[IProcess]]:
        """The shared processes and the organisation's own, by the kind of case."""
        return offered_processes(api.portal.get(), self.context)

    def title_of(self, process: IProcess) -> str:
        """Return what a process is called; a variant has the name of where it came from."""
        title = self.words(process.title)
        if not process.origin:
            return title
        return self.say(
            _("label_own_levels", default="${title} – own levels", mapping={"title": title})
        )

    def words(self, name: str) -> str:
        """Return a name of a drawing in the reader's language."""
        return translate(name, domain="muniflow", context=self.request, default=name)

    def __call__(self) -> str:
        """Show the choices; on POST bind what was chosen."""
        if self.request.method != "POST":
            return self.index()
        form = self.request.form
        wanted = {t: form[t] for t in self.offered if isinstance(form.get(t), str)}
        changed = {t: p for t, p in wanted.items() if p and p != bound_process(self.context, t)}
        try:
            bind_policy(self.context, changed)
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        for portal_type, process in changed.items():
            journal.record(self.context, "process-bound", kind=portal_type, process=process)
        self.tell(_("text_processes_bound", default="New cases go this way now."), "success")
        return self.back(f"{self.context.absolute_url()}/@@processes")
