"""The columns of a sheet of contracts, by the headers people write in three languages."""

from muniflow import _
from muniflow.core.importing.columns import Column

COLUMNS = (
    Column(
        "reference",
        _("label_import_reference", default="Your own reference"),
        (
            "hivatkozás",
            "azonosító",
            "saját azonosító",
            "nyilvántartási szám",
            "reference",
            "your own reference",
            "id",
            "evidenční číslo",
            "vlastní označení",
        ),
    ),
    Column(
        "direction",
        _("label_direction", default="Direction"),
        ("irány", "direction", "směr"),
        required=True,
    ),
    Column(
        "title",
        _("label_subject", default="Subject"),
        ("tárgy", "a szerződés tárgya", "megnevezés", "subject", "předmět", "předmět smlouvy"),
        required=True,
    ),
    Column(
        "partners",
        _("label_partners", default="Partners"),
        ("partner", "partnerek", "szerződő fél", "contractor", "smluvní strana", "partneři"),
        required=True,
    ),
    Column(
        "seat", _("label_seat", default="Seat"), ("székhely", "partner székhelye", "seat", "sídlo")
    ),
    Column(
        "tax_number",
        _("label_tax_number", default="Tax number"),
        ("adószám", "partner adószáma", "tax number", "vat number", "dič"),
    ),
    Column(
        "partner_reference",
        _("label_partner_reference", default="Partner's reference"),
        (
            "partner hivatkozása",
            "a partner hivatkozási száma",
            "partner szerződésszáma",
            "partner's reference",
            "číslo partnera",
            "značka partnera",
        ),
    ),
    Column(
        "value_net",
        _("label_value_net", default="Net value"),
        (
            "nettó",
            "nettó érték",
            "nettó összeg",
            "net",
            "net value",
            "bez dph",
            "cena bez dph",
            "hodnota bez dph",
        ),
        required=True,
    ),
    Column(
        "value_gross",
        _("label_value_gross", default="Gross value"),
        (
            "bruttó",
            "bruttó érték",
            "bruttó összeg",
            "gross",
            "gross value",
            "cena s dph",
            "s dph",
            "hodnota s dph",
        ),
    ),
    Column("currency", _("label_currency", default="Currency"), ("pénznem", "deviza", "měna")),
    Column(
        "term_from",
        _("label_term_from", default="In force from"),
        (
            "kezdete",
            "hatály kezdete",
            "from",
            "valid from",
            "in force from",
            "od",
            "platí od",
            "platnost od",
        ),
        required=True,
    ),
    Column(
        "term_until",
        _("label_term_until", default="In force until"),
        (
            "vége",
            "hatály vége",
            "lejárat",
            "until",
            "valid until",
            "in force until",
            "do",
            "platí do",
            "platnost do",
        ),
    ),
    Column(
        "indefinite",
        _("label_indefinite", default="For an indefinite term"),
        (
            "határozatlan",
            "határozatlan idejű",
            "indefinite term",
            "for an indefinite term",
            "na dobu neurčitou",
        ),
    ),
    Column(
        "unit",
        _("label_unit", default="Unit"),
        ("szervezeti egység", "osztály", "department", "odbor", "oddělení"),
        required=True,
    ),
    Column(
        "responsible",
        _("label_responsible", default="Responsible"),
        ("felelős", "ügyintéző", "responsible person", "odpovědná osoba", "referent"),
        required=True,
    ),
    Column(
        "description",
        _("label_notes", default="Notes"),
        ("megjegyzés", "notes", "note", "poznámka"),
    ),
)

IGNORED = ("sor", "row", "řádek", "ok", "reason", "důvod", "hiba oka")
"""Headers that our own list of refused rows adds; they need not be told as unknown."""

DIRECTIONS = {
    "OutgoingContract": ("outgoing", "kimenő", "odchozí", "ki", "out"),
    "IncomingContract": ("incoming", "bejövő", "příchozí", "be", "in"),
}
