"""Two processes that write at once never collide, lock or not."""

from datetime import datetime
from datetime import UTC
from muniflow.core.journal import buckets
from muniflow.core.journal.buckets import Ledger
from muniflow.core.journal.rules import position
from transaction import TransactionManager
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

import json
import os
import pytest

DAY = "2026-03-09"
NOON = position(datetime(2026, 3, 9, 12, tzinfo=UTC))


@pytest.fixture()
def database(tmp_path):
    db = DB(FileStorage(str(tmp_path / "data.fs")))
    with db.transaction() as connection:
        connection.root()["ledger"] = Ledger()
    yield db
    db.close()


@pytest.fixture()
def process(database, monkeypatch):
    """A factory of writers as two processes would be: each with its own view and name."""
    opened = []

    class Process:
        def __init__(self, name):
            self.name = name
            self.manager = TransactionManager()
            self.connection = database.open(self.manager)
            opened.append(self)

        def write(self, *numbers):
            monkeypatch.setattr(buckets.Writer, "process", os.getpid())
            monkeypatch.setattr(buckets.Writer, "name", self.name)
            ledger = self.connection.root()["ledger"]
            for number in numbers:
                ledger.write(DAY, NOON + number, {"act": f"{self.name}{number}"})

        def commit(self):
            self.manager.commit()

        def read(self):
            self.connection.sync()
            ledger = self.connection.root()["ledger"]
            return [
                json.loads(text)["act"]
                for name in ledger.names()
                for text in ledger.buckets[name].values()
            ]

    yield Process
    for one in opened:
        one.manager.abort()
        one.connection.close()


def test_first_entries_of_a_day_do_not_collide(process):
    one, two = process("one"), process("two")
    one.write(1)
    two.write(1)
    one.commit()
    two.commit()
    assert sorted(one.read()) == ["one1", "two1"]


def test_hundreds_of_entries_at_once_do_not_collide(process):
    one, two = process("one"), process("two")
    for number in range(0, 600, 20):
        one.write(*range(number, number + 20))
        two.write(*range(number, number + 20))
        one.commit()
        two.commit()
        one.connection.sync()
        two.connection.sync()
    assert len(one.read()) == 1200


def test_a_forked_process_has_a_name_of_its_own():
    name = buckets.writer()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.write(writer, buckets.writer().encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 100).decode() not in ("", name)
    assert buckets.writer() == name
    os.close(reader)
    os.close(writer)


def test_ids_are_unique(process):
    one, two = process("one"), process("two")
    one.write(1, 1, 1)
    one.commit()
    two.connection.sync()
    two.write(1, 1)
    two.commit()
    one.connection.sync()
    ledger = one.connection.root()["ledger"]
    ids = [json.loads(t)["id"] for n in ledger.names() for t in ledger.buckets[n].values()]
    assert len(set(ids)) == 5


def test_a_leaf_is_small(process):
    one = process("one")
    one.write(*range(100))
    one.commit()
    bucket = one.connection.root()["ledger"].buckets[f"{DAY} one"]
    assert len(bucket._firstbucket) <= buckets.Bucket.max_leaf_size
