"""GET @who-may: who may see and act here, and because of which posts."""

from dataclasses import asdict
from muniflow.organisation.access import access_to
from muniflow.organisation.operations import full_name
from plone.restapi.services import Service


class WhoMayGet(Service):
    """Everybody who may see the object, as data."""

    def reply(self) -> dict[str, object]:
        """Return people with their posts and what they may do."""
        return {
            "@id": f"{self.context.absolute_url()}/@who-may",
            "items": [
                {
                    "person": access.person,
                    "fullname": full_name(access.person),
                    "may": list(access.may),
                    "named": access.named,
                    "posts": [asdict(post) for post in access.posts],
                    "standing_in_for": [
                        {
                            "person": record.absent,
                            "fullname": full_name(record.absent),
                            "until": record.until.isoformat(),
                        }
                        for record in access.through
                    ],
                }
                for access in access_to(self.context)
            ],
        }
