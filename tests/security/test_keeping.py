"""What has a number stays where it is, whatever door somebody tries and whoever it is."""

from muniflow.contract.operations import start_contract
from muniflow.core import clock
from plone import api
from tests.security.door import Answer
from tests.security.door import ask
from tests.security.door import HTML
from tests.security.door import JSON
from tests.security.door import token_of
from tests.security.world import MANAGER
from tests.security.world import Record
from tests.security.world import records

import pytest

PEOPLE = ("gabi", "judit", MANAGER)


@pytest.fixture()
def case(world) -> Record:
    """A registered contract of the Municipality."""
    return next(r for r in records(world, "onk") if r.portal_type == "IncomingContract")


def _post(person: str, path: str, **form: object) -> Answer:
    """Send a form as the pages do, with the token of the person."""
    form = {"_authenticator": token_of(person), **form}
    return ask(path, person=person, method="POST", form=form)


def _parts(path: str) -> tuple[str, str]:
    parent, _, name = path.rpartition("/")
    return parent, name


def _paths(portal: object) -> list[str]:
    """Return where everything that has a number is."""
    brains = portal.portal_catalog.unrestrictedSearchResults(organisation=["onk", "phi"])
    return sorted(brain.getPath() for brain in brains)


def _rest_delete(person: str, path: str) -> Answer:
    return ask(path, person=person, method="DELETE", accept=JSON)


def _dav_delete(person: str, path: str) -> Answer:
    return ask(path, person=person, method="DELETE", accept=HTML)


def _dav_move(person: str, path: str) -> Answer:
    headers = {"Destination": f"http://nohost{path}-moved"}
    return ask(path, person=person, method="MOVE", accept=HTML, headers=headers)


def _delete_page(person: str, path: str) -> Answer:
    return _post(person, f"{path}/delete_confirmation", **{"form.buttons.Delete": "Delete"})


def _contents_delete(person: str, path: str) -> Answer:
    parent, _name = _parts(path)
    uid = api.portal.get().unrestrictedTraverse(path).UID()
    return _post(person, f"{parent}/@@fc-delete", selection=f'["{uid}"]')


def _contents_cut(person: str, path: str) -> Answer:
    parent, _name = _parts(path)
    uid = api.portal.get().unrestrictedTraverse(path).UID()
    cut = _post(person, f"{parent}/@@fc-cut", selection=f'["{uid}"]')
    return (
        cut
        if cut.status >= 400
        else _post(person, "/plone/phi/cases/@@fc-paste", folder="/phi/cases")
    )


def _zmi_delete(person: str, path: str) -> Answer:
    parent, name = _parts(path)
    return _post(person, f"{parent}/manage_delObjects", **{"ids:list": name})


def _zmi_rename(person: str, path: str) -> Answer:
    parent, name = _parts(path)
    return _post(person, f"{parent}/manage_renameObject", id=name, new_id="another")


def _zmi_cut(person: str, path: str) -> Answer:
    parent, name = _parts(path)
    return _post(person, f"{parent}/manage_cutObjects", **{"ids:list": name})


def _zmi_copy(person: str, path: str) -> Answer:
    parent, name = _parts(path)
    return _post(person, f"{parent}/manage_copyObjects", **{"ids:list": name})


def _rename_page(person: str, path: str) -> Answer:
    form = {
        "form.widgets.new_id": "another",
        "form.widgets.new_title": "Another",
        "form.buttons.Rename": "Rename",
    }
    return _post(person, f"{path}/object_rename", **form)


def _cut_page(person: str, path: str) -> Answer:
    return _post(person, f"{path}/object_cut")


def _copy_page(person: str, path: str) -> Answer:
    return _post(person, f"{path}/object_copy")


def _rest_move(person: str, path: str) -> Answer:
    return ask(
        "/plone/phi/cases/@move",
        person=person,
        method="POST",
        accept=JSON,
        data={"source": f"http://nohost{path}"},
    )


def _rest_copy(person: str, path: str) -> Answer:
    parent, _name = _parts(path)
    return ask(
        f"{parent}/@copy",
        person=person,
        method="POST",
        accept=JSON,
        data={"source": f"http://nohost{path}"},
    )


def _rest_rename(person: str, path: str) -> Answer:
    return ask(path, person=person, method="PATCH", accept=JSON, data={"id": "another"})


DOORS = (
    _rest_delete,
    _dav_delete,
    _dav_move,
    _delete_page,
    _contents_delete,
    _contents_cut,
    _zmi_delete,
    _zmi_rename,
    _zmi_cut,
    _zmi_copy,
    _rename_page,
    _cut_page,
    _copy_page,
    _rest_move,
    _rest_copy,
    _rest_rename,
)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("door", DOORS, ids=lambda d: d.__name__.strip("_"))
def test_a_registered_case_stays(world, case, door, person):
    before = _paths(world)
    answer = door(person, case.path)
    assert _paths(world) == before
    assert world.unrestrictedTraverse(case.path).registry_number == case.number
    # Plone's own cut stumbles where nothing may be cut.
    assert answer.status < 500 or door is _contents_cut


HOLDERS = ("", "/cases", "/cases/{year}", "/registers", "/registers/{year}")


@pytest.mark.parametrize("person", ["judit", MANAGER])
@pytest.mark.parametrize("door", [_rest_delete, _zmi_delete, _delete_page], ids=str)
@pytest.mark.parametrize("holder", HOLDERS)
def test_what_holds_numbers_stays(world, door, person, holder):
    before = _paths(world)
    answer = door(person, "/plone/onk" + holder.format(year=clock.today().year))
    assert _paths(world) == before
    assert 400 <= answer.status < 500


@pytest.mark.parametrize("holder", HOLDERS)
def test_the_refusal_names_what_would_vanish(world, holder):
    path = "/plone/onk" + holder.format(year=clock.today().year)
    by_program, by_page = _rest_delete(MANAGER, path), _zmi_delete(MANAGER, path)
    sentences = ("is in the register", "has given 3 numbers")
    assert by_program.status == 400
    assert any(text in by_program.json["message"] for text in sentences)
    assert by_page.status == 403
    assert any(text in by_page.body for text in sentences)


def test_a_draft_goes_with_its_clerk(world):
    with api.env.adopt_user(username="anna"):
        draft = start_contract(
            world["onk"],
            portal_type="OutgoingContract",
            values={"title": "Piszkozat", "unit": "works", "responsible": "anna"},
        )
    path = "/".join(draft.getPhysicalPath())
    assert _rest_delete("gabi", path).status == 403
    assert _rest_delete("anna", path).status == 204


def test_a_case_that_was_sent_on_goes_with_nobody(world):
    draft = next(r for r in records(world, "phi") if r.portal_type == "OutgoingContract")
    answers = [_rest_delete(person, draft.path).status for person in ("hugo", "gabi", MANAGER)]
    assert answers == [403, 403, 403]
