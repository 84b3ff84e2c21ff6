"""Files and their versions: every one stays readable, each with its hash."""

from hashlib import sha256
from muniflow.document.errors import NotAFile
from muniflow.document.errors import UnknownVersion
from muniflow.document.operations import add_version
from muniflow.document.operations import file_document
from muniflow.document.operations import file_of
from pathlib import Path

import pytest

REAL = Path(__file__).parents[3] / "shared" / "data" / "documents"
FILES = sorted(REAL.glob("*")) if REAL.is_dir() else []


@pytest.fixture()
def document(contract, as_person):
    with as_person("anna"):
        yield file_document(contract(), title="Contract", filename="a.txt", data=b"one")


def test_the_first_version_is_kept(document):
    (version,) = document.versions
    assert (version.number, version.filename, version.size) == (1, "a.txt", 3)


@pytest.mark.parametrize("number,data", [(1, b"one"), (2, b"two"), (3, b"three")])
def test_every_version_stays_readable(document, number, data):
    add_version(document, filename="a.txt", data=b"two", comment="price")
    add_version(document, filename="b.txt", data=b"three")
    record, file = file_of(document, number)
    assert (file.data, record.sha256) == (data, sha256(data).hexdigest())


def test_a_version_remembers_its_comment(document):
    add_version(document, filename="a.txt", data=b"two", comment="price")
    assert document.versions[-1].comment == "price"


def test_saving_without_a_new_file_makes_no_version(document):
    from zope.event import notify
    from zope.lifecycleevent import ObjectModifiedEvent

    document.title = "Other"
    notify(ObjectModifiedEvent(document))
    assert len(document.versions) == 1


@pytest.mark.parametrize("filename,data", [("", b"x"), ("a\r\nb.txt", b"x"), ("a.txt", b"")])
def test_what_is_no_file_is_refused(document, filename, data):
    with pytest.raises(NotAFile):
        add_version(document, filename=filename, data=data)


@pytest.mark.parametrize("number", [0, 2, 99])
def test_an_unknown_version_is_named(document, number):
    with pytest.raises(UnknownVersion):
        file_of(document, number)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_real_files_come_back_as_they_went_in(contract, as_person, path):
    data = path.read_bytes()
    with as_person("anna"):
        document = file_document(contract(), title="", filename=path.name, data=data)
    assert file_of(document, 1)[1].data == data
