"""GET @process: what a process says, and its versions."""

from dataclasses import asdict
from muniflow.process.definition import load
from muniflow.process.publishing import check
from muniflow.process.publishing import newest_version
from muniflow.process.publishing import versions
from muniflow.process.services.processes.get import summary
from plone.restapi.services import Service
from zope.i18n import translate


class ProcessGet(Service):
    """One process as data."""

    def reply(self) -> dict[str, object]:
        """Return the newest definition, all versions, and what keeps the text from publishing."""
        newest = newest_version(self.context)
        return {
            **summary(self.context),
            "@id": f"{self.context.absolute_url()}/@process",
            "definition": None if newest is None else asdict(load(newest.definition)),
            "versions": [
                {
                    "number": version.number,
                    "version": version.workflow_id,
                    "published": version.published.isoformat(),
                    "person": version.person,
                    "sha256": version.digest,
                }
                for version in versions(self.context)
            ],
            "problems": [
                {
                    "element": problem.element,
                    "name": problem.name,
                    "line": problem.line,
                    "message": translate(problem.message, context=self.request),
                }
                for problem in check(self.context)
            ],
        }
