"""Time stamps of a real authority, and what is wrong with others."""

from datetime import timedelta
from muniflow.cli import main
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.core.journal.exporting import write_export
from muniflow.core.journal.jobs import AUTHORITY
from muniflow.core.journal.rules import days_to_seal
from muniflow.core.journal.sealing import seal
from muniflow.core.journal.stamps import fetch
from muniflow.core.journal.stamps import judge
from muniflow.core.journal.stamps import StampUnreachable
from muniflow.core.journal.stamps import StampWrong
from muniflow.core.worker import book
from muniflow.core.worker import kernel
from plone import api
from tests.core.journal import authority
from zipfile import ZipFile

import pytest
import subprocess
import transaction

DATA = b"what is stamped"
JOB = "journal-stamp"

pytestmark = pytest.mark.skipif(not authority.is_possible(), reason="there is no openssl here")


@pytest.fixture(scope="module")
def tsa(tmp_path_factory):
    with authority.running(tmp_path_factory.mktemp("tsa")) as running:
        yield running


@pytest.fixture(scope="module")
def stamp(tsa):
    """A stamp over the data."""
    return fetch(tsa.url, DATA)


def test_a_stamp_tells_when_and_by_whom(stamp, tsa):
    told = judge(stamp, DATA)
    assert abs(told.time - clock.now()) < timedelta(minutes=5)
    assert "CN=TSA" in told.authority


def test_an_elliptic_key_is_known(tmp_path):
    with authority.running(tmp_path, "ec -pkeyopt ec_paramgen_curve:P-256") as tsa:
        assert judge(fetch(tsa.url, DATA), DATA, roots=[tsa.root.read_bytes()])


def test_openssl_agrees(stamp, tsa, tmp_path):
    (tmp_path / "data").write_bytes(DATA)
    (tmp_path / "stamp.tsr").write_bytes(stamp)
    files = ["-in", "stamp.tsr", "-data", "data", "-CAfile", str(tsa.root)]
    done = subprocess.run(["openssl", "ts", "-verify", *files], cwd=tmp_path, check=False)
    assert done.returncode == 0


def test_other_data_is_not_stamped(stamp):
    with pytest.raises(StampWrong, match="something else"):
        judge(stamp, DATA + b"!")


def test_an_answer_to_another_question_is_refused(stamp):
    with pytest.raises(StampWrong, match="another question"):
        judge(stamp, DATA, nonce=1)


def test_the_origin_is_looked_at_where_it_is_known(stamp, tsa, tmp_path):
    assert judge(stamp, DATA, roots=[tsa.root.read_bytes()])
    with authority.running(tmp_path) as other, pytest.raises(StampWrong, match="not trusted"):
        judge(stamp, DATA, roots=[other.root.read_bytes()])


def test_every_kind_of_change_is_found(stamp):
    held = 0
    for at in range(len(stamp)):
        changed = bytearray(stamp)
        changed[at] ^= 0x01
        try:
            judge(bytes(changed), DATA)
        except StampWrong:
            continue
        held += 1
    # What is not signed may change: the status, and certificates beside that of the signer.
    told = judge(stamp, DATA)
    assert told and held < len(stamp) * 0.6


@pytest.mark.parametrize("answer", [b"", b"nonsense", b"\x30\x03\x02\x01\x02"])
def test_what_is_no_stamp_is_refused(answer):
    with pytest.raises(StampWrong):
        judge(answer, DATA)


@pytest.mark.parametrize("url", ["http://localhost:1/", "file:///etc/hostname", "nonsense"])
def test_an_authority_that_is_not_there_is_told(url):
    with pytest.raises(StampUnreachable):
        fetch(url, DATA)


class TestWorker:
    """Seals get their stamps when the authority answers, early or late."""

    @pytest.fixture()
    def sealed(self, live_town):
        organisation = live_town["onk"]
        kept = IJournal(organisation)
        with clock.frozen(clock.now() + timedelta(days=3)):
            for day in days_to_seal(kept.first_day(), "", clock.now()):
                seal(organisation, day)
        transaction.commit()
        return list(kept.ledger.seals)

    @pytest.fixture()
    def work(self, functional, live_town):
        def act(url):
            api.portal.set_registry_record(AUTHORITY, url)
            transaction.commit()
            reports = list(kernel.work_all(functional["app"], [JOB]))
            live_town._p_jar.sync()
            return sum(len(r.done) for r in reports), sum(len(r.failed) for r in reports)

        return act

    def stamped(self, live_town):
        return [day for day, s in IJournal(live_town["onk"]).ledger.seals.items() if s.stamp]

    def test_without_an_authority_nobody_is_asked(self, work, sealed, live_town):
        assert work("") == (0, 0)
        assert self.stamped(live_town) == []

    def test_all_are_stamped_once(self, work, sealed, live_town, tsa):
        assert work(tsa.url) == (len(sealed), 0)
        assert self.stamped(live_town) == sealed
        assert work(tsa.url) == (0, 0)

    def test_one_that_cannot_be_reached_puts_it_off(self, work, sealed, live_town, tsa):
        with clock.frozen(clock.now()):
            done, failed = work("http://localhost:1/")
        assert (done, failed) == (0, 1)
        (failure,) = book.failures(live_town, JOB).values()
        assert failure.words == "error_stamp_unreachable"
        assert self.stamped(live_town) == []
        with clock.frozen(clock.now() + timedelta(minutes=2)):
            assert work(tsa.url) == (len(sealed), 0)

    def test_the_export_proves_them(self, work, sealed, live_town, tsa, tmp_path, capsys):
        work(tsa.url)
        ledger = IJournal(live_town["onk"]).ledger
        target = tmp_path / "export.zip"
        with target.open("wb") as stream:
            write_export(live_town["onk"], ledger, sealed, stream)
        assert main(["verify-journal", str(target), "--tsa-ca", str(tsa.root)]) == 0
        assert f"{len(sealed)} time stamps" in capsys.readouterr().out
        with ZipFile(target) as package:
            package.extractall(tmp_path / "out")
        one, two = (tmp_path / "out" / "onk" / f"{day}.seal.tsr" for day in sealed[:2])
        one.write_bytes(two.read_bytes())
        with pytest.raises(SystemExit):
            main(["verify-journal", str(tmp_path / "out")])
        assert f"{sealed[0]}: the time stamp proves nothing" in capsys.readouterr().out
