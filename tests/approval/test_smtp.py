"""Mails reach a real server, once, with the transaction that notes them as sent."""

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from datetime import date
from datetime import timedelta
from muniflow.approval.mailing import Mails
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide
from muniflow.approval.operations import proceedings_of
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.core.worker import kernel
from muniflow.core.worker.turn import Turn
from plone import api

import pytest
import socket
import transaction


class Inbox(Message):
    """Keeps what comes."""

    def __init__(self) -> None:
        super().__init__()
        self.mails = []

    def handle_message(self, message: object) -> None:
        """Take a mail in."""
        self.mails.append(message)


@pytest.fixture()
def inbox():
    """A mail server on this machine."""
    handler = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture()
def sent_on(live_town, as_person, inbox):
    """A contract that waits for the head of its unit, committed."""
    api.portal.set_registry_record("plone.smtp_host", "127.0.0.1")
    api.portal.set_registry_record("plone.email_from_address", "office@town.example")
    api.portal.set_registry_record("plone.smtp_port", inbox.port)
    with as_person("anna"):
        case = start_contract(
            live_town["onk"],
            portal_type="OutgoingContract",
            values={
                "title": "Árvíztűrő játszótér",
                "partners": ("Zöld Liget Kft.",),
                "value_net": 500_000,
                "unit": "works",
                "responsible": "anna",
                "term_from": date(2026, 1, 1),
            },
        )
        (submit,) = [c for c in choices_for(case) if c.kind == "submit"]
        decide(case, transition=submit.id)
    transaction.commit()
    return case


def work(site):
    path = "/".join(site.getPhysicalPath())
    return kernel.work(Turn(site.getPhysicalRoot(), path, "mails", Mails()))


def test_the_head_gets_a_mail_and_only_one(sent_on, live_town, inbox):
    report = work(live_town)
    assert (len(report.done), report.failed) == (1, {})
    work(live_town)
    (mail,) = inbox.mails
    assert "bela@town.example" in mail["To"]
    transaction.begin()
    assert proceedings_of(sent_on).notices == ()


def test_letters_with_accents_arrive(sent_on, live_town, inbox):
    work(live_town)
    text = inbox.mails[0].get_payload(decode=True).decode("utf-8")
    assert "Árvíztűrő játszótér" in text


def test_without_a_server_the_mail_waits(sent_on, live_town, inbox):
    api.portal.set_registry_record("plone.smtp_port", 9)
    transaction.commit()
    assert work(live_town).halted
    transaction.begin()
    assert len(proceedings_of(sent_on).notices) == 1


def test_without_a_sender_the_mail_waits(sent_on, live_town, inbox):
    api.portal.set_registry_record("plone.email_from_address", "")
    transaction.commit()
    assert (work(live_town).halted, inbox.mails) == (True, [])


def test_what_waited_for_days_is_not_sent_any_more(sent_on, live_town, inbox):
    with clock.frozen(clock.now() + timedelta(days=4)):
        work(live_town)
    transaction.begin()
    assert (inbox.mails, proceedings_of(sent_on).notices) == ([], ())
