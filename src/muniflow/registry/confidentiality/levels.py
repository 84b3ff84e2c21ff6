"""The level of a thing, as it is kept on it; what was never given one is open."""

from Acquisition import aq_base
from muniflow.document.interfaces import IFiledDocument
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import organisation_of
from muniflow.registry.confidentiality.interfaces import LEVELS
from muniflow.registry.confidentiality.interfaces import ORGANISATION
from muniflow.registry.confidentiality.interfaces import Setting
from muniflow.registry.confidentiality.rules import effective
from muniflow.registry.confidentiality.rules import named_in
from zope.annotation.interfaces import IAnnotations
from zope.i18nmessageid import Message

KEY = "muniflow.confidentiality"


def own_level(obj: object) -> str:
    """Return the level of a case, or of a document by itself: "" where it has none of its own."""
    default = "" if IFiledDocument.providedBy(obj) else ORGANISATION
    return getattr(aq_base(obj), "confidentiality", "") or default


def own_people(obj: object) -> tuple[str, ...]:
    """Return the people who are named on a case or document itself."""
    return getattr(aq_base(obj), "confidants", ())


def case_of(obj: object) -> object:
    """Return what a document was filed in, a case itself."""
    return obj.aq_parent if IFiledDocument.providedBy(obj) else obj


def level_of(obj: object) -> str:
    """Return the level that holds for a case or document."""
    case = case_of(obj)
    return own_level(case) if case is obj else effective(own_level(case), own_level(obj))


def people_of(obj: object) -> tuple[str, ...]:
    """Return the people who are named where that counts."""
    case = case_of(obj)
    if case is obj or not own_level(obj):
        return own_people(case)
    lists = ((own_level(one), own_people(one)) for one in (case, obj))
    return named_in(*lists, responsible=getattr(case, "responsible", "") or "")


def is_confidential(obj: object) -> bool:
    """Tell whether a case or document is not simply open."""
    return level_of(obj) != ORGANISATION


def lock_of(brain: object) -> Message | str:
    """Return the level of what the catalog found, as a word for its row; "" for what is open."""
    known = getattr(brain, "confidentiality", None)
    return LEVELS[known[0]] if isinstance(known, list | tuple) and known else ""


def setting_of(organisation: IOrganisation) -> Setting:
    """Return what an organisation has decided on confidentiality."""
    return IAnnotations(organisation).get(KEY) or Setting()


def setting_around(obj: object) -> Setting:
    """Return the setting of the organisation around an object."""
    return setting_of(organisation_of(obj))
