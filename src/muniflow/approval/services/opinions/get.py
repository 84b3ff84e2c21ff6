"""GET @opinions: which units were asked what, and what they said."""

from muniflow.approval.operations import opinions_for_me
from muniflow.approval.operations import proceedings_of
from plone.restapi.services import Service


class OpinionsGet(Service):
    """The opinions asked for in the present step."""

    def reply(self) -> dict[str, object]:
        """Return questions and answers; ``mine`` marks those the reader may answer."""
        mine = {opinion.id for opinion in opinions_for_me(self.context)}
        return {
            "@id": f"{self.context.absolute_url()}/@opinions",
            "items": [
                {
                    "opinion": one.id,
                    "unit": one.unit,
                    "question": one.question,
                    "asked_by": one.by,
                    "asked": one.asked,
                    "until": one.until.isoformat() if one.until else None,
                    "answered_by": one.person or None,
                    "answered": one.answered or None,
                    "text": one.text,
                    "withdrawn": bool(one.withdrawn),
                    "mine": one.id in mine,
                }
                for one in proceedings_of(self.context).progress.opinions
            ],
        }
