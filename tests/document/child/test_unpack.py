"""Unpacking in the program that does it: all members, or the reason why none."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from muniflow.document.apart import run_apart
from muniflow.document.child import limits
from muniflow.document.child.unpack import unpack
from pathlib import Path
from tests.document.containers import ASIC
from tests.document.containers import doubled
from tests.document.containers import encrypted
from tests.document.containers import letter
from tests.document.containers import lying
from tests.document.containers import zipped

import json
import pytest
import tempfile

SHARED = Path(__file__).parents[4] / "shared" / "data"
MAILS = sorted(p for p in (SHARED / "mail").rglob("*") if p.is_file())

BROKEN_MAIL = b"From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"


def tried(kind, data):
    """Return the report on a container, and the members with their content."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source"
        source.write_bytes(data)
        (folder / "target").mkdir()
        report = unpack(kind, source, folder / "target")
        members = {n: (folder / "target" / f).read_bytes() for n, f in report.get("members", ())}
        return report, members


def nested_mail(depth):
    """Return a mail with multiparts inside each other."""
    lines = [b"From: a@x.example", b"Subject: deep"]
    for number in range(depth):
        lines += [f"Content-Type: multipart/mixed; boundary=b{number}".encode(), b""]
        lines += [f"--b{number}".encode()]
    return b"\n".join([*lines, b"", b"words"])


def test_the_members_of_a_zip():
    inside = {"a.txt": b"1", "Mappa/b.pdf": b"%PDF-1.7", "empty.txt": b""}
    assert tried("zip", zipped(inside))[1] == inside


def test_the_kind_of_an_asic_is_no_member():
    members = tried("zip", zipped({"a.txt": b"1", "META-INF/s.xml": b"<s/>"}, ASIC))[1]
    assert list(members) == ["a.txt", "META-INF/s.xml"]


def test_a_container_inside_stays_as_it_is():
    inner = zipped({"a.txt": b"1"})
    assert tried("zip", zipped({"inner.zip": inner}))[1] == {"inner.zip": inner}


@pytest.mark.parametrize(
    "data,reason,member",
    [
        (zipped({"../a.txt": b"1"}), "path", "../a.txt"),
        (zipped({"good.txt": b"1", "/etc/x": b"1"}), "path", "/etc/x"),
        (zipped({"C:\\x.txt": b"1"}), "path", "C:\\x.txt"),
        (doubled("a.txt"), "double", "a.txt"),
        (encrypted(), "encrypted", "a.txt"),
        (zipped({}), "empty", ""),
        (b"PK\x03\x04 no zip at all", "broken", ""),
        (zipped({"a.txt": b"1" * 1000})[:-30], "broken", ""),
        (lying(zipped({"a.txt": b"1" * 100_000})), "broken", ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_kept_as_it_is(data, reason, member):
    report, members = tried("zip", data)
    assert (report["reason"], report.get("member", ""), members) == (reason, member, {})


@pytest.mark.parametrize(
    "name,value,reason",
    [("MEMBERS", 2, "members"), ("TOTAL", 299, "size"), ("RATIO_FROM", 200, "ratio")],
)
def test_the_limits(monkeypatch, name, value, reason):
    monkeypatch.setattr(limits, name, value)
    monkeypatch.setattr(limits, "RATIO", 0.5)
    data = zipped({f"{n}.txt": bytes(range(100)) for n in range(3)})
    assert tried("zip", data)[0]["reason"] == reason


def test_a_bomb_is_stopped_by_what_was_counted():
    zeros = zipped({"zeros": b"\0" * (40 * limits.MEGABYTE)})
    assert tried("zip", zeros)[0] == {"reason": "ratio", "member": "zeros"}


def test_body_and_attachments_of_a_mail():
    members = tried("mail", letter(offer=b"%PDF-1", plan=b"%PDF-2"))[1]
    assert members == {
        "body.txt": "Tisztelt Címzett!\n".encode(),
        "offer.pdf": b"%PDF-1",
        "plan.pdf": b"%PDF-2",
    }


def test_a_mail_inside_a_mail_stays_as_it_is():
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "a@x.example", "Fwd"
    outer.set_content("See below")
    outer.add_attachment(message_from_bytes(letter(offer=b"%PDF"), policy=default))
    names = list(tried("mail", outer.as_bytes())[1])
    assert names == ["body.txt", "part-2.eml"]


@pytest.mark.parametrize(
    "encoded,name",
    [
        ('"../../etc/passwd"', ".._.._etc_passwd"),
        ('"=?utf-8?b?w6Fyw6FqYW5sYXQucGRm?="', "árájanlat.pdf"),
        ('"=?nonsense?b?w6E=?="', "=_nonsense_b_w6E=_="),
        ("utf-8''%C3%A1raj%C3%A1nlat.pdf", None),
    ],
)
def test_names_of_attachments(encoded, name):
    field = "filename*" if name is None else "filename"
    head = f"From: a\nSubject: b\nContent-Disposition: attachment; {field}={encoded}\n\nx"
    assert list(tried("mail", head.encode())[1]) == [(name or "árajánlat.pdf").lstrip(". ")]


@pytest.mark.parametrize(
    "data,reason",
    [
        (b"From: a\n" + b"To: " + b"a" * 70_000 + b"\n\nx", "header"),
        (b"From: a\n" + b"X: y\n" * 1500 + b"\nx", "header"),
        (nested_mail(60), "nesting"),
        (nested_mail(3000), "nesting"),
        (BROKEN_MAIL, "empty"),
    ],
    ids=["one long field", "many fields", "deep", "deeper than the stack", "nothing in it"],
)
def test_mails_that_are_kept_whole(data, reason):
    assert tried("mail", data)[0]["reason"] == reason


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.sampled_from(["zip", "mail"]), st.binary(max_size=400), st.integers(0, 400))
def test_whatever_comes_there_is_a_report(kind, noise, at):
    whole = zipped({"a.txt": b"1"}) if kind == "zip" else letter(a=b"%PDF")
    report, members = tried(kind, whole[:at] + noise + whole[at + len(noise) :])
    assert bool(members) != bool(report.get("reason"))


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.text(min_size=1, max_size=20), st.binary(max_size=50), max_size=5))
def test_all_members_or_none(inside):
    try:
        data = zipped(inside)
    except (IndexError, ValueError):
        # No name that the library itself would write.
        return
    report, members = tried("zip", data)
    names = [n for n in inside if n != "mimetype"]
    assert report.get("reason") or len(members) == len(names)


@pytest.mark.skipif(not MAILS, reason="the real mails are not here")
@pytest.mark.parametrize("path", MAILS, ids=lambda p: p.name)
def test_real_mails(path):
    report, _members = tried("mail", path.read_bytes())
    assert report.get("reason", "") in ("", "empty")


@pytest.mark.parametrize(
    "data,reason",
    [
        (letter(a=b"%PDF"), ""),
        (b"From: a\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n\n" * 300_000, None),
    ],
    ids=["a letter", "three hundred thousand parts"],
)
def test_apart_with_limits(tmp_path, data, reason):
    source = tmp_path / "source"
    source.write_bytes(data)
    worked = run_apart("unpack", "mail", str(source), str(tmp_path), folder=tmp_path)
    report = json.loads((tmp_path / "report.json").read_text()) if worked else {"reason": "slow"}
    assert report.get("reason", "") in ((reason,) if reason is not None else ("members", "slow"))
