"""What is sent has a number of its own, gap-free, and an end that is written down."""

from datetime import date
from datetime import datetime
from datetime import UTC
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.document.errors import FileLocked
from muniflow.document.interfaces import DISPATCHED
from muniflow.document.operations import add_version
from muniflow.document.operations import file_document
from muniflow.registry.dispatch.book import writable_book
from muniflow.registry.dispatch.errors import NotDispatchable
from muniflow.registry.dispatch.errors import UnknownDispatch
from muniflow.registry.dispatch.errors import WrongDispatch
from muniflow.registry.dispatch.errors import WrongDispatchState
from muniflow.registry.dispatch.interfaces import Addressee
from muniflow.registry.dispatch.interfaces import Dispatch
from muniflow.registry.dispatch.interfaces import Wanted
from muniflow.registry.dispatch.operations import cancel_dispatch
from muniflow.registry.dispatch.operations import dispatch
from muniflow.registry.dispatch.operations import dispatch_of
from muniflow.registry.dispatch.operations import dispatch_to
from muniflow.registry.dispatch.operations import dispatches
from muniflow.registry.dispatch.operations import dispatches_of
from muniflow.registry.dispatch.operations import end_dispatch
from muniflow.registry.dispatch.operations import hand_over
from muniflow.registry.dispatch.rules import gaps
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import INCOMING
from muniflow.registry.operations import void_number

import pytest

TO = {"addressee": "Zöld Liget Kft.", "address": "2120 Dunakeszi, Fő út 1.", "mode": "registered"}


def year():
    return clock.today().year


def test_numbers_count_by_organisation_from_one(letter):
    first, second = letter(), letter("phi", "hugo")
    numbers = [dispatch(d, **TO) for d in (first, first, second)]
    assert numbers == [f"P1/{year()}", f"P2/{year()}", f"P1/{year()}"]


def test_a_dispatch_says_what_to_whom_and_how(letter, town, as_person):
    document = letter()
    with as_person("anna"):
        number = dispatch(document, **TO)
    found = dispatch_of(town["onk"], number)
    assert (found.reference, found.title) == (document.registry_number, "Letter")
    assert (found.addressee, found.mode, found.state) == (
        TO["addressee"],
        "registered",
        "prepared",
    )
    assert (found.prepared_by, found.sha256) == ("anna", document.versions[-1].sha256)


def test_what_is_sent_no_longer_changes(letter, as_person):
    document = letter()
    dispatch(document, **TO)
    assert document.status == DISPATCHED
    with as_person("anna"), pytest.raises(FileLocked):
        add_version(document, filename="a.txt", data=b"other")


def test_one_letter_goes_to_several(letter, town):
    document = letter()
    whom = [Addressee("A", "Street 1"), Addressee("B", "Street 2")]
    numbers = dispatch_to(document, whom, mode="post")
    assert [d.number for d in dispatches_of(document)] == numbers
    assert [d.addressee for d in dispatches_of(document)] == ["A", "B"]


def test_one_wrong_addressee_stops_all(letter):
    document = letter()
    with pytest.raises(WrongDispatch):
        dispatch_to(document, [Addressee("A", "Street 1"), Addressee("B", "")], mode="post")
    assert dispatches_of(document) == []


def test_to_nobody_is_refused(letter):
    with pytest.raises(WrongDispatch):
        dispatch_to(letter(), [], mode="post")


def test_what_is_void_is_never_sent(letter):
    document = letter()
    void_number(document, reason="Wrong case")
    with pytest.raises(NotDispatchable):
        dispatch(document, **TO)


def test_what_has_no_number_is_never_sent(contract, as_person):
    case = contract()
    with as_person("anna"):
        document = file_document(case, title="Letter", filename="a.txt", data=b"a")
    with pytest.raises(NotDispatchable):
        dispatch(document, **TO)


def test_what_came_in_is_not_sent(letter):
    document = letter()
    document.facts = Facts(direction=INCOMING)
    with pytest.raises(NotDispatchable):
        dispatch(document, **TO)


def test_each_item_of_a_batch_is_told_of(letter, town):
    onk = town["onk"]
    good, void, gone = letter(), letter(), letter()
    numbers = [dispatch(d, **TO) for d in (good, void, gone)]
    void_number(void, reason="Wrong case")
    cancel_dispatch(onk, numbers[2], reason="Nobody wants it")
    told = hand_over(onk, [(n, f"RL{n}") for n in (*numbers, "P99/2026", "what")])
    assert [t.problem is None for t in told] == [True, False, False, False, False]
    assert [dispatch_of(onk, n).state for n in numbers] == ["handed", "prepared", "cancelled"]
    assert dispatch_of(onk, numbers[0]).tracking == f"RL{numbers[0]}"


def test_handing_over_twice_is_told(letter, town):
    number = dispatch(letter(), **TO)
    hand_over(town["onk"], [(number, "")])
    (told,) = hand_over(town["onk"], [(number, "")])
    assert told.problem == "error_dispatch_way"


@pytest.mark.parametrize("state", ["delivered", "returned", "lost"])
def test_the_end_is_written_down_with_its_day(letter, town, state):
    number = dispatch(letter(), **TO)
    hand_over(town["onk"], [(number, "RL1")])
    end_dispatch(town["onk"], number, state, day=clock.today(), reason="unclaimed")
    found = dispatch_of(town["onk"], number)
    assert (found.state, found.ended) == (state, clock.today().isoformat())


def test_a_receipt_is_a_registered_document(letter, town, as_person):
    number = dispatch(letter(), **TO)
    receipt = letter(title="Return receipt")
    hand_over(town["onk"], [(number, "RL1")])
    with as_person("gabi"):
        end_dispatch(town["onk"], number, "delivered", receipt=receipt.registry_number)
    assert dispatch_of(town["onk"], number).receipt == receipt.UID()


def test_the_receipt_of_another_organisation_is_unknown(letter, town, as_person):
    number = dispatch(letter(), **TO)
    foreign = letter("phi", "hugo")
    hand_over(town["onk"], [(number, "RL1")])
    with as_person("gabi"), pytest.raises(WrongDispatch):
        end_dispatch(town["onk"], number, "delivered", receipt=foreign.registry_number)


def test_what_came_back_says_why(letter, town):
    number = dispatch(letter(), **TO)
    hand_over(town["onk"], [(number, "RL1")])
    with pytest.raises(WrongDispatch):
        end_dispatch(town["onk"], number, "returned")


def test_what_has_not_left_has_no_end(letter, town):
    number = dispatch(letter(), **TO)
    with pytest.raises(WrongDispatchState):
        end_dispatch(town["onk"], number, "delivered")


@pytest.mark.parametrize("state", ["prepared", "handed", "cancelled", "anything"])
def test_no_end_but_the_three(letter, town, state):
    number = dispatch(letter(), **TO)
    with pytest.raises(WrongDispatch):
        end_dispatch(town["onk"], number, state)


def test_a_cancelled_one_keeps_its_number_and_place(letter, town):
    document = letter()
    first = dispatch(document, **TO)
    cancel_dispatch(town["onk"], first, reason="Wrong envelope")
    assert dispatch(document, **TO) == f"P2/{year()}"
    assert dispatch_of(town["onk"], first).reason == "Wrong envelope"
    assert len(dispatches(town["onk"], Wanted(), year())) == 2


def test_a_number_never_given_is_named(town):
    with pytest.raises(UnknownDispatch):
        dispatch_of(town["onk"], "P5/2026")


def test_every_step_is_in_the_journal(letter, town):
    document = letter()
    number = dispatch(document, **TO)
    hand_over(town["onk"], [(number, "RL1")])
    end_dispatch(town["onk"], number, "delivered")
    entries = IJournal(town["onk"]).entries(uid=document.UID())
    acts = [e["act"] for e in entries if e["act"].startswith("dispatch-")]
    assert acts == ["dispatch-prepared", "dispatch-handed", "dispatch-delivered"]


def test_the_numbers_of_a_new_year_begin_anew(letter, town):
    document, following = letter(), year() + 1
    dispatch(document, **TO)
    with clock.frozen(datetime(following, 1, 5, 9, tzinfo=UTC)):
        assert dispatch(document, **TO) == f"P1/{following}"
    assert len(dispatches_of(document)) == 2


def test_the_list_is_asked_by_state_day_and_mode(letter, town):
    onk, document, today = town["onk"], letter(), clock.today().isoformat()
    first = dispatch(document, **TO)
    second = dispatch(document, **(TO | {"mode": "hand"}))
    hand_over(onk, [(first, "RL1")])

    def ask(**wanted):
        return [d.number for d in dispatches(onk, Wanted(**wanted), year())]

    assert ask() == [second, first]
    assert ask(state="handed") == [first]
    assert ask(state="prepared", mode="registered") == []
    assert ask(mode="hand", day=today) == [second]
    assert ask(day=date(2001, 1, 1).isoformat()) == []


def entry(running):
    return Dispatch(
        year=2026,
        running=running,
        document=f"u{running % 100}",
        reference="ONK/1-1/2026",
        title="Letter",
        addressee="A",
        address="B",
        mode="post" if running % 2 else "hand",
        prepared="2026-11-20T08:00:00+00:00",
        prepared_by="anna",
        day=f"2026-11-{running % 28 + 1:02}",
    )


def test_thousands_have_no_gap_and_are_woken_by_the_page(town):
    book = writable_book(town["onk"], 2026)
    for _number in range(5000):
        book.put(entry(book.step()))
    found = dispatches(town["onk"], Wanted(mode="post"), 2026)
    assert len(found) == 2500
    assert [d.running for d in found[:3]] == [4999, 4997, 4995]
    assert gaps((book.get(n) for n in range(1, 5001)), book.last) == []
    assert book.count("prepared") == 5000
