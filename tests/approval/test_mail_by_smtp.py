"""From the mail server to the decision: the link as it arrives, followed by a plain browser."""

from email.message import EmailMessage
from muniflow.approval.operations import proceedings_of
from plone import api
from plone.testing.zope import Browser
from tests.approval.test_smtp import inbox as inbox
from tests.approval.test_smtp import sent_on as sent_on
from tests.approval.test_smtp import work

import email
import email.policy
import pytest
import re
import transaction


@pytest.fixture()
def mail(sent_on, live_town, inbox) -> EmailMessage:
    """What the head of the unit has got."""
    api.portal.set_registry_record("muniflow.site_url", live_town.absolute_url())
    transaction.commit()
    work(live_town)
    (raw,) = inbox.mails
    return email.message_from_bytes(raw.as_bytes(), policy=email.policy.default)


@pytest.fixture()
def link(mail) -> str:
    """The link in the mail."""
    (found,) = re.findall(r"\S+/@@by-mail/\S+", mail.get_content())
    return found


@pytest.fixture()
def browser(functional) -> Browser:
    """A browser that is not logged in."""
    return Browser(functional["app"])


def test_the_mail_says_for_whom_the_link_is(mail):
    assert "for you alone, works once" in mail.get_content()


def test_a_scanner_that_follows_the_link_does_nothing(link, browser, sent_on):
    for _turn in range(3):
        browser.open(link)
    transaction.begin()
    assert [act.kind for act in proceedings_of(sent_on).acts] == ["submit"]


def test_the_button_behind_the_link_decides(link, browser, sent_on):
    browser.open(link)
    assert "Árvíztűrő játszótér" in browser.contents
    browser.getControl("Comment").value = "Így jó."
    browser.getControl("Approve").click()
    assert "approved" in browser.contents
    transaction.begin()
    act = proceedings_of(sent_on).acts[-1]
    assert (act.person, act.channel, act.comment) == ("bela", "mail", "Így jó.")
    assert not browser.cookies


def test_and_then_no_more(link, browser, sent_on):
    browser.open(link)
    browser.getControl("Approve").click()
    browser.raiseHttpErrors = False
    browser.open(link)
    assert "A link works once" in browser.contents
    assert "játszótér" not in browser.contents


def test_a_site_without_mail_decisions_sends_no_link(sent_on, live_town, inbox):
    api.portal.set_registry_record("muniflow.mail_decisions", False)
    transaction.commit()
    work(live_town)
    assert "@@by-mail" not in inbox.mails[0].get_payload(decode=True).decode()
