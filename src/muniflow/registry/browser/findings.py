"""What an audit of a register found, in the words of the page."""

from muniflow import _
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.registry.audit import AFTER_CLOSING
from muniflow.registry.audit import BEYOND
from muniflow.registry.audit import DOUBLE
from muniflow.registry.audit import Finding
from muniflow.registry.audit import GAP
from muniflow.registry.audit import GONE
from muniflow.registry.audit import HASH
from muniflow.registry.audit import LINK
from muniflow.registry.audit import MISCOUNTED
from muniflow.registry.audit import NO_REASON
from muniflow.registry.audit import OTHER_NUMBER
from muniflow.registry.audit import TIME_ORDER
from muniflow.registry.interfaces import IRegister
from zope.i18nmessageid import Message


def said(finding: Finding) -> Message:
    """Return what is wrong as a sentence."""
    mapping = {"number": finding.number, "note": finding.note}
    # Message ids have to stand here whole, so that they are found and translated.
    sentences = {
        GAP: _(
            "finding_gap",
            default="${number} is missing: it was given, and has no entry.",
            mapping=mapping,
        ),
        DOUBLE: _(
            "finding_double", default="${number} stands in the book twice.", mapping=mapping
        ),
        NO_REASON: _(
            "finding_no_reason", default="${number} is void without a reason.", mapping=mapping
        ),
        AFTER_CLOSING: _(
            "finding_after_closing",
            default="${number} was entered after the register was closed.",
            mapping=mapping,
        ),
        TIME_ORDER: _(
            "finding_time_order",
            default="${number} was entered at an earlier time than a number before it.",
            mapping=mapping,
        ),
        BEYOND: _(
            "finding_beyond",
            default="${number} is in the book, but was never given.",
            mapping=mapping,
        ),
        LINK: _(
            "finding_link",
            default="${number} was moved, but it and ${note} do not name each other.",
            mapping=mapping,
        ),
        MISCOUNTED: _(
            "finding_miscounted",
            default="The entries do not add up: ${note}.",
            mapping=mapping,
        ),
        GONE: _(
            "finding_gone",
            default="What ${number} was given to is no longer there.",
            mapping=mapping,
        ),
        OTHER_NUMBER: _(
            "finding_other_number",
            default="What ${number} was given to says another number of itself: ${note}.",
            mapping=mapping,
        ),
        HASH: _(
            "finding_hash",
            default="A file of ${number} is no longer what was filed: ${note}.",
            mapping=mapping,
        ),
    }
    return sentences[finding.kind]


def alarm(page: Page, register: IRegister) -> Cell:
    """Return the result of the last audit as a cell of a list: red when something is wrong."""
    checked = register.book.checked
    if checked is None:
        return Cell(page.say(_("text_audit_never", default="not audited yet")), tone="soft")
    when = page.moment(checked.time)
    if checked.total or not register.book.agrees():
        text = _(
            "text_audit_wrong",
            default="found wrong: ${count}",
            mapping={"count": max(1, checked.total)},
        )
        return Cell(page.say(text), tone="late", note=when)
    return Cell(page.say(_("text_audit_right", default="in order")), tone="ok", note=when)
