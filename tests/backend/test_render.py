"""An instance is written from its settings."""

from backend.render import render
from backend.render import zope_conf
from backend.render import zope_ini
from backend.settings import complete
from configparser import RawConfigParser
from pathlib import Path
from Zope2.Startup.options import ZopeWSGIOptions

import pytest


@pytest.fixture
def settings(tmp_path):
    return complete({"initial_user_name": "admin", "initial_user_password": "secret"}, tmp_path)


@pytest.fixture
def configuration(settings):
    conf = render(settings) / "etc" / "zope.conf"
    return ZopeWSGIOptions(configfile=str(conf))().configroot


def test_zope_accepts_the_configuration(configuration, settings):
    assert configuration.clienthome == settings["location_clienthome"]


def test_the_storage_keeps_blobs(configuration, settings):
    storage = configuration.databases[0].config.storage.config
    assert storage.path == settings["db_filestorage_location"]
    assert storage.blob_dir == settings["db_blob_location"]


def test_the_pool_has_room_for_all_threads(configuration):
    assert configuration.databases[0].config.pool_size == 8


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"debug_mode": True}, "debug-mode on"),
        ({"debug_mode": "False"}, "debug-mode off"),
        ({"verbose_security": True}, "security-policy-implementation python"),
        ({"trusted_proxy": "10.0.0.1"}, "trusted-proxy 10.0.0.1"),
        ({"db_pool_size": 40}, "  pool-size 40"),
        ({"db_cache_size_bytes": "200MB"}, "  cache-size-bytes 200MB"),
        ({"environment": {"A": "b c"}}, "  A b c"),
        ({"dos_protection_form_memory_limit": "9MB"}, "  form-memory-limit 9MB"),
    ],
)
def test_a_setting_becomes_a_line_of_zope_conf(given, line):
    assert line in zope_conf(complete(given, Path("/srv"))).splitlines()


@pytest.mark.parametrize(
    ("option", "value"),
    [("listen", "127.0.0.1:9000"), ("threads", "3"), ("max_request_body_size", "1073741824")],
)
def test_the_server_section(option, value):
    parser = RawConfigParser()
    given = {"wsgi_listen": "127.0.0.1:9000", "wsgi_threads": 3}
    parser.read_string(zope_ini(complete(given, Path("/srv"))))
    assert parser.get("server:main", option) == value


def test_packages_get_a_slug_and_lose_it_again(tmp_path):
    folder = tmp_path / "instance" / "etc" / "package-includes"
    render(complete({"zcml_package_includes": ["office.theme"]}, tmp_path))
    assert [path.name for path in folder.iterdir()] == ["001-office.theme-configure.zcml"]
    render(complete({}, tmp_path))
    assert list(folder.iterdir()) == []


def test_rendering_again_touches_nothing(settings):
    conf = render(settings) / "etc" / "zope.conf"
    before = conf.stat().st_mtime_ns
    render(settings)
    assert conf.stat().st_mtime_ns == before


def test_the_first_user_is_left_for_zope_without_a_readable_password(settings):
    user = render(settings) / "inituser"
    assert user.read_text().startswith("admin:{SSHA}")
    assert user.stat().st_mode & 0o077 == 0


def test_an_existing_database_keeps_its_users(settings):
    database = Path(settings["db_filestorage_location"])
    database.parent.mkdir(parents=True)
    database.touch()
    assert not (render(settings) / "inituser").exists()


def test_a_missing_password_is_invented_and_shown_once(tmp_path, capsys):
    render(complete({"initial_user_name": "admin"}, tmp_path))
    assert "The password of 'admin' is " in capsys.readouterr().out
