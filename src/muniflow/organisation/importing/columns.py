"""The columns of a sheet of posts, by the headers people write in three languages."""

from muniflow import _
from muniflow.core.importing.columns import Column

COLUMNS = (
    Column(
        "person",
        _("label_person", default="Person"),
        ("person", "user", "személy", "felhasználó", "azonosító", "osoba", "uživatel"),
        required=True,
    ),
    Column(
        "name",
        _("label_full_name", default="Full name"),
        ("full name", "név", "teljes név", "jméno", "celé jméno"),
    ),
    Column(
        "email",
        _("label_email", default="E-mail"),
        ("e-mail", "email", "e-mail cím", "e-mailová adresa"),
    ),
    Column(
        "unit",
        _("label_unit", default="Unit"),
        ("unit", "department", "szervezeti egység", "osztály", "odbor", "oddělení"),
        required=True,
    ),
    Column(
        "parent",
        _("label_parent_unit", default="Unit around it"),
        ("parent unit", "unit around it", "felettes egység", "főosztály", "nadřízený odbor"),
    ),
    Column(
        "function",
        _("label_function", default="Function"),
        ("function", "feladatkör", "funkció", "beosztás", "funkce", "role"),
        required=True,
    ),
    Column(
        "since",
        _("label_since", default="From"),
        ("from", "kezdete", "mettől", "od", "platnost od"),
    ),
    Column(
        "until",
        _("label_until", default="Until"),
        ("until", "to", "vége", "meddig", "do", "platnost do"),
    ),
)

IGNORED = ("sor", "row", "řádek", "ok", "reason", "důvod", "hiba oka", "indok", "szervezet")
"""Headers that our own list of refused rows adds; they need not be told as unknown."""

FUNCTION_WORDS = {
    "clerk": ("clerk", "ügyintéző", "referent"),
    "head": ("head of unit", "head", "osztályvezető", "egységvezető", "vedoucí odboru", "vedoucí"),
    "legal": ("legal", "legal reviewer", "jogász", "jogi ellenőr", "právník"),
    "finance": (
        "finance countersigner",
        "finance",
        "pénzügyi ellenjegyző",
        "správce rozpočtu",
    ),
    "signatory": ("signatory", "aláíró", "podepisující", "kiadmányozó"),
    "records": (
        "records officer",
        "records",
        "iratkezelő",
        "iktató",
        "irattáros",
        "pracovník spisové služby",
        "spisovna",
        "podatelna",
    ),
    "auditor": ("auditor", "belső ellenőr", "ellenőr", "interní auditor"),
    "admin": ("administrator", "admin", "adminisztrátor", "administrátor", "správce"),
}
