"""Who is told what of an act; kept on the case until the worker has sent the mails."""

from collections.abc import Iterable
from collections.abc import Iterator
from muniflow.approval.acting import END
from muniflow.approval.acting import people_of_step
from muniflow.approval.acting import people_with
from muniflow.approval.acting import state_of
from muniflow.approval.events import IActDone
from muniflow.approval.records import Act
from muniflow.approval.records import Notice
from muniflow.approval.records import proceedings_of
from muniflow.approval.records import writable_proceedings
from muniflow.core.worker.operations import nudge
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import holders
from muniflow.organisation.operations import holders_in
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import substitutes_for
from muniflow.process.operations import definition_of
from muniflow.registry.interfaces import ICase

YOURS = "yours"
RETURNED = "returned"
TOLD = "told"
ENDED = "ended"
OPINION = "opinion"
ANSWERED = "answered"
TAKEN_BACK = "taken-back"
CHANGED = "changed"
REMINDED = "reminded"
ESCALATED = "escalated"
TEXT = "text"


def act_done(event: IActDone) -> None:
    """Note who is to be told of an act; the person who did it knows."""
    case, act = event.object, event.act
    if act.kind == "undone":
        _take_back(case, act)
    else:
        notify_of(case, act, _told(case, act, entered=event.entered))


def notify_of(case: ICase, act: Act, told: Iterable[tuple[str, str]], text: str = "") -> None:
    """Keep mails of a kind to people, each once, until the worker has sent them."""
    found = {}
    for kind, person in told:
        if person and person != act.person and person not in found:
            found[person] = Notice(f"{act.id}-{kind}-{person}", kind, person, act.id, text)
    keep(case, found.values())


def keep(case: ICase, notices: Iterable[Notice]) -> None:
    """Add notices to those the worker has still to send."""
    file = writable_proceedings(case)
    known = {notice.id for notice in file.notices}
    new = tuple(notice for notice in notices if notice.id not in known)
    if new:
        file.notices = (*file.notices, *new)
        case.reindexObject(idxs=["pending"])
        nudge("mails")


def _told(case: ICase, act: Act, *, entered: bool) -> Iterator[tuple[str, str]]:
    """Yield (kind, person) of everybody an act concerns, the most important first."""
    if act.kind in ("delegated", "forwarded"):
        yield YOURS, act.target
    elif act.kind == "opinion-asked":
        for opinion in proceedings_of(case).progress.opinions:
            if opinion.asked == act.time or opinion.id // 100 == act.id:
                yield from ((OPINION, p) for p in _speakers(case, opinion.unit))
    elif act.kind == "opinion-given":
        opinions = proceedings_of(case).progress.opinions
        yield from ((ANSWERED, o.by) for o in opinions if o.answered and o.person == act.person)
    elif entered:
        yield from _entered(case, act)


def _entered(case: ICase, act: Act) -> Iterator[tuple[str, str]]:
    """Yield whom the entering of a step concerns: who acts in it, and who is to be told."""
    state = state_of(case)
    if state.kind == END:
        yield ENDED, case.responsible
    else:
        kind = RETURNED if act.kind == "return" else YOURS
        people = people_with(case)
        yield from ((kind, person) for person in people)
        yield from ((kind, person) for person in standing_in(case, people))
    for function in state.told:
        yield from ((TOLD, person) for person in in_function(case, function))


def standing_in(case: ICase, people: Iterable[str]) -> Iterator[str]:
    """Yield the people who stand in for others today in the case's organisation."""
    organisation = organisation_of(case)
    for person in people:
        yield from (r.substitute for r in substitutes_for(person, organisation))


def in_function(case: ICase, function: str) -> list[str]:
    """Return who holds a function for a case; "responsible" is the person who answers for it."""
    if function == "responsible":
        return [case.responsible]
    bound = FUNCTIONS[function].unit_bound
    organisation = organisation_of(case)
    return holders(organisation, function, case.unit) if bound else holders(organisation, function)


def _speakers(case: ICase, unit: str) -> list[str]:
    """Return who speaks for a unit: its head, else all who hold a post in it."""
    organisation = organisation_of(case)
    return holders(organisation, "head", unit) or holders_in(organisation, unit)


def _take_back(case: ICase, act: Act) -> None:
    """Forget mails of an act that was taken back; whoever has one already is told."""
    file = writable_proceedings(case)
    unsent = [n for n in file.notices if n.act >= act.concerns and n.act != act.id]
    undone = next((a for a in file.acts if a.id == act.concerns), None)
    file.notices = tuple(n for n in file.notices if n not in unsent)
    case.reindexObject(idxs=["pending"])
    target = definition_of(case).states.get(undone.target) if undone else None
    if not unsent and target is not None:
        notify_of(case, act, ((TAKEN_BACK, p) for p in people_of_step(case, target)))
