"""POST @decide-many: takes one decision on several cases, each for itself."""

from collections.abc import Mapping
from muniflow import _
from muniflow.approval.batch import cases_by_uid
from muniflow.approval.batch import MOST
from muniflow.approval.operations import decide_many
from muniflow.approval.services import told
from muniflow.approval.services.acting import ActService
from muniflow.approval.services.body import Body
from muniflow.core.errors import Invalid


class DecideManyPost(ActService):
    """Decides on the cases of ``items`` and says of each what became of it."""

    def reply(self) -> dict[str, object]:
        """Decide; what is refused for one case leaves the others as they are."""
        body = Body(self.request)
        tokens = body.items("items", key="uid", value="seen")
        _check_number(tokens)
        found = cases_by_uid(list(tokens))
        outcomes = decide_many(
            [case for case in found.values() if case is not None],
            kind=body.text("kind", required=True),
            title=body.text("title") or None,
            comment=body.text("comment"),
            seen=tokens,
        )
        items = {
            one.uid: {
                "uid": one.uid,
                "title": one.title,
                "number": one.number,
                "done": one.done,
                "refused_because": told.say(one.reason) if not one.done else None,
            }
            for one in outcomes
        }
        unknown = told.say(_("error_case_not_found", default="There is no such case."))
        return {
            "@id": f"{self.context.absolute_url()}/@decide-many",
            "items": [
                items.get(uid, {"uid": uid, "done": False, "refused_because": unknown})
                for uid in tokens
            ],
        }


def _check_number(tokens: Mapping[str, str]) -> None:
    """Raise Invalid for nothing to decide, and for more than is done at once."""
    if not 0 < len(tokens) <= MOST:
        message = _(
            "error_batch_number",
            default="“items” has ${number} cases; possible are 1 to ${most}.",
            mapping={"number": len(tokens), "most": MOST},
        )
        raise Invalid(message)
