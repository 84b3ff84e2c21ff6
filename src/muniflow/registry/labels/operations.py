"""The verbs of labels: what stands on one, and what a scanned one leads to."""

from collections.abc import Iterable
from dataclasses import dataclass
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.organisation.operations import organisation_of
from muniflow.registry.confidentiality.levels import is_confidential
from muniflow.registry.labels.rules import address
from muniflow.registry.labels.rules import Label
from muniflow.registry.labels.rules import MOST
from muniflow.registry.labels.rules import shortened
from muniflow.registry.labels.rules import uid_in
from plone import api
from plone.uuid.interfaces import IUUID

ARRIVAL = "Arrival"
TRIED = 20
"""Arrivals that are looked at for a number before it counts as unknown."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Labels of what was asked for, and what was not found."""

    labels: tuple[Label, ...]
    unknown: tuple[str, ...]


def address_of(obj: object) -> str:
    """Return the permanent address of a case, document or arrival, as its code has it."""
    return address(api.portal.get().absolute_url(), IUUID(obj))


def number_of(obj: object) -> str:
    """Return the registry or arrival number of something, "" when it has none."""
    return getattr(obj, "registry_number", "") or getattr(obj, "arrival_number", "")


def label_of(obj: object) -> Label:
    """Return the label of a case, document or arrival; raises Invalid before it has a number.

    What is confidential has no subject on its label: paper lies about.
    """
    number = number_of(obj)
    if not number:
        raise Invalid(
            _(
                "error_label_number",
                default="“${title}” has no number yet; a label comes with the number.",
                mapping={"title": obj.title},
            )
        )
    subject = "" if is_confidential(obj) else shortened(obj.title or "")
    return Label(number, organisation_of(obj).title, subject, address_of(obj))


def found_by(code: str) -> object | None:
    """Return the brain of what a scanned code or a written number names, None for nothing.

    Only what the present user may see is found.
    """
    text = code.strip()
    catalog = api.portal.get_tool("portal_catalog")
    uid = uid_in(text)
    if uid:
        return next(iter(catalog(UID=uid)), None)
    if not text:
        return None
    numbered = catalog(registry_number=list({text, text.upper()}))
    return next(iter(numbered), None) or _arrival(text)


def is_code(text: str) -> bool:
    """Tell whether a text is what a scanner reads from a label, not something people write."""
    return bool(uid_in(text))


def _arrival(number: str) -> object | None:
    words = "".join(c if c.isalnum() else " " for c in number).split()
    if not words:
        return None
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog(portal_type=ARRIVAL, SearchableText=" AND ".join(words))
    for brain in found[:TRIED]:
        if brain.getObject().arrival_number.casefold() == number.casefold():
            return brain
    return None


def labels_for(codes: Iterable[str], organisation: object) -> Chosen:
    """Return the labels of numbers or scanned codes, as far as the user may see them here."""
    labels, unknown = [], []
    for code in list(codes)[:MOST]:
        brain = found_by(code)
        if brain is None or brain.organisation != organisation.getId():
            unknown.append(code)
        else:
            labels.append(label_of(brain.getObject()))
    return Chosen(tuple(labels), tuple(unknown))
