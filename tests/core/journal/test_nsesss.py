"""The transaction log fits its schema, whatever happens to stand in an entry."""

from datetime import datetime
from datetime import UTC
from lxml import etree
from muniflow.core.journal.nsesss import event_type
from muniflow.core.journal.nsesss import EVENTS
from muniflow.core.journal.nsesss import log
from muniflow.core.journal.nsesss import NAMESPACE
from muniflow.core.journal.nsesss import OBJECTS
from muniflow.core.journal.nsesss import parameter
from muniflow.core.journal.nsesss import Source
from pathlib import Path

import os
import pytest

BESIDE = Path(__file__).parents[4] / "shared" / "data" / "schemas" / "nsesss"
FOLDER = Path(os.environ.get("NSESSS_SCHEMAS", "") or BESIDE)
SCHEMA = FOLDER / "nsesss-TrP.xsd"
SOURCE = Source("onk", "2026-03-09", "1.0", datetime(2026, 3, 10, 0, 20, tzinfo=UTC))


class Names(dict):
    def __missing__(self, person):
        return person.title()


def entry(**changes):
    return {
        "id": "64cafe-1",
        "time": "2026-03-09T10:00:00.123456+00:00",
        "act": "decided",
        "actor": "anna",
        "acting_as": "clerk@works",
        "channel": "web",
        "uid": "0" * 32,
        "type": "OutgoingContract",
        "path": "/plone/onk/cases/2026/one",
        "details": {"decision": "approve", "comment": "Rendben", "empty": None},
        **changes,
    }


ENTRIES = {
    "usual": entry(),
    "unknown act and type": entry(act="frobnicated", type="Gadget"),
    "by itself": entry(actor="", acting_as=""),
    "long names": entry(actor="a" * 200, uid="", path="/" + "p" * 300),
    "odd characters": entry(details={'a=b ]"ő': "\x00\x0b<&>", "n": 5, "yes": True}),
    "lists": entry(details={"people": ["anna", "bela"], "none": []}),
    "no type": entry(type=""),
    "of old": {k: v for k, v in entry().items() if k != "type"},
    **{act: entry(act=act) for act in EVENTS},
    **{kind: entry(type=kind) for kind in OBJECTS},
}


def made(*entries):
    records = [{"number": n, "entry": e} for n, e in enumerate(entries, start=1)]
    return etree.fromstring(log(records, SOURCE, Names()))


@pytest.fixture(scope="module")
def schema():
    if not SCHEMA.exists():
        pytest.skip("the schemas of NSESSS are not here")
    return etree.XMLSchema(file=str(SCHEMA))


@pytest.mark.parametrize("name", ENTRIES)
def test_every_entry_fits_the_schema(schema, name):
    schema.assertValid(made(ENTRIES[name]))


def test_an_empty_day_fits_the_schema(schema):
    schema.assertValid(made())


def test_all_together_fit_the_schema(schema):
    schema.assertValid(made(*ENTRIES.values()))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("comment", "comment"),
        ("a b", "a_b"),
        ('x="y"]', "x__y__"),
        ("ő" * 40, "_" * 32),
        ("", "_"),
    ],
)
def test_names_of_parameters_fit_rfc_5424(name, told):
    assert parameter(name) == told


def test_an_approval_is_one():
    assert event_type(entry()) == "Schvaleni"
    assert event_type(entry(details={"decision": "return"})) is None


def test_what_has_no_name_there_is_told_in_words():
    log_ = made(entry(act="frobnicated"))
    (kind,) = log_.iter(f"{{{NAMESPACE}}}TypUdalostiText")
    assert kind.text == "frobnicated"


def test_numbers_rise():
    numbers = [int(e.text) for e in made(entry(), entry()).iter(f"{{{NAMESPACE}}}Poradi")]
    assert numbers == [1, 2]
