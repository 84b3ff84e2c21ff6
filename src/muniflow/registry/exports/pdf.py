"""A register for print: the rows of the law, voids struck through, and the hash at the end."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from muniflow import _
from muniflow.registry.exports.rows import End
from muniflow.registry.exports.rows import Sealing
from muniflow.registry.exports.rows import Values
from muniflow.registry.exports.sheets import Cells
from muniflow.registry.exports.sheets import Look
from muniflow.registry.exports.sheets import Sheets
from muniflow.registry.exports.sheets import Text
from muniflow.registry.exports.words import CARRIERS
from muniflow.registry.exports.words import DIRECTIONS
from muniflow.registry.exports.words import MODES
from typing import BinaryIO
from zope.i18nmessageid import Message

TYPE = "application/pdf"
Say = Callable[[Message | str], str]

COLUMNS = (
    (_("column_print_number", default="Number, registered, by"), 102),
    (_("column_print_way", default="Came or went, arrival number"), 104),
    (_("column_print_partner", default="Partner, reference, annexes"), 156),
    (_("column_print_matter", default="Matter, antecedent, corrections"), 196),
    (_("column_print_handler", default="Handler, unit"), 96),
    (_("column_print_due", default="Deadline, settled"), 66),
    (_("column_print_item", default="Item of the plan"), 66),
)


@dataclass
class Tally:
    """What is counted while the book is set."""

    void: int = 0
    moved: int = 0


def write(head: Values, rows: Iterable[Values], target: BinaryIO, say: Say, audit: str) -> End:
    """Print a register into a file; ``audit`` is one sentence on its last audit."""
    sheets = Sheets(target, look(head, say))
    sealing, tally = Sealing(head), Tally()
    for values in rows:
        sealing.take(values)
        tally.void += bool(values["void_time"])
        tally.moved += bool(values["moved_to"])
        sheets.row(cells(values, say))
    sheets.end(_last_words(sealing.end, tally, say, audit))
    return sealing.end


def look(head: Values, say: Say) -> Look:
    """Return what every page of a register's book says."""
    return Look(
        title=head["organisation_title"],
        subtitle=_subtitle(head, say),
        columns=[(say(title), wide) for title, wide in COLUMNS],
        foot=say(
            _(
                "print_made",
                default="Printed ${time}",
                mapping={"time": moment(head["exported"])},
            )
        ),
        page_of=page_of(say),
    )


def page_of(say: Say) -> str:
    """Return how page and pages are said, with both still to be filled in."""
    filled = {"page": "${page}", "pages": "${pages}"}
    return say(_("print_page", default="page ${page} of ${pages}", mapping=filled))


def _subtitle(head: Values, say: Say) -> str:
    parts = [
        say(_("print_register", default="Register ${title}", mapping={"title": head["title"]}))
    ]
    if head["opened"]:
        time = {"time": moment(head["opened"])}
        parts.append(say(_("print_opened", default="opened ${time}", mapping=time)))
    if head["closed"]:
        time = {"time": moment(head["closed"])}
        parts.append(say(_("print_closed", default="closed ${time}", mapping=time)))
    if head["selection"]:
        parts.append(say(_("print_part", default="a part of it")))
    return " · ".join(parts)


def cells(values: Values, say: Say) -> Cells:
    """Return a row as it is printed."""
    void = bool(values["void_time"])
    return (
        (
            Text(values["number"], bold=True, struck=void),
            Text(moment(values["time"])),
            Text(values["actor_name"] or values["actor"], soft=True),
        ),
        tuple(_way(values, say)),
        tuple(_partner(values, say)),
        tuple(_matter(values, say, void)),
        (Text(values["handler_name"] or values["handler"]), Text(values["unit_title"], soft=True)),
        tuple(_due(values, say)),
        (Text(values["plan_item"]),),
    )


def _way(values: Values, say: Say) -> Iterator[Text]:
    yield Text(_named(DIRECTIONS, values["direction"], say), bold=True)
    yield Text(moment(values["received"] or values["sent"]))
    ways = (_named(MODES, values["mode"], say), _named(CARRIERS, values["carrier"], say))
    yield Text(", ".join(filter(None, ways)))
    yield Text(" · ".join(filter(None, (values["arrival"], values["external_id"]))), soft=True)


def _partner(values: Values, say: Say) -> Iterator[Text]:
    yield Text(values["partner"] or values["partners"])
    yield Text(values["address"], soft=True)
    if values["reference"]:
        number = {"number": values["reference"]}
        yield Text(say(_("print_reference", default="their number: ${number}", mapping=number)))
    if values["annexes"] not in ("", "0"):
        count = {"count": values["annexes"]}
        yield Text(say(_("print_annexes", default="annexes: ${count}", mapping=count)))


def _matter(values: Values, say: Say, void: bool) -> Iterator[Text]:
    yield Text(values["title"], struck=void)
    yield Text(values["kind_title"], soft=True)
    if values["antecedent"]:
        number = {"number": values["antecedent"]}
        yield Text(say(_("print_antecedent", default="goes on with ${number}", mapping=number)))
    if void:
        why = {
            "reason": values["void_reason"],
            "person": values["void_actor_name"] or values["void_actor"],
            "time": moment(values["void_time"]),
        }
        note = _("text_void_note", default="VOID: ${reason} (${person}, ${time})", mapping=why)
        yield Text(say(note), bold=True)
    for name, message in (
        ("moved_to", "text_moved_to"),
        ("moved_from", "text_moved_from"),
    ):
        if values[name]:
            yield Text(say(_moved(message, values[name])))


def _moved(message: str, number: str) -> Message:
    if message == "text_moved_to":
        return _("text_moved_to", default="Moved to ${number}", mapping={"number": number})
    return _("text_moved_from", default="Moved from ${number}", mapping={"number": number})


def _due(values: Values, say: Say) -> Iterator[Text]:
    yield Text(values["deadline"])
    if values["settled"]:
        yield Text(say(_("text_settled", default="settled")))
        yield Text(moment(values["settled"]))


def _last_words(end: End, tally: Tally, say: Say, audit: str) -> Iterator[Text]:
    counts = {"count": end.count, "void": tally.void, "moved": tally.moved}
    yield Text(
        say(
            _(
                "print_counts",
                default="${count} entries, ${void} of them void, ${moved} moved.",
                mapping=counts,
            )
        ),
        bold=True,
    )
    yield Text(audit)
    hash_ = {"hash": end.sha256}
    yield Text(say(_("print_hash", default="SHA-256 of the data: ${hash}", mapping=hash_)))


def _named(names: dict[str, Message], value: str, say: Say) -> str:
    return say(names[value]) if value in names else value


def moment(iso: str) -> str:
    """Return a time as it is printed: the day and the minute here, a day alone as it is."""
    if len(iso) <= len("2026-11-22"):
        return iso
    try:
        return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return iso
