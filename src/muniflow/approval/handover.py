"""A leaver's work goes to a successor in one step, with a receipt."""

from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from muniflow import _
from muniflow.approval.acting import PERSON
from muniflow.approval.acts import write
from muniflow.approval.assignments import reassign
from muniflow.approval.entering import show
from muniflow.approval.handoverrules import check_handover
from muniflow.approval.handoverrules import may_give
from muniflow.approval.records import Assignment
from muniflow.approval.records import OPEN
from muniflow.approval.records import proceedings_of
from muniflow.approval.records import SignOff
from muniflow.approval.records import writable_proceedings
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.errors import NotAllowed
from muniflow.core.interfaces import IJournal
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import administers
from muniflow.organisation.operations import Authority
from muniflow.organisation.operations import authority_for
from muniflow.organisation.operations import commands
from muniflow.organisation.operations import end_all
from muniflow.organisation.operations import end_post
from muniflow.organisation.operations import everybody
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import going_beyond
from muniflow.organisation.operations import holdings_of
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import keep_substitution
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import passed_on
from muniflow.organisation.operations import posts_of
from muniflow.organisation.operations import SubstitutionRecord
from muniflow.organisation.operations import unit_title
from muniflow.registry.interfaces import ICase
from plone import api
from plone.uuid.interfaces import IUUID
from uuid import uuid4
from zope.annotation.interfaces import IAnnotations

import json

KEY = "muniflow.handovers"
ACT = "handed-over"
TITLE = "Hand over"
# How history tells it.
NAMES = (_("Hand over"), _("Hand over (done)"))

# The journal entry follows within the transaction that took the receipt's number.
WINDOW = timedelta(minutes=10)

CASE = "case"
STEP = "step"
POST = "post"
SUBSTITUTION = "substitution"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to hand over; ``outcome`` is "given", "ended" or "left".

    ``number`` and ``title`` name a case; of posts and substitutions they are function and
    unit, or the two people.
    """

    kind: str
    key: str
    title: str
    number: str = ""
    url: str = ""
    outcome: str = "given"
    until: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was handed over by whom, to whom and when."""

    id: str
    time: str
    actor: str
    person: str
    successor: str
    last_day: date
    items: tuple[Item, ...]


def may_hand_over(organisation: IOrganisation, person: str) -> bool:
    """Tell whether the present user hands over the work of a person.

    An administrator does, also after the person has left; a head does whose units are all in
    which the person holds a post.
    """
    if person == _me() or person not in everybody(organisation):
        return False
    if administers(organisation):
        return True
    if not is_member(organisation, person):
        return False
    held = [h for h in holdings_of(person) if h.organisation == organisation.getId()]
    return all(commands(organisation, holding.unit) for holding in held)


def plan(
    organisation: IOrganisation,
    person: str,
    successor: str,
    last_day: date,
    given: Collection[str],
) -> list[Item]:
    """Return what a handover would do; ``given`` are the UIDs of the posts for the successor."""
    _check_may(organisation, person)
    found = [_case_item(CASE, case) for case in cases_of(organisation, person)]
    found.extend(_case_item(STEP, case) for case in steps_of(organisation, person))
    found.extend(_post_items(organisation, person, last_day, given))
    onward = _onward(organisation, person, successor, last_day)
    found.extend(
        _substitution_item(record, record.id in onward)
        for record in going_beyond(organisation, person, last_day)
    )
    return found


def hand_over(
    organisation: IOrganisation,
    *,
    person: str,
    successor: str,
    last_day: date,
    posts: Collection[str] = (),
) -> Receipt:
    """Give a person's open cases, steps and posts to a successor; raises NotAllowed or Invalid.

    Cases and steps go at once. The posts end on ``last_day``, those in ``posts`` are the
    successor's from the next day on, as are the substitutions in which the person stands in.
    """
    _check_may(organisation, person)
    check_handover(
        person=person,
        successor=successor,
        last_day=last_day,
        today=clock.today(),
        is_member=is_member(organisation, successor),
        name=full_name,
    )
    items = plan(organisation, person, successor, last_day, posts)
    onward = _onward(organisation, person, successor, last_day)
    cases, steps = cases_of(organisation, person), steps_of(organisation, person)
    end_all(organisation, person, last_day)
    for record in onward.values():
        keep_substitution(organisation, record)
    _give_posts(organisation, person, successor, last_day, posts)
    for case in cases:
        _give_case(case, successor)
    left = {IUUID(case) for case in steps if not _give_step(case, person, successor)}
    items = [replace(i, outcome="left") if i.kind == STEP and i.key in left else i for i in items]
    return _keep(organisation, person, successor, last_day, items)


def cases_of(organisation: IOrganisation, person: str) -> list[ICase]:
    """Return the open cases for which a person answers, drafts included, whoever asks."""
    return _found(organisation, responsible=person, open_case=True)


def steps_of(organisation: IOrganisation, person: str) -> list[ICase]:
    """Return the cases with a step in a person's hands, or in others' who act for the person."""
    hands = f"{PERSON}{organisation.getId()}:"
    found = _found(organisation, actors=[hands + p for p in everybody(organisation)])
    return [case for case in found if _named(case, person)]


def receipt_of(organisation: IOrganisation, id_: str) -> Receipt | None:
    """Return the receipt of a handover out of the journal, None where there is no such."""
    if id_ not in IAnnotations(organisation).get(KEY, ()):
        return None
    taken = datetime.fromtimestamp(int(id_.partition("-")[0]), UTC)
    for entry in IJournal(organisation).entries(since=taken, until=taken + WINDOW):
        details = entry["details"]
        if entry["act"] == ACT and details.get("receipt") == id_ and "items" in details:
            items = tuple(Item(**item) for item in json.loads(details["items"]))
            return Receipt(
                id_,
                entry["time"],
                entry["actor"],
                details["person"],
                details["successor"],
                date.fromisoformat(details["last_day"]),
                items,
            )
    return None


def receipts(organisation: IOrganisation) -> list[Receipt]:
    """Return the receipts of an organisation that the present user may see, newest first."""
    found = (receipt_of(organisation, id_) for id_ in IAnnotations(organisation).get(KEY, ()))
    return [r for r in found if r is not None and may_see(organisation, r)][::-1]


def may_see(organisation: IOrganisation, receipt: Receipt) -> bool:
    """Tell whether the present user may see a receipt: who gave, took or arranged it."""
    sides = (receipt.actor, receipt.person, receipt.successor)
    return _me() in sides or administers(organisation)


def _check_may(organisation: IOrganisation, person: str) -> None:
    if not may_hand_over(organisation, person):
        raise NotAllowed(
            _(
                "error_handover_not_yours",
                default="The work of ${person} is for an administrator, or a head of all the "
                "units in which ${person} holds a post, to hand over.",
                mapping={"person": full_name(person)},
            )
        )


def _found(organisation: IOrganisation, **query: object) -> list[ICase]:
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        organisation=organisation.getId(),
        object_provides=ICase.__identifier__,
        sort_on="registry_order",
        **query,
    )
    return [brain._unrestrictedGetObject() for brain in brains]


def _named(case: ICase, person: str) -> bool:
    """Tell whether a step or sign-off of a case waits for a person by name."""
    progress = proceedings_of(case).progress
    return any(person in (a.person, a.by) for a in progress.assignments) or any(
        s.person == person and s.verdict == OPEN for s in progress.signoffs
    )


def _give_case(case: ICase, successor: str) -> None:
    case.responsible = successor
    case.reindexObject(idxs=["responsible", "actors"])
    case.reindexObjectSecurity()
    write(case, ACT, TITLE, target=successor)


def _give_step(case: ICase, person: str, successor: str) -> bool:
    """Give the steps that wait for a person by name; False when one could not be given."""
    reassign(case, person, successor)
    file = writable_proceedings(case)
    asked = {(s.branch, s.person) for s in file.progress.signoffs}
    signoffs = tuple(_given(s, person, successor, asked) for s in file.progress.signoffs)
    assignments = tuple(
        replace(a, by=successor) if a.by == person and _may_lend(case, successor, a) else a
        for a in file.progress.assignments
    )
    file.progress = replace(file.progress, signoffs=signoffs, assignments=assignments)
    show(case)
    case.reindexObjectSecurity()
    write(case, ACT, TITLE, target=successor)
    return not _named(case, person)


def _may_lend(case: ICase, successor: str, handed: Assignment) -> bool:
    """Tell whether the successor may let others act in what was delegated."""
    found = authority_for(
        organisation_of(case),
        successor,
        handed.function,
        case.unit,
        amount=None,
        currency="",
        responsible=case.responsible,
    )
    return isinstance(found, Authority) and not found.for_whom


def _given(
    signoff: SignOff, person: str, successor: str, asked: Collection[tuple[str, str]]
) -> SignOff:
    """Return an open sign-off as the successor's, unless that one is asked for an own one."""
    mine = signoff.person == person and signoff.verdict == OPEN
    free = (signoff.branch, successor) not in asked
    return replace(signoff, person=successor) if mine and free else signoff


def _give_posts(
    organisation: IOrganisation,
    person: str,
    successor: str,
    last_day: date,
    given: Collection[str],
) -> None:
    admin = administers(organisation)
    for post in posts_of(organisation, person):
        if not may_give(post.function, admin):
            continue
        unit = post.aq_parent.getId()
        if IUUID(post) in given and not _holds(successor, organisation, unit, post.function):
            add_post(
                organisation,
                person=successor,
                unit=unit,
                function=post.function,
                since=max(last_day + timedelta(days=1), post.since or date.min),
                until=post.until,
            )
        end_post(post, last_day)


def _holds(person: str, organisation: IOrganisation, unit: str, function: str) -> bool:
    return any(
        (p.aq_parent.getId(), p.function, p.until) == (unit, function, None)
        for p in posts_of(organisation, person)
    )


def _post_items(
    organisation: IOrganisation, person: str, last_day: date, given: Collection[str]
) -> Iterator[Item]:
    admin = administers(organisation)
    for post in posts_of(organisation, person):
        unit = post.aq_parent.getId()
        outcome = "given" if IUUID(post) in given else "ended"
        yield Item(
            POST,
            IUUID(post),
            unit_title(organisation, unit),
            number=post.function,
            outcome=outcome if may_give(post.function, admin) else "left",
            until=last_day.isoformat(),
        )


def _case_item(kind: str, case: ICase) -> Item:
    return Item(kind, IUUID(case), case.title, case.registry_number, case.absolute_url_path())


def _onward(
    organisation: IOrganisation, person: str, successor: str, last_day: date
) -> dict[str, SubstitutionRecord]:
    """Return how what a person stands in for goes on with a successor, by the present ids."""
    found = {
        record.id: passed_on(organisation, record, successor, last_day)
        for record in going_beyond(organisation, person, last_day)
        if record.substitute == person
    }
    return {id_: record for id_, record in found.items() if record is not None}


def _substitution_item(record: SubstitutionRecord, goes_on: bool) -> Item:
    people = f"{full_name(record.substitute)} – {full_name(record.absent)}"
    outcome = "given" if goes_on else "ended"
    return Item(SUBSTITUTION, record.id, people, outcome=outcome, until=record.until.isoformat())


def _keep(
    organisation: IOrganisation,
    person: str,
    successor: str,
    last_day: date,
    items: list[Item],
) -> Receipt:
    """Write the receipt into the journal and remember its number."""
    moment = clock.now()
    id_ = f"{int(moment.timestamp())}-{uuid4().hex[:8]}"
    annotations = IAnnotations(organisation)
    annotations[KEY] = (*annotations.get(KEY, ()), id_)
    journal.record(
        organisation,
        ACT,
        receipt=id_,
        person=person,
        successor=successor,
        last_day=last_day.isoformat(),
        items=json.dumps([asdict(item) for item in items], ensure_ascii=False),
    )
    return Receipt(id_, moment.isoformat(), _me(), person, successor, last_day, tuple(items))


def function_of(item: Item) -> object:
    """Return the title of a post's function."""
    return FUNCTIONS[item.number].title


def _me() -> str:
    return api.user.get_current().getId() or ""
