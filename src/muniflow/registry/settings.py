"""What an organisation has set for its registers: how numbers are written, who counts where."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from muniflow import _
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.numbering import NumberStyle
from muniflow.core.packs import pack
from muniflow.organisation.interfaces import IOrganisation
from muniflow.registry.writing import check_code
from zope.annotation.interfaces import IAnnotations

KEY = "muniflow.registers"


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class RegisterSettings:
    """The settings of one organisation."""

    style: str = ""
    """The id of a style of the country pack, empty for its first one."""

    codes: Mapping[str, str] = field(default_factory=dict)
    """The code of the register that a type of case is entered in, where not the main one."""


def settings_of(organisation: IOrganisation) -> RegisterSettings:
    """Return what an organisation has set, or what holds without."""
    return IAnnotations(organisation).get(KEY) or RegisterSettings()


def change_settings(organisation: IOrganisation, *, style: str, codes: Mapping[str, str]) -> None:
    """Set how numbers of registers opened from now on are written, and who counts where.

    Raises Invalid for a style that the country does not have, or a code that is none.
    """
    known = {one.id for one in styles_of(organisation)}
    if style not in known:
        raise Invalid(
            _(
                "error_unknown_style",
                default="There is no way “${value}” of writing numbers; known are ${known}.",
                mapping={"value": style, "known": ", ".join(sorted(known))},
            )
        )
    kept = {name: check_code(code) for name, code in codes.items() if code.strip()}
    IAnnotations(organisation)[KEY] = RegisterSettings(style, kept)
    journal.record(
        organisation,
        "register-settings-changed",
        style=style,
        codes=", ".join(f"{name}: {code}" for name, code in sorted(kept.items())),
    )


def styles_of(organisation: IOrganisation) -> tuple[NumberStyle, ...]:
    """Return the ways of writing numbers that an organisation may choose from."""
    return pack(organisation.country).numbering


def style_for(organisation: IOrganisation) -> NumberStyle:
    """Return how the numbers of a register opened now will be written."""
    wanted, styles = settings_of(organisation).style, styles_of(organisation)
    return next((one for one in styles if one.id == wanted), styles[0])


def code_for(organisation: IOrganisation, portal_type: str) -> str:
    """Return the code of the register that cases of a type are entered in, "" for the main one."""
    return settings_of(organisation).codes.get(portal_type, "")
