"""What a request sees when its turn to write has come."""

from muniflow.core.interfaces import IDatabaseRefreshed
from muniflow.core.lock import door
from muniflow.core.lock import lock_of
from muniflow.core.lock import writing
from plone.app.testing import setRoles
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_ID
from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD
from webtest import TestApp
from zope.annotation.interfaces import IAnnotations
from zope.component import getGlobalSiteManager
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from ZPublisher.httpexceptions import HTTPExceptionHandler
from ZPublisher.WSGIPublisher import publish_module

import json
import pytest
import threading
import transaction

OWNER = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
MEMBER = (TEST_USER_NAME, TEST_USER_PASSWORD)
ROLES = "portal_role_manager"


@pytest.fixture
def portal(functional):
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    portal.invokeFactory("Document", "page", title="Before")
    portal["page"].manage_delLocalRoles([TEST_USER_ID])
    setRoles(portal, TEST_USER_ID, ["Editor"])
    transaction.commit()
    return portal


@pytest.fixture
def ask(portal):
    """Send a REST request through the publisher, in this thread."""
    client = TestApp(HTTPExceptionHandler(publish_module), lint=False)

    def ask(method, path, data=None, user=OWNER):
        site = getSite()
        client.authorization = ("Basic", user)
        try:
            return client.request(
                f"/{portal.getId()}{path}",
                method=method,
                body=json.dumps(data or {}).encode(),
                headers={"Accept": "application/json", "Content-Type": "application/json"},
                expect_errors=True,
            )
        finally:
            setSite(site)
            portal._p_jar.sync()

    return ask


@pytest.fixture
def meanwhile(portal, monkeypatch):
    """Let another writer commit a change while a request waits for its turn."""

    def change(function):
        manager = transaction.TransactionManager()
        connection = portal._p_jar.db().open(transaction_manager=manager)
        try:
            function(connection.root()["Application"][portal.getId()])
            manager.commit()
        finally:
            manager.abort()
            connection.close()

    def register(function):
        take = door.take

        def take_late(lock, name):
            thread = threading.Thread(target=change, args=(function,))
            thread.start()
            thread.join(10)
            return take(lock, name)

        monkeypatch.setattr(door, "take", take_late)

    return register


@pytest.fixture
def refreshed():
    """Collect what the annotations of the request held after each refreshing."""
    seen = []

    def handler(event):
        seen.append(sorted(str(key) for key in IAnnotations(event.request)))

    registry = getGlobalSiteManager()
    registry.registerHandler(handler, (IDatabaseRefreshed,))
    yield seen
    registry.unregisterHandler(handler, (IDatabaseRefreshed,))


def entitle(title):
    def change(portal):
        portal["page"].title = title

    return change


def test_a_writer_sees_what_was_written_while_it_waited(portal, ask, meanwhile, refreshed):
    """PATCH of another field keeps the title of the other writer, without a collision."""
    meanwhile(entitle("From the other"))
    assert ask("PATCH", "/page", {"description": "Mine"}).status_int == 204
    page = portal["page"]
    assert (page.title, page.description) == ("From the other", "Mine")
    assert len(refreshed) == 1, "it collided and was published again"


def test_what_was_deleted_meanwhile_is_not_found(ask, meanwhile):
    meanwhile(lambda portal: portal._delOb("page"))
    assert ask("PATCH", "/page", {"title": "Too late"}).status_int == 404


def test_what_was_renamed_meanwhile_is_not_found(ask, meanwhile):
    def rename(portal):
        page = portal._getOb("page").aq_base
        portal._delOb("page")
        page.id = "renamed"
        portal._setOb("renamed", page)

    meanwhile(rename)
    assert ask("PATCH", "/page", {"title": "Too late"}).status_int == 404


def test_who_may_may_write(ask):
    assert ask("PATCH", "/page", {"title": "Allowed"}, MEMBER).status_int == 204


def test_a_right_that_ended_meanwhile_is_gone(portal, ask, meanwhile):
    def end(portal):
        portal.acl_users[ROLES]._principal_roles[TEST_USER_ID] = ("Member",)

    meanwhile(end)
    assert ask("PATCH", "/page", {"title": "Too late"}, MEMBER).status_int == 403
    assert portal["page"].title == "Before"


def test_a_user_deleted_meanwhile_is_nobody(portal, ask, meanwhile):
    def delete(portal):
        users = portal.acl_users["source_users"]
        users._user_passwords.pop(TEST_USER_ID)
        users._userid_to_login.pop(TEST_USER_ID)
        users._login_to_userid.pop(TEST_USER_NAME)

    meanwhile(delete)
    assert ask("PATCH", "/page", {"title": "Too late"}, MEMBER).status_int == 401
    assert portal["page"].title == "Before"


def test_caches_of_the_request_are_emptied(ask, refreshed):
    ask("PATCH", "/page", {"title": "x"})
    assert len(refreshed) == 1
    assert not [key for key in refreshed[0] if key.startswith(("plone.memoize", "borg."))]


def test_a_reader_is_not_refreshed(ask, refreshed):
    assert ask("GET", "/page").status_int == 200
    assert refreshed == []


def test_a_search_by_post_does_not_queue(ask, refreshed):
    criterion = {
        "i": "portal_type",
        "o": "plone.app.querystring.operation.selection.any",
        "v": ["Document"],
    }
    assert ask("POST", "/@querystring-search", {"query": [criterion]}).json["items_total"] == 1
    assert refreshed == []


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_a_plain_plone_request_writes_nothing_before_its_turn(ask, refreshed, method):
    """Else it could not be refreshed."""
    path = "" if method == "POST" else "/page"
    ask(method, path, {"@type": "Document", "title": "New"}, OWNER)
    assert len(refreshed) == 1


def test_writing_commits(portal):
    with writing(portal["page"]):
        portal["page"].title = "Written"
    transaction.abort()
    assert portal["page"].title == "Written"


def test_writing_aborts_on_an_error(portal):
    with pytest.raises(ZeroDivisionError), writing(portal):
        portal["page"].title = "Not so"
        1 / 0  # noqa: B018
    assert portal["page"].title == "Before"


def test_writing_aborts_what_is_doomed(portal):
    with writing(portal):
        portal["page"].title = "Not so"
        transaction.doom()
    assert portal["page"].title == "Before"


@pytest.mark.parametrize("error", [None, ZeroDivisionError, KeyboardInterrupt])
def test_writing_holds_the_lock_as_long_as_it_takes(portal, error):
    lock = lock_of(portal)
    try:
        with writing(portal):
            assert lock.held
            if error is not None:
                raise error
    except (ZeroDivisionError, KeyboardInterrupt):
        pass
    assert not lock.held


def test_writing_inside_a_turn_leaves_the_commit_to_it(portal):
    with pytest.raises(ZeroDivisionError), writing(portal):
        with writing(portal["page"]):
            portal["page"].title = "Not so"
        1 / 0  # noqa: B018
    assert portal["page"].title == "Before"


def test_writing_does_not_throw_away_what_was_changed_before(portal):
    portal["page"].title = "Changed before"
    with pytest.raises(RuntimeError, match="commit or abort"), writing(portal):
        pass
    assert portal["page"].title == "Changed before"
    transaction.abort()


def test_writing_sees_what_others_wrote(portal):
    assert portal["page"].title == "Before"
    manager = transaction.TransactionManager()
    connection = portal._p_jar.db().open(transaction_manager=manager)
    entitle("From the other")(connection.root()["Application"][portal.getId()])
    manager.commit()
    connection.close()
    with writing(portal):
        assert portal["page"].title == "From the other"
