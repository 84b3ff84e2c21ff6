"""Makes contracts-200.xlsx: 200 contracts of the demo's Municipality, 12 of them wrong."""

from datetime import date
from datetime import timedelta
from muniflow.core.sheets import write
from muniflow.demo.data import demo
from pathlib import Path
from random import Random

FILE = Path(__file__).with_name("contracts-200.xlsx")
ROWS = 200
HEADER = (
    "Hivatkozás",
    "Irány",
    "Tárgy",
    "Partner",
    "Székhely",
    "Adószám",
    "Nettó érték",
    "Bruttó érték",
    "Pénznem",
    "Kezdete",
    "Vége",
    "Határozatlan",
    "Szervezeti egység",
    "Felelős",
    "Megjegyzés",
)
AT = {name: place for place, name in enumerate(HEADER)}
CLERKS = {
    "Városfejlesztési Osztály": "Oláh Tamás",
    "Beruházási Csoport": "olah.tamas",
    "Városüzemeltetési Osztály": "Kiss Anna",
    "Zöldterületi Csoport": "kiss.anna@dunakeszi.example",
    "Köznevelési, Kulturális és Sport Osztály": "Simon Veronika",
    "Gazdasági és Vagyongazdálkodási Osztály": "dr. Lakatos Réka",
    "Polgármesteri Kabinet": "bodnar.kinga",
}
SUBJECTS = (
    "Járdaépítés a {} utcában",
    "Játszótér felújítása a {} téren",
    "Közvilágítás bővítése a {} utcában",
    "Csapadékvíz-elvezetés a {} utcában",
    "Fák ültetése a {} sétányon",
    "Zebra és jelzőtábla a {} utcánál",
    "Óvodai bútorok a {} úti óvodába",
    "Rendezvény a {} téren",
)
PLACES = (
    "Rózsa",
    "Táncsics",
    "Petőfi",
    "Zápolya",
    "Rákóczi",
    "Hunyadi",
    "Szent István",
    "Liget",
    "Klapka",
    "Bajcsy",
    "Kinizsi",
    "Dózsa",
)

# Row of the sheet: column and what is wrong in it; each in a way of its own.
WRONG = {
    9: ("Tárgy", None),
    23: ("Partner", ""),
    38: ("Nettó érték", "kb. 2 millió"),
    52: ("Nettó érték", -450000),
    67: ("Bruttó érték", 1000),
    81: ("Pénznem", "DEM"),
    96: ("Kezdete", "2026.02.30."),
    112: ("Vége", "2020-01-31"),
    125: ("Szervezeti egység", "Űrkutatási Osztály"),
    140: ("Felelős", "Kívülálló Kata"),
    163: ("Irány", "oldalra"),
    188: ("Adószám", "99157305-2-13"),
}


def rows() -> list[list[object]]:
    """Return the rows below the header, the same at every call."""
    dice = Random(200)
    partners = list(demo().partners.values())
    made = []
    for number in range(2, ROWS + 2):
        made.append(_row(number, dice, partners))
        if number in WRONG:
            column, value = WRONG[number]
            made[-1][AT[column]] = value
    return made


def _row(number: int, dice: Random, partners: list) -> list[object]:
    partner = dice.choice(partners)
    unit, clerk = dice.choice(list(CLERKS.items()))
    net = dice.randrange(80, 9000) * 5000
    since = date(2025, 1, 1) + timedelta(days=dice.randrange(700))
    indefinite = dice.random() < 0.1
    until = None if indefinite else since + timedelta(days=dice.choice((90, 365, 730)))
    # People write the same thing in several ways.
    written = dice.choice((net, float(net), f"{net:,} Ft".replace(",", " ")))
    return [
        f"K-{since.year}/{number:04}",
        dice.choice(("kimenő", "Kimenő", "bejövő")),
        dice.choice(SUBJECTS).format(dice.choice(PLACES)),
        partner.name,
        partner.seat,
        partner.tax_number,
        written,
        net * 127 // 100,
        dice.choice(("HUF", "", "huf")),
        dice.choice((since, since.isoformat(), since.strftime("%Y.%m.%d."))),
        until,
        "igen" if indefinite else "",
        unit,
        clerk,
        "",
    ]


if __name__ == "__main__":
    FILE.write_bytes(write(HEADER, rows(), "Szerződések"))
