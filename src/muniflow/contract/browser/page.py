"""The page of one contract: where it stands, what it is, what I may decide."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from muniflow import _
from muniflow.approval.interfaces import Choice
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import done
from muniflow.approval.operations import END
from muniflow.approval.operations import history_of
from muniflow.approval.operations import path_of
from muniflow.approval.operations import people_with
from muniflow.approval.operations import state_of
from muniflow.approval.operations import words
from muniflow.core import formats
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Act
from muniflow.core.theme.interfaces import Fact
from muniflow.core.theme.interfaces import Happening
from muniflow.core.theme.interfaces import Paper
from muniflow.core.theme.interfaces import Step
from muniflow.document.interfaces import IFiledDocument
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import calendar_of
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_title
from muniflow.process.operations import definition_of
from muniflow.registry.operations import documents_of
from muniflow.registry.operations import register_of
from operator import itemgetter
from plone import api
from zope.i18nmessageid import Message

TONES = {"primary": "go", "secondary": "", "danger": "no"}
KEYS = {"approve": "a", "submit": "a", "settle": "a", "return": "r"}


class ContractPage(Page):
    """Everything a decision needs, beside the decision."""

    @cached_property
    def page_title(self) -> str:
        """The subject."""
        return self.context.title

    @cached_property
    def organisation(self) -> Badge:
        """The organisation whose contract it is."""
        return badge(organisation_of(self.context))

    @cached_property
    def names(self) -> dict[str, str]:
        """Full names by id, looked up once a page."""
        return {}

    def name(self, person: str) -> str:
        """Return a full name."""
        if person not in self.names:
            self.names[person] = full_name(person)
        return self.names[person]

    @cached_property
    def state(self) -> object:
        """The present step or end."""
        return state_of(self.context)

    @property
    def overline(self) -> str:
        """Number, kind and unit."""
        kinds = {
            "outgoing": _("kind_outgoing", default="outgoing contract"),
            "incoming": _("kind_incoming", default="incoming contract"),
        }
        number = self.context.registry_number or self.say(
            _("text_unregistered", default="not registered yet")
        )
        unit = unit_title(organisation_of(self.context), self.context.unit)
        return " · ".join((number, self.say(kinds[self.context.direction]), unit))

    @cached_property
    def ended(self) -> bool:
        """True when nobody has to act any more."""
        return self.state.kind == END or self.context.voided

    def standing(self) -> str:
        """Return with whom the case is since when, or how it ended."""
        if self.context.voided:
            return self.say(_("text_void", default="The number is void."))
        if self.state.kind == END:
            return words(self.state.name)
        people = people_with(self.context)
        who = ", ".join(self.name(p) for p in people[:3]) or self.say(
            _("text_nobody", default="nobody: no one holds this function now")
        )
        if self.me in people:
            who = self.say(_("text_you", default="you"))
        return self.say(
            _(
                "text_waits_with",
                default="${step}: with ${who}, ${since}",
                mapping={
                    "step": words(self.state.name),
                    "who": who,
                    "since": self.since(self.context.since),
                },
            )
        )

    def due(self) -> object | None:
        """Return the deadline of the step as a cell, None without one."""
        if self.ended or self.context.due is None:
            return None
        return self.due_cell(self.context.due, calendar_of(organisation_of(self.context)))

    @property
    def process_url(self) -> str:
        """The page of the process the contract goes through."""
        return f"{self.site_url}/processes/{definition_of(self.context).process}"

    def steps(self) -> list[Step]:
        """Return the way of the case: done, now, next."""
        return [
            Step(
                title=words(stop.title),
                state=stop.status,
                who=", ".join(self.name(p) for p in stop.people[:2]),
                when=self._when(stop),
                reason=self._reason(stop),
            )
            for stop in path_of(self.context)
        ]

    def _when(self, stop: object) -> str:
        if stop.status == "now":
            return self.since(stop.time)
        if not stop.time:
            return ""
        return self.day(datetime.fromisoformat(stop.time).astimezone().date())

    def _reason(self, stop: object) -> str:
        function = FUNCTIONS.get(stop.function)
        if stop.status != "next" or function is None or stop.people:
            return ""
        return self.say(function.title)

    @cached_property
    def choices(self) -> list[Choice]:
        """The decisions the reader may take now."""
        return decisions_for(self.context)

    def acts(self) -> list[Act]:
        """Return the buttons of the decision panel, the main one first."""
        taken: set[str] = set()
        found = []
        for choice in sorted(self.choices, key=lambda c: list(TONES).index(c.rank)):
            key = KEYS.get(choice.kind, "")
            found.append(
                Act(
                    name=choice.id,
                    title=words(choice.title),
                    tone=TONES[choice.rank],
                    key="" if key in taken else key,
                )
            )
            taken.add(key)
        return found

    def comment_hint(self) -> str:
        """Return which decisions need a comment."""
        needing = [words(c.title) for c in self.choices if c.comment_required]
        if not needing:
            return self.say(_("text_comment_free", default="Optional."))
        return self.say(
            _(
                "text_comment_needed",
                default="Needed for: ${decisions}.",
                mapping={"decisions": ", ".join(needing)},
            )
        )

    def void_text(self) -> str:
        """Return who withdrew the number and why."""
        entry = register_of(self.context).book.entry(self.context.registry_main)
        return self.say(
            _(
                "text_void_because",
                default="The number was withdrawn by ${person} on ${time}: ${reason}",
                mapping={
                    "person": self.name(entry.void.actor),
                    "time": self.moment(entry.void.time),
                    "reason": entry.void.reason,
                },
            )
        )

    def facts(self) -> list[Fact]:
        """Return the data of the contract."""
        contract = self.context
        rows = [
            (_("label_partners", default="Partners"), "; ".join(contract.partners), False),
            (
                _("label_value_net", default="Net value"),
                self.money(contract.value_net, contract.currency),
                True,
            ),
            (
                _("label_value_gross", default="Gross value"),
                self.money(contract.value_gross, contract.currency),
                True,
            ),
            (_("label_term", default="Term"), self.term(), False),
            (
                _("label_partner_reference", default="Partner's reference"),
                contract.partner_reference or "",
                True,
            ),
            (
                _("label_responsible", default="Responsible"),
                self.name(contract.responsible),
                False,
            ),
            (_("label_notes", default="Notes"), contract.description or "", False),
        ]
        return [Fact(name, value, number=number) for name, value, number in rows if value]

    def term(self) -> str:
        """Return from when until when the contract is in force."""
        contract = self.context
        since, until = (
            formats.day(d, self.language) for d in (contract.term_from, contract.term_until)
        )
        if contract.indefinite:
            until = self.say(_("text_indefinite", default="indefinite"))
        return " – ".join(part for part in (since, until) if part)

    @cached_property
    def documents(self) -> list[IFiledDocument]:
        """The documents of the case, in the order in which they were filed."""
        return documents_of(self.context)

    def papers(self) -> list[Paper]:
        """Return the documents."""
        return [
            Paper(
                title=d.title,
                url=d.absolute_url(),
                kind=d.file.filename.rpartition(".")[2].upper()[:4],
                number=d.registry_number,
                note=self._version_note(d),
            )
            for d in self.documents
        ]

    def _version_note(self, document: object) -> str:
        last = document.versions[-1]
        return self.say(
            _(
                "text_version_note",
                default="version ${number} · ${time} · ${person}",
                mapping={
                    "number": last.number,
                    "time": self.moment(last.time),
                    "person": self.name(last.actor),
                },
            )
        )

    def history(self) -> list[Happening]:
        """Return what was decided and filed, newest first."""
        happened = [*self._decided(), *self._filed()]
        return [entry for _time, entry in sorted(happened, key=itemgetter(0), reverse=True)]

    def _filed(self) -> Iterator[tuple[str, Happening]]:
        for document in self.documents:
            for version in document.versions:
                words = _("text_filed_document", default="filed “${title}”")
                if version.number > 1:
                    words = _(
                        "text_filed_version", default="filed version ${number} of “${title}”"
                    )
                what = Message(words, mapping={"title": document.title, "number": version.number})
                yield (
                    version.time,
                    Happening(
                        who=self.name(version.actor),
                        what=self.say(what),
                        when=self.moment(version.time),
                        quote=version.comment,
                    ),
                )

    def _decided(self) -> Iterator[tuple[str, Happening]]:
        for act in history_of(self.context):
            happening = Happening(
                who=self.name(act.person),
                what=done(act.title),
                when=self.moment(act.time),
                quote=act.comment,
                note=self._acted(act),
            )
            yield act.time, happening

    def _acted(self, act: object) -> str:
        function, _at, unit = act.acting_as.partition("@")
        titles = []
        if function in FUNCTIONS:
            titles.append(self.say(FUNCTIONS[function].title))
        elif function:
            titles.append(self.say(_("label_responsible", default="Responsible")))
        if unit:
            titles.append(unit_title(organisation_of(self.context), unit))
        return ", ".join((words(act.step), *titles))

    def may(self, permission: str) -> bool:
        """Tell whether the reader has a permission on the contract."""
        return bool(api.user.has_permission(permission, obj=self.context))

    @property
    def may_edit(self) -> bool:
        """True when the data may be changed in this step."""
        return not self.context.voided and self.may("Modify portal content")

    @property
    def may_file(self) -> bool:
        """True when documents may be filed in this step."""
        return not self.context.voided and self.may("muniflow: File document")

    @property
    def may_register(self) -> bool:
        """True when the case has no number yet and the reader may give it one."""
        return not self.context.registry_number and self.may("muniflow: Register")

    @property
    def may_void(self) -> bool:
        """True when the number may be withdrawn by the reader."""
        given = bool(self.context.registry_number) and not self.context.voided
        return given and self.may("muniflow: Void number")
