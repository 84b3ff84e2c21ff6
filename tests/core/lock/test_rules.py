"""The decisions of the write lock."""

from muniflow.core.lock import rules
from muniflow.core.lock.errors import LockConfigurationError
from muniflow.core.lock.settings import settings

import pytest


@pytest.mark.parametrize(
    "method",
    [
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "MKCOL",
        "COPY",
        "MOVE",
        "LOCK",
        "UNLOCK",
        "PROPPATCH",
        "post",
        "UNHEARD-OF",
    ],
)
def test_writing_methods_queue(method):
    assert rules.needs_lock(method, read_only=False, came_back=False)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PROPFIND", "get", "REPORT"])
def test_reading_methods_do_not_queue(method):
    assert not rules.needs_lock(method, read_only=False, came_back=False)


def test_a_read_only_post_does_not_queue():
    assert not rules.needs_lock("POST", read_only=True, came_back=False)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_collided_queues(method):
    assert rules.needs_lock(method, read_only=True, came_back=True)


@pytest.mark.parametrize(
    ("method", "length", "early"),
    [
        ("POST", "1000", True),
        ("DELETE", "", True),
        ("POST", "1000000", True),
        ("POST", "1000001", False),
        ("GET", "", False),
    ],
)
def test_small_writing_requests_queue_before_they_have_a_connection(method, length, early):
    assert rules.queues_early(method, length) is early


@pytest.mark.parametrize(("threads", "waiters"), [(1, 1), (4, 1), (5, 1), (6, 2), (12, 8)])
def test_readers_keep_four_threads(threads, waiters):
    assert rules.waiters_allowed(threads) == waiters


@pytest.mark.parametrize(("waiting", "seconds"), [(0, 2), (8, 4), (1000, 30)])
def test_the_longer_the_queue_the_later_to_come_again(waiting, seconds):
    assert rules.retry_after(waiting) == seconds


@pytest.mark.parametrize(("seconds", "slow"), [(1.9, False), (2.0, False), (2.1, True)])
def test_slow_is_more_than_the_limit(seconds, slow):
    assert rules.is_slow(seconds, 2.0) is slow


@pytest.mark.parametrize(
    ("setting", "storages", "kind"),
    [
        ("", ["FileStorage", "BaseStorage"], ("file", "/data/Data.fs.write")),
        ("", ["DemoStorage"], ("process", "")),
        ("", ["MappingStorage"], ("process", "")),
        ("", ["RelStorage", "LegacyMethodsMixin"], ("postgresql", "")),
        ("process", ["FileStorage"], ("process", "")),
        ("file:/run/x", ["ClientStorage"], ("file", "/run/x")),
        (" file:/run/x ", ["FileStorage"], ("file", "/run/x")),
    ],
)
def test_the_lock_follows_setting_and_storage(setting, storages, kind):
    assert rules.lock_kind(setting, storages, "/data/Data.fs") == kind


@pytest.mark.parametrize("table", [0, 16_385, 2**32 - 1])
@pytest.mark.parametrize("name", ["write", "worker"])
def test_a_key_fits_into_what_postgresql_takes(name, table):
    assert all(-(2**31) <= number < 2**31 for number in rules.lock_key(name, table))


def test_keys_differ_by_name_and_by_database():
    keys = {rules.lock_key(name, table) for name in ("write", "worker") for table in (1, 2)}
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("setting", "storage", "named"),
    [
        ("redis", "FileStorage", "redis"),
        ("file:", "FileStorage", "file:"),
        ("file:relative", "FileStorage", "relative"),
        ("process:x", "FileStorage", "process:x"),
        ("", "ClientStorage", "ClientStorage"),
    ],
)
def test_an_unknown_lock_is_refused_by_name(setting, storage, named):
    with pytest.raises(LockConfigurationError, match=named):
        rules.lock_kind(setting, [storage], "/data/Data.fs")


@pytest.mark.parametrize(
    ("key", "cache"),
    [
        ("plone.memoize", True),
        ("borg.localrole.workspace.checkLocalRolesAllowed:1", True),
        ("plone.transformchain.disable", False),
        (("a", "tuple"), False),
    ],
)
def test_caches_of_the_request_are_known(key, cache):
    assert rules.is_request_cache(key) is cache


def test_settings_come_from_the_environment():
    chosen = settings(
        {
            "MUNIFLOW_LOCK_WAITERS": "3",
            "MUNIFLOW_LOCK_TIMEOUT": "1.5",
            "MUNIFLOW_LOCK_SLOW": "9",
        }
    )
    assert (chosen.waiters, chosen.timeout, chosen.slow) == (3, 1.5, 9.0)


def test_settings_have_defaults():
    chosen = settings({})
    assert (chosen.waiters, chosen.timeout, chosen.slow) == (1, 30.0, 2.0)


@pytest.mark.parametrize("text", ["many", "-1", "1.5"])
def test_a_wrong_setting_is_named(text):
    with pytest.raises(LockConfigurationError, match="MUNIFLOW_LOCK_WAITERS"):
        settings({"MUNIFLOW_LOCK_WAITERS": text})
