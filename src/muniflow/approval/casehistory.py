"""What happened to a case, told in whole sentences, newest first."""

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from muniflow import _
from muniflow.approval.caseview import CaseView
from muniflow.approval.history import done
from muniflow.approval.history import words
from muniflow.approval.records import Act
from muniflow.core.theme.interfaces import Happening
from muniflow.document.interfaces import IFiledDocument
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import unit_title
from muniflow.registry.operations import documents_of
from muniflow.registry.operations import seen_of
from operator import itemgetter
from zope.i18nmessageid import Message

TOLD: Mapping[str, Message] = {
    "delegated": _("text_told_delegated", default="delegated it to ${target}"),
    "forwarded": _("text_told_forwarded", default="forwarded it to ${target}"),
    "opinion-asked": _("text_told_opinion_asked", default="asked for an opinion: ${target}"),
    "opinion-given": _("text_told_opinion_given", default="gave an opinion: ${target}"),
    "opinion-withdrawn": _(
        "text_told_opinion_withdrawn", default="took the question back: ${target}"
    ),
    "reminded": _("text_told_reminded", default="reminded those who have it: ${what}"),
    "escalated": _("text_told_escalated", default="told those above that it is late: ${what}"),
    "called": _("text_told_called", default="started another case: ${what}"),
    "told": _("text_told_told", default="sent word: ${what}"),
    "asked-again": _(
        "text_told_asked_again", default="changed what had been signed off; it is asked for anew"
    ),
    "undone": _("text_told_undone", default="took it back: ${what}"),
    "approval-withdrawn": _(
        "text_told_approval_withdrawn", default="withdrew the approval: ${what}"
    ),
    "migrated": _(
        "text_told_migrated", default="moved the case to another version of the process"
    ),
    "handed-over": _("text_told_handed_over", default="handed the case over to ${target}"),
    "message": _("text_told_message", default="a message has come: ${what}"),
    "taken-in": _("text_told_taken_in", default="took in what had come: ${what}"),
}
TO_PEOPLE = ("delegated", "forwarded", "handed-over")

CHANNELS: Mapping[str, Message] = {
    "mail": _("channel_mail", default="by mail link"),
    "rest": _("channel_rest", default="through the interface for programs (REST)"),
}


class CaseHistory(CaseView):
    """Acts and filed versions, those taken back struck through."""

    @cached_property
    def documents(self) -> list[IFiledDocument]:
        """The documents of the case that the reader sees, in the order of their filing."""
        return seen_of(documents_of(self.context))

    def history(self) -> list[Happening]:
        """Return what was decided and filed, newest first."""
        happened = [*self._filed(), *self._done()]
        return [entry for _key, entry in sorted(happened, key=itemgetter(0), reverse=True)]

    def _done(self) -> Iterator[tuple[tuple[str, int], Happening]]:
        for act in self.file.acts:
            yield (
                (act.time, act.id),
                Happening(
                    who=self.who(act.person, act.for_whom),
                    what=self.told(act),
                    when=self.moment(act.time),
                    quote=act.comment,
                    note=self._note(act),
                    struck=bool(act.undone),
                ),
            )

    def told(self, act: Act) -> str:
        """Return what somebody did, as the end of a sentence that begins with the name."""
        text = TOLD.get(act.kind)
        if text is None:
            return done(act.title)
        target = self.name(act.target) if act.kind in TO_PEOPLE else act.target
        return self.say(Message(text, mapping={"target": target or "–", "what": self._what(act)}))

    def _what(self, act: Act) -> str:
        """Return the decision that was taken back, or what the process calls the thing."""
        return done(act.title) if act.concerns else words(act.title)

    def _note(self, act: Act) -> str:
        """Return where and as what somebody acted, through which door, and who took it back."""
        titles = [words(act.step_name), *self._acted(act)]
        if act.channel in CHANNELS:
            titles.append(self.say(CHANNELS[act.channel]))
        note = ", ".join(titles)
        taker = self.taken_back_by(act)
        return f"{note} · {taker}" if taker else note

    def _acted(self, act: Act) -> Iterator[str]:
        if act.function in FUNCTIONS:
            yield self.say(FUNCTIONS[act.function].title)
        elif act.function:
            yield self.say(_("label_responsible", default="Responsible"))
        if act.function and act.unit:
            yield unit_title(self.home, act.unit)

    def taken_back_by(self, act: Act) -> str:
        """Return who took an act back and when; "" for one that stands."""
        if not act.undone:
            return ""
        at = datetime.fromisoformat(act.undone)
        taking = min(
            (a for a in self.file.acts if a.concerns and a.id > act.id),
            key=lambda a: abs(datetime.fromisoformat(a.time) - at),
            default=None,
        )
        return self.say(
            _(
                "text_taken_back",
                default="taken back by ${person}, ${time}",
                mapping={
                    "person": self.who(taking.person, taking.for_whom) if taking else "–",
                    "time": self.moment(act.undone),
                },
            )
        )

    def _filed(self) -> Iterator[tuple[tuple[str, int], Happening]]:
        for document in self.documents:
            for version in document.versions:
                text = _("text_filed_document", default="filed “${title}”")
                if version.number > 1:
                    text = _("text_filed_version", default="filed version ${number} of “${title}”")
                what = Message(text, mapping={"title": document.title, "number": version.number})
                yield (
                    (version.time, 0),
                    Happening(
                        who=self.name(version.actor),
                        what=self.say(what),
                        when=self.moment(version.time),
                        quote=version.comment,
                    ),
                )
