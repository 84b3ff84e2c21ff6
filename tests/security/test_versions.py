"""Versions are read and added by whoever may, not only by who filed the document."""

from Acquisition import aq_parent
from muniflow.approval.operations import delegate
from muniflow.document.operations import add_version
from muniflow.document.operations import file_of
from plone import api
from Products.CMFEditions.Permissions import PurgeVersion
from Products.CMFEditions.Permissions import RevertToPreviousVersions
from tests.security.world import MANAGER
from tests.security.world import records

import pytest


@pytest.fixture()
def document(world) -> object:
    """A document that Hugo filed, in a contract that is now with finance."""
    record = next(r for r in records(world, "phi") if r.portal_type == "FiledDocument")
    return world.unrestrictedTraverse(record.path)


@pytest.mark.parametrize("person", ["hugo", "dani"])
def test_who_may_file_adds_a_version(document, person):
    with api.env.adopt_user(username=person):
        add_version(document, filename="uj.txt", data=b"second")
    assert len(document.versions) == 2


def test_so_does_whoever_the_step_was_handed_to(document):
    """Gabi keeps the registers; for a contract in another step that is no right."""
    with api.env.adopt_user(username="dani"):
        delegate(aq_parent(document), to="gabi")
    with api.env.adopt_user(username="gabi"):
        add_version(document, filename="uj.txt", data=b"second")
    assert len(document.versions) == 2


@pytest.mark.parametrize("person", ["anna", "feri", "gabi", "ida"])
def test_members_read_old_versions(document, person):
    with api.env.adopt_user(username="hugo"):
        add_version(document, filename="uj.txt", data=b"second")
    with api.env.adopt_user(username=person):
        _record, file = file_of(document, 1)
    assert file.data.decode() == "Lépcsőház"


@pytest.mark.parametrize("permission", [PurgeVersion, RevertToPreviousVersions])
@pytest.mark.parametrize("person", ["hugo", "gabi", MANAGER])
def test_nobody_takes_a_version_away(document, permission, person):
    assert not api.user.has_permission(permission, username=person, obj=document)
