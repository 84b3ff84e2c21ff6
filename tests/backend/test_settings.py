"""instance.yaml is read, completed and checked."""

from backend.settings import complete
from backend.settings import load
from backend.settings import SettingsError
from pathlib import Path

import pytest

BASE = Path("/srv/office")
SHIPPED = Path(__file__).parents[2] / "instance.yaml"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("target", "/srv/office/zope"),
        ("location_clienthome", "/srv/office/zope/var"),
        ("location_log", "/srv/office/zope/var/log"),
        ("db_filestorage_location", "/srv/office/zope/var/filestorage/Data.fs"),
        ("db_blob_location", "/srv/office/zope/var/blobs"),
    ],
)
def test_paths_follow_the_target(key, expected):
    assert complete({"target": "zope"}, BASE)[key] == expected


def test_own_variables_join_the_default_environment():
    environment = complete({"environment": {"MUNIFLOW_LOCK_WAIT": 20}}, BASE)["environment"]
    assert environment == {
        "CHAMELEON_CACHE": "/srv/office/instance/var/cache",
        "MUNIFLOW_LOCK_WAIT": "20",
        "MUNIFLOW_SERVER": "http://localhost:8080",
        "MUNIFLOW_WORKER": "on",
        "zope_i18n_compile_mo_files": "true",
    }


@pytest.mark.parametrize(
    ("listen", "address"),
    [
        ("127.0.0.1:9000", "http://localhost:9000"),
        ("0.0.0.0:9000", "http://localhost:9000"),
        ("*:9000", "http://localhost:9000"),
        ("10.1.2.3:9000", "http://10.1.2.3:9000"),
    ],
)
def test_the_server_knows_its_address(listen, address):
    environment = complete({"wsgi_listen": listen}, BASE)["environment"]
    assert environment["MUNIFLOW_SERVER"] == address


@pytest.mark.parametrize(
    "given",
    [
        {"zcml_package_includes": "a.b c.d"},
        {"zcml_package_includes": ["a.b"], "load_zcml": {"package_includes": ["c.d"]}},
        {"load_zcml": {"package_includes": "a.b, c.d"}},
    ],
)
def test_packages_may_be_listed_in_every_spelling(given):
    assert complete(given, BASE)["zcml_package_includes"] == ["a.b", "c.d"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"wsgi_thread": 3}, "unknown key 'wsgi_thread'; did you mean 'wsgi_threads'?"),
        ({"colour_of_sky": 1}, "unknown key 'colour_of_sky'."),
        ({"wsgi_threads": "many"}, "wsgi_threads in instance.yaml must be a number, not 'many'"),
        ({"wsgi_listen": "8080"}, "must be host:port, not '8080'"),
        ({"db_storage": "cloud"}, "db_storage 'cloud' in instance.yaml is not supported"),
    ],
)
def test_a_wrong_setting_is_named(given, sentence):
    with pytest.raises(SettingsError, match=sentence.replace("?", r"\?")):
        complete(given, BASE)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(None, "cannot be read: No such file"), ("a: [", "is not valid YAML")],
)
def test_an_unreadable_file_is_named(tmp_path, text, sentence):
    path = tmp_path / "instance.yaml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(SettingsError, match=sentence):
        load(path)


def test_every_writer_that_waits_leaves_a_thread_and_a_connection_free():
    settings = load(SHIPPED)
    assert settings["wsgi_threads"] >= 12
    assert settings["db_pool_size"] > settings["wsgi_threads"]
    assert settings["db_cache_size"] == 30000
