"""Holds the files fast that somebody has approved."""

from muniflow import _
from muniflow.approval.files import approval_of
from muniflow.approval.files import case_of
from muniflow.approval.history import words
from muniflow.core.formats import moment
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import IFileHold
from muniflow.organisation.operations import full_name
from plone import api
from plone.uuid.interfaces import IUUID
from zope.component import adapter
from zope.i18nmessageid import Message
from zope.interface import implementer


@implementer(IFileHold)
@adapter(IFiledDocument)
class FileHold:
    """What approvals say about the file of a document."""

    def __init__(self, document: IFiledDocument) -> None:
        self._document = document

    def reason(self) -> Message | None:
        """Return who approved the file, None while it may change."""
        case = case_of(self._document)
        act = None if case is None else approval_of(case, IUUID(self._document))
        if act is None:
            return None
        return _(
            "text_file_locked",
            default="${person} approved it (${step}, ${time}), so it can no longer change. The "
            "approval can be withdrawn, or the case returned; then a new version can be filed.",
            mapping={
                "person": full_name(act.person),
                "step": words(act.step_name),
                "time": moment(act.time, api.portal.get_current_language()),
            },
        )
