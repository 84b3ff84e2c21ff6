"""Registers are opened, chosen by type, and closed for good."""

from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.core.interfaces import IJournal
from muniflow.document.operations import file_document
from muniflow.matter.operations import start_case
from muniflow.registry.content import Register
from muniflow.registry.errors import ClosedTooEarly
from muniflow.registry.errors import NoOpenRegister
from muniflow.registry.errors import NumberWouldVanish
from muniflow.registry.errors import RegisterClosed
from muniflow.registry.events import IRegisterClosedEvent
from muniflow.registry.operations import change_settings
from muniflow.registry.operations import close_register
from muniflow.registry.operations import file_in_register
from muniflow.registry.operations import open_cases
from muniflow.registry.operations import open_register
from muniflow.registry.operations import register_case
from muniflow.registry.operations import register_for
from muniflow.registry.operations import registers_of
from muniflow.registry.operations import void_number
from plone import api
from zope.component import getGlobalSiteManager

import pytest

YEAR = clock.today().year


@pytest.fixture
def case(town, as_person):
    """A general case without a number."""
    with as_person("anna"):
        return start_case(town["onk"], {"title": "Fa", "unit": "works", "responsible": "anna"})


@pytest.fixture
def tax(town):
    """A register for taxes beside the main one, for general cases."""
    register = open_register(town["onk"], year=YEAR, code="tax", title="Taxes")
    change_settings(town["onk"], style="main-sub", codes={"GeneralCase": "TAX"})
    return register


def file(case):
    """File a document as the clerk."""
    with api.env.adopt_user(username="anna"):
        return file_document(case, title="a", filename="a.txt", data=b"a")


def file_closing(register):
    """File something in a register as its keeper."""
    with api.env.adopt_user(username="gabi"):
        return file_in_register(register, title="Book", filename="b.txt", data=b"b")


def next_year():
    """Let it be next January inside the block."""
    return clock.frozen(clock.now().replace(year=YEAR + 1, month=1, day=9))


class TestOpening:
    def test_says_who_and_when(self, town, as_person):
        with next_year(), as_person("gabi"):
            register = open_register(town["onk"], year=YEAR + 1)
            now = clock.now().isoformat()
        assert (register.opened, register.opened_by, register.style.id) == (
            now,
            "gabi",
            "main-sub",
        )

    def test_is_journalled(self, town, tax):
        entry = list(IJournal(town["onk"]).entries())[-2]
        assert (entry["act"], entry["details"]["code"]) == ("register-opened", "TAX")

    def test_again_returns_the_one_that_is_there(self, town, tax):
        assert open_register(town["onk"], year=YEAR, code="TAX").getId() == f"{YEAR}-tax"

    def test_counts_by_itself(self, town, tax, case, contract):
        register_case(contract())
        assert register_case(case) == f"ONK-TAX/1/{YEAR}"

    def test_its_documents_have_its_code(self, tax, case):
        register_case(case)
        document = file(case)
        assert document.registry_number == f"ONK-TAX/1-1/{YEAR}"

    def test_cases_lie_in_the_folder_of_the_year(self, town, tax, as_person):
        with as_person("anna"):
            case = start_case(town["onk"], {"title": "B", "unit": "works", "responsible": "anna"})
        assert case.aq_parent.getId() == str(YEAR)

    def test_order_is_newest_year_then_main_first(self, town, tax):
        open_register(town["onk"], year=YEAR - 1)
        assert [r.getId() for r in registers_of(town["onk"])] == [
            str(YEAR),
            f"{YEAR}-tax",
            str(YEAR - 1),
        ]

    def test_a_type_whose_register_is_not_open_cannot_start(self, town, as_person):
        change_settings(town["onk"], style="main-sub", codes={"GeneralCase": "NO"})
        with pytest.raises(NoOpenRegister) as problem, as_person("anna"):
            start_case(town["onk"], {"title": "B", "unit": "works", "responsible": "anna"})
        assert problem.value.message.mapping["year"] == f"{YEAR} NO"

    def test_unknown_styles_are_refused(self, town):
        with pytest.raises(Invalid):
            change_settings(town["onk"], style="running", codes={})

    def test_the_style_stays_with_the_register(self, town, case):
        town["onk"].country = "cz"
        assert register_case(case) == f"ONK/1/{YEAR}"


class TestClosing:
    def test_before_the_year_is_over_needs_a_reason(self, town):
        with pytest.raises(ClosedTooEarly):
            close_register(register_for(town["onk"], YEAR))

    def test_afterwards_it_needs_none(self, town, as_person):
        register = register_for(town["onk"], YEAR)
        with next_year(), as_person("gabi"):
            close_register(register)
        assert (bool(register.closed), register.closed_by, register.closed_because) == (
            True,
            "gabi",
            "",
        )

    def test_is_announced_while_all_is_still_open(self, town, case):
        register_case(case)
        seen = []

        def look(event):
            filed = file_closing(event.object)
            seen.append((event.object.closed, event.reason, filed.aq_parent.getId()))

        manager = getGlobalSiteManager()
        manager.registerHandler(look, [IRegisterClosedEvent])
        try:
            close_register(register_for(town["onk"], YEAR), reason="moving house")
        finally:
            manager.unregisterHandler(look, [IRegisterClosedEvent])
        assert seen == [("", "moving house", str(YEAR))]

    def test_open_cases_are_known(self, town, tax, case, contract):
        register_case(case)
        register_case(contract())
        assert [brain.Title for brain in open_cases(tax)] == ["Fa"]

    def test_open_cases_of_the_main_one_are_its_own(self, town, tax, case, contract):
        register_case(case)
        register_case(contract(title="Park"))
        assert [b.Title for b in open_cases(register_for(town["onk"], YEAR))] == ["Park"]


class TestClosedForGood:
    """Every door into a closed register."""

    @pytest.fixture
    def closed(self, town, case, contract):
        register_case(case)
        self.document = file(case)
        self.draft = contract()
        register = register_for(town["onk"], YEAR)
        close_register(register, reason="moving house")
        return register

    def entries(self, register):
        return [(entry.number, entry.void) for entry in register.book.entries()]

    def test_no_case_starts(self, closed, contract):
        with pytest.raises(RegisterClosed):
            contract()

    def test_no_draft_gets_a_number(self, closed):
        with pytest.raises(RegisterClosed):
            register_case(self.draft)

    def test_no_document_gets_a_sub_number(self, closed, case):
        with pytest.raises(RegisterClosed):
            file(case)

    @pytest.mark.parametrize("what", ["case", "document"])
    def test_no_number_is_withdrawn(self, closed, case, what):
        before = self.entries(closed)
        with pytest.raises(RegisterClosed):
            void_number(case if what == "case" else self.document, reason="entered twice")
        assert self.entries(closed) == before

    def test_it_is_not_closed_twice(self, closed):
        with pytest.raises(RegisterClosed):
            close_register(closed, reason="once more")


class TestWhatIsFiledInIt:
    @pytest.fixture
    def filed(self, town):
        register = register_for(town["onk"], YEAR)
        return file_closing(register)

    @pytest.mark.parametrize(
        "person,sees", [("gabi", True), ("judit", True), ("anna", False), ("bela", False)]
    )
    def test_is_seen_by_those_who_read_the_book(self, filed, as_person, person, sees):
        with as_person(person):
            assert bool(api.user.has_permission("View", obj=filed)) is sees

    @pytest.mark.parametrize("permission", ["muniflow: File document", "Add portal content"])
    @pytest.mark.parametrize("person", ["gabi", "judit", "anna"])
    def test_nobody_files_by_hand(self, filed, as_person, person, permission):
        with as_person(person):
            assert not api.user.has_permission(permission, obj=filed.aq_parent)

    def test_stays_even_for_a_manager(self, filed):
        with api.env.adopt_roles(["Manager"]), pytest.raises(NumberWouldVanish):
            filed.aq_parent._delObject(filed.getId())

    def test_a_register_from_before_takes_it_as_well(self, town):
        register = register_for(town["onk"], YEAR)
        register._p_activate()
        for name in ("_tree", "_count", "_mt_index"):
            del register.__dict__[name]
        assert list(register.objectIds()) == []
        filed = file_closing(register)
        assert list(register.objectIds()) == [filed.getId()]
        assert len(Register._tree) == 0
