"""Coming, leaving and rights given by hand are in the journals of all concerned."""

from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.core.journal import spool
from plone import api
from plone.app.workflow.events import LocalrolesModifiedEvent
from Products.PlonePAS.events import UserLoggedInEvent
from Products.PlonePAS.events import UserLoggedOutEvent
from zope.event import notify
from zope.interface import alsoProvides

import json
import pytest


@pytest.fixture(autouse=True)
def request_of_ours(town, monkeypatch, tmp_path):
    """A request to the site; views wait in a folder of each test."""
    monkeypatch.setenv(spool.FOLDER, str(tmp_path / "spool"))
    alsoProvides(town.REQUEST, IMuniflowLayer)


def told(town):
    folder = spool.folder(town)
    files = folder.iterdir() if folder.exists() else ()
    return sorted(
        (line["journal"].rpartition("/")[2], line["entry"]["act"], line["entry"]["actor"])
        for file in files
        for line in map(json.loads, file.read_text().splitlines())
    )


@pytest.mark.parametrize(
    ("event", "act"), [(UserLoggedInEvent, "logged-in"), (UserLoggedOutEvent, "logged-out")]
)
def test_coming_and_leaving_are_told_to_all_organisations(town, event, act):
    notify(event(api.user.get(userid="anna")))
    assert told(town) == [("onk", act, "anna"), ("phi", act, "anna")]


def test_who_belongs_nowhere_is_told_nowhere(town):
    notify(UserLoggedInEvent(api.user.get(userid="kata")))
    assert told(town) == []


def test_a_full_disk_keeps_nobody_out(town, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv(spool.FOLDER, str(tmp_path / "file"))
    notify(UserLoggedInEvent(api.user.get(userid="anna")))


def test_rights_given_by_hand_are_written_down(town, contract):
    case = contract()
    case.manage_setLocalRoles("hugo", ["Reader"])
    notify(LocalrolesModifiedEvent(case, town.REQUEST))
    (entry,) = (e for e in IJournal(town["onk"]).entries() if e["act"] == "rights-changed")
    assert "hugo: Reader" in entry["details"]["roles"]
    assert entry["uid"] == case.UID()
