"""The levels of a process as a table, for people who never draw: another view of the drawing."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from decimal import InvalidOperation
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.core.importing.cells import CellProblem
from muniflow.core.importing.cells import number
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.process.blocks import STEP_TAG
from muniflow.process.bpmn import read_model
from muniflow.process.checks import function_at
from muniflow.process.checks import START
from muniflow.process.definition import BY_RESPONSIBLE
from muniflow.process.editing import set_attributes
from muniflow.process.levels import is_amount
from muniflow.process.model import Model
from muniflow.process.model import Node
from muniflow.process.paths import Graph
from muniflow.process.paths import PARALLEL
from muniflow.process.rules import RESPONSIBLE
from zope.i18nmessageid import Message

LONGEST = 999
"""Working days a step may take at most."""

TOLD = (*FUNCTIONS, RESPONSIBLE)
"""Who may be told when a step is entered; "actors", too, which only drawings say."""


@dataclass(frozen=True, slots=True)
class Row:
    """One step: who acts, from which amount on, how long, who is told, and whether at all."""

    element: str
    step: str
    function: str = ""
    from_amount: Decimal | None = None
    currency: str = ""
    days: int | None = None
    told: tuple[str, ...] = ()
    on: bool = True
    fixed: bool = False
    """True for the first step, which every case goes through."""
    inside_gate: bool = False
    """True for a sign-off beside others."""
    responsible: bool = False
    """True where the responsible person acts, whatever the function."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The steps of a process in the order in which a case meets them."""

    rows: tuple[Row, ...]

    def row(self, element: str) -> Row | None:
        """Return the row of a step, None for what the table does not have."""
        return next((row for row in self.rows if row.element == element), None)


def read_grid(model: Model) -> Grid:
    """Return the table of a drawing; what cannot be read in it counts as not said."""
    graph = Graph(model)
    order = _ordered(graph)
    first = {node.id for node in _first_steps(graph)}
    gated = _inside_gates(graph)
    tasks = [node for node in model.nodes if node.kind == STEP_TAG and not node.inside]
    tasks.sort(key=lambda node: order.get(node.id, len(order)))
    return Grid(tuple(_row(model, n, fixed=n.id in first, gated=n.id in gated) for n in tasks))


def apply(data: bytes, rows: Iterable[Row]) -> bytes:
    """Return the text with the levels of some rows; everything else stays as it is.

    Raises Invalid for a value that cannot be, before anything is changed. Who acts is said
    at the step itself: its place in the picture, and so its lane, is for people to draw.
    """
    model = read_model(data)
    present = read_grid(model)
    changes = {}
    for row in rows:
        before = present.row(row.element)
        if before is None:
            raise Invalid(_no_step(row))
        check_row(before, row)
        changes[row.element] = _changes(model, before, row)
    for element, values in changes.items():
        if values:
            data = set_attributes(data, element, values)
    return data


def check_row(before: Row, row: Row) -> None:
    """Raise Invalid for a value that the step cannot have; says what would be right."""
    if row.function != before.function and row.function not in FUNCTIONS:
        raise Invalid(_no_function(row.step, row.function))
    for name in row.told:
        if name not in TOLD and name not in before.told:
            raise Invalid(_no_function(row.step, name))
    if row.days is not None and not 0 < row.days <= LONGEST:
        raise Invalid(_no_days(row.step, str(row.days)))
    text = _from_text(row)
    if text is not None and not is_amount(text):
        raise Invalid(_no_amount(row.step, text))
    if row.fixed and (not row.on or row.from_amount is not None):
        raise Invalid(
            _(
                "error_first_step_always",
                default="Every case begins with “${step}”; it cannot be switched off or "
                "begin at an amount.",
                mapping={"step": _named(row.step)},
            )
        )


def typed(row: Row, values: Mapping[str, object], currency: str) -> Row:
    """Return a row with what somebody typed; raises Invalid that names the value.

    A key that is missing changes nothing. A new amount is in ``currency``.
    """
    found = row
    if "function" in values and not row.responsible:
        found = replace(found, function=str(values["function"]))
    if "days" in values:
        found = replace(found, days=_days(row.step, str(values["days"])))
    if "told" in values:
        found = replace(found, told=_told(row, [str(name) for name in values["told"]]))
    if "on" in values and not row.fixed:
        found = replace(found, on=bool(values["on"]))
    if "from" in values and not row.fixed:
        amount = _amount(row.step, str(values["from"]))
        if amount != row.from_amount:
            found = replace(found, from_amount=amount, currency="" if amount is None else currency)
    check_row(row, found)
    return found


def changed(base: Grid, own: Grid) -> dict[str, dict[str, object]]:
    """Return what the rows of one table say otherwise than those of another, by element."""
    found: dict[str, dict[str, object]] = {}
    for row in own.rows:
        before = base.row(row.element)
        if before is not None:
            names = ("function", "days", "told", "on")
            differing: dict[str, object] = {
                name: getattr(row, name)
                for name in names
                if getattr(row, name) != getattr(before, name)
            }
            if (row.from_amount, row.currency) != (before.from_amount, before.currency):
                differing.update(from_amount=row.from_amount, currency=row.currency)
            if differing:
                found[row.element] = differing
    return found


def _ordered(graph: Graph) -> dict[str, int]:
    """Return the place of each node on the way of a case.

    A walk in depth leaves nodes in the reverse of this order, so that a step which some
    cases skip stands before the one they skip to.
    """
    left: list[str] = []
    seen: set[str] = set()
    for start in (node for node in graph.nodes.values() if node.kind == START):
        seen.add(start.id)
        open_ = [(start.id, iter(graph.out[start.id]))]
        while open_:
            id_, flows = open_[-1]
            flow = next((flow for flow in flows if flow.target not in seen), None)
            if flow is None:
                left.append(id_)
                open_.pop()
            else:
                seen.add(flow.target)
                open_.append((flow.target, iter(graph.out[flow.target])))
    return {id_: place for place, id_ in enumerate(reversed(left))}


def _first_steps(graph: Graph) -> Iterator[Node]:
    """Yield the steps to which the start leads."""
    for node in graph.nodes.values():
        if node.kind == START:
            for flow in graph.out[node.id]:
                yield graph.nodes[flow.target]


def _inside_gates(graph: Graph) -> set[str]:
    """Return the ids of what stands between a parallel gateway and the one that joins it."""
    found: set[str] = set()
    for gate in graph.nodes.values():
        if gate.kind != PARALLEL or len(graph.out[gate.id]) < 2:
            continue
        waiting = [flow.target for flow in graph.out[gate.id]]
        while waiting:
            id_ = waiting.pop()
            if id_ in found or graph.nodes[id_].kind == PARALLEL:
                continue
            found.add(id_)
            waiting.extend(flow.target for flow in graph.out[id_])
    return found


def _row(model: Model, node: Node, *, fixed: bool, gated: bool) -> Row:
    """Return the row of a step."""
    given = node.attributes
    amount, currency = read_from(given.get("from", ""))
    days = given.get("days", "")
    return Row(
        element=node.id,
        step=node.name or node.id,
        function=function_at(model, node) or "",
        from_amount=amount,
        currency=currency,
        days=int(days) if days.isascii() and days.isdigit() else None,
        told=tuple(dict.fromkeys(given.get("told", "").split())),
        on=given.get("on", "true") != "false",
        fixed=fixed,
        inside_gate=gated,
        responsible=given.get("actor", "") == BY_RESPONSIBLE,
    )


def read_from(text: str) -> tuple[Decimal | None, str]:
    """Return amount and currency of "1000000 HUF"; (None, "") for what is none."""
    amount, _space, currency = text.strip().partition(" ")
    try:
        found = Decimal(amount) if amount else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite():
        return None, ""
    return found, currency.strip()


def _changes(model: Model, before: Row, row: Row) -> dict[str, str | None]:
    """Return the attributes of a step that a row changes."""
    values: dict[str, str | None] = {}
    if row.function != before.function:
        node = model.node(row.element)
        plain = replace(node, attributes={**node.attributes, "function": ""})
        lane = function_at(model, plain)
        values["function"] = None if row.function == lane else row.function
    if (row.from_amount, row.currency) != (before.from_amount, before.currency):
        values["from"] = _from_text(row)
    if row.days != before.days:
        values["days"] = None if row.days is None else str(row.days)
    if row.told != before.told:
        values["told"] = " ".join(row.told) or None
    if row.on != before.on:
        values["on"] = None if row.on else "false"
    return values


def _from_text(row: Row) -> str | None:
    """Return an amount as the drawing writes it."""
    if row.from_amount is None:
        return None
    amount = row.from_amount
    plain = f"{amount.normalize():f}" if amount.is_finite() else str(amount)
    return f"{plain} {row.currency}".strip()


def _told(row: Row, names: Sequence[str]) -> tuple[str, ...]:
    """Return who is told: those there were in their order, what cannot be chosen kept."""
    kept = [name for name in row.told if name in names or name not in TOLD]
    return tuple(dict.fromkeys((*kept, *names)))


def _days(step: str, text: str) -> int | None:
    """Return a number of days, None for an empty field."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LONGEST))):
        raise Invalid(_no_days(step, text))
    return int(text)


def _amount(step: str, text: str) -> Decimal | None:
    """Return an amount as people write it, None for an empty field or nought."""
    try:
        return number(text) or None
    except CellProblem as error:
        raise Invalid(_no_amount(step, text)) from error


def _named(step: str) -> Message:
    """Return the name of a step so that the reader gets it in their language."""
    return Message(step, domain="muniflow")


def _no_step(row: Row) -> Message:
    return _(
        "error_no_such_step",
        default="The process has no step “${step}” any more; load the page again.",
        mapping={"step": _named(row.step or row.element)},
    )


def _no_function(step: str, value: str) -> Message:
    return _(
        "error_level_function",
        default="“${step}”: “${value}” is no function; possible are: ${known}.",
        mapping={"step": _named(step), "value": value, "known": ", ".join(FUNCTIONS)},
    )


def _no_days(step: str, value: str) -> Message:
    return _(
        "error_level_days",
        default="“${step}”: “${value}” is no number of working days from 1 to ${limit}.",
        mapping={"step": _named(step), "value": value, "limit": LONGEST},
    )


def _no_amount(step: str, value: str) -> Message:
    return _(
        "error_level_amount",
        default="“${step}”: “${value}” is no amount; write it like 1 000 000.",
        mapping={"step": _named(step), "value": value},
    )
