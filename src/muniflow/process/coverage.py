"""Finds the values for which no flow of a gateway applies, or several do.

Between two neighbouring values that conditions compare a field with, nothing changes. So
each field is tried at those values, between and beyond them, and empty; every combination
of all fields is judged. That proves the result for comparisons with values and for sums
and products of one field; calculations with several fields are tried at sample points.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from itertools import islice
from itertools import pairwise
from itertools import product
from muniflow.process.conditions import BOOLEAN
from muniflow.process.conditions import LITERALS
from muniflow.process.conditions import names_in
from muniflow.process.conditions import NUMBER
from muniflow.process.conditions import parsed
from muniflow.process.conditions import TEXT
from muniflow.process.conditions import value_of
from rule_engine import ast

MAX_COMBINATIONS = 20_000
"""More are not tried one by one: a page must not wait for them."""

MAX_WORK = 1_000_000
"""Values tried in all for one gateway; no gateway that people can read comes near it."""

MAX_IDLE = 2_000
"""Combinations tried to find out that a field makes no difference."""

MAX_BORDERS = 50
"""Borders of one comparison; only those between several fields have more than one."""

OTHER_TEXT = "…"
"""Stands for any text that no condition names."""

Values = Mapping[str, object]
Points = Mapping[str, Sequence[object]]
Judge = Callable[[Values], bool]
Side = tuple[ast.ExpressionBase, ast.ExpressionBase]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two conditions, by their places, and values for which both hold."""

    first: int
    second: int
    values: Values


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was found. Values name only the fields that matter; None stands for empty."""

    hole: Values | None = None
    """Values, none of them empty, for which no condition holds."""
    exactly: bool = False
    """True when the values beside those of the hole are covered."""
    empty: Values | None = None
    """Values, at least one empty, for which none holds, when there is no other hole."""
    overlaps: tuple[Overlap, ...] = ()
    """At most one for each condition: the first one before it that holds at the same time."""
    complete: bool = True
    """False when there were too many combinations to exclude a hole."""


def cover(
    expressions: Sequence[str],
    fields: Mapping[str, str] | None = None,
    required: Iterable[str] = (),
) -> Coverage:
    """Return what some conditions leave open or claim twice; required fields are never empty.

    Without ``fields`` (name to type) the types are those of the values compared with.
    """
    given = None if fields is None else tuple(sorted(fields.items()))
    return _cover(tuple(expressions), given, frozenset(required))


@lru_cache(maxsize=256)
def _cover(
    expressions: tuple[str, ...],
    fields: tuple[tuple[str, str], ...] | None,
    required: frozenset[str],
) -> Coverage:
    """Return the coverage; a page asks for the same one at every visit."""
    conditions = [_Condition(parsed(expression)) for expression in expressions]
    types = _types(conditions, dict(fields or ()))
    filled = _points(conditions, types)
    points = _with_empty(filled, required)

    def closed(values: Values) -> bool:
        return not any(condition.holds(values) for condition in conditions)

    search = _Search()
    hole = search.first(filled, closed)
    empty = search.first(points, closed) if hole is None else None
    complete = search.left >= 0 and _count(points) <= MAX_COMBINATIONS
    exactly = hole is not None and _isolated(filled, hole, closed)
    overlaps = tuple(_overlaps(conditions, types, required, search))
    return Coverage(hole, exactly, empty, overlaps, complete)


class _Search:
    """Looks for values, until it has tried so many that a page would wait for it."""

    def __init__(self) -> None:
        self.left = MAX_WORK

    def first(self, points: Points, judge: Judge) -> Values | None:
        """Return the first values that are so judged, without fields that do not matter."""
        for values in _combinations(points):
            self.left -= len(values) + 1
            if self.left < 0:
                break
            if judge(values):
                return _without_idle(values, points, judge)
        return None


class _Condition:
    """A condition that is judged once for equal values of its own fields."""

    def __init__(self, tree: ast.ExpressionBase) -> None:
        self.tree = tree
        self.names = sorted(set(names_in(tree)))
        self.known: dict[tuple[object, ...], bool] = {}

    def holds(self, values: Values) -> bool:
        """Tell whether the condition is true of the values."""
        key = tuple(values[name] for name in self.names)
        if key not in self.known:
            self.known[key] = value_of(self.tree, values) is True
        return self.known[key]


def _with_empty(points: Points, required: frozenset[str]) -> Points:
    """Return the points and for each field that may be empty that, too."""
    return {n: found if n in required else [*found, None] for n, found in points.items()}


def _overlaps(
    conditions: Sequence[_Condition],
    types: Mapping[str, str],
    required: frozenset[str],
    search: _Search,
) -> Iterator[Overlap]:
    """Yield for each condition the first one before it that can hold at the same time."""
    for two, second in enumerate(conditions):
        for one, first in enumerate(conditions[:two]):

            def both(values: Values, pair: tuple[_Condition, ...] = (first, second)) -> bool:
                return all(condition.holds(values) for condition in pair)

            points = _with_empty(_points((first, second), types), required)
            found = search.first(points, both)
            if found is not None:
                yield Overlap(one, two, found)
                break
            if search.left < 0:
                return


def _without_idle(values: Values, points: Points, judge: Judge) -> Values:
    """Return the values without the fields whose value makes no difference."""
    kept = dict(values)
    free: dict[str, Sequence[object]] = {}
    for name in sorted(values, key=lambda name: values[name] is None):
        trial = {**free, name: points[name]}
        rest = {k: v for k, v in kept.items() if k != name}
        if _count(trial) > MAX_IDLE or (not rest and values[name] is None):
            continue
        if all(judge({**rest, **some}) for some in _combinations(trial)):
            kept, free = rest, trial
    return kept


def _isolated(points: Points, hole: Values, judge: Judge) -> bool:
    """Tell whether a hole of one number is that number alone."""
    if len(hole) != 1:
        return False
    ((name, value),) = hole.items()
    line = sorted(points[name]) if isinstance(value, Decimal) else []
    if value not in line[1:-1]:
        return False
    at = line.index(value)
    first = {other: found[0] for other, found in points.items()}
    return not any(judge({**first, name: line[at + step]}) for step in (-1, 1))


def _count(points: Points) -> int:
    """Return how many combinations there are."""
    count = 1
    for found in points.values():
        count *= len(found)
    return count


def _combinations(points: Points) -> Iterator[Values]:
    """Yield all combinations, or where they are too many those of every two fields."""
    names = list(points)
    if _count(points) <= MAX_COMBINATIONS:
        for chosen in product(*points.values()):
            yield dict(zip(names, chosen, strict=True))
    else:
        yield from islice(_pairs(points), MAX_COMBINATIONS)


def _pairs(points: Points) -> Iterator[Values]:
    """Yield values in which every two fields meet in every combination, the rest turning."""
    if len(points) == 1:
        yield from ({name: value} for name, found in points.items() for value in found)
    for one, two in combinations(points, 2):
        for turn, (first, second) in enumerate(product(points[one], points[two])):
            rest = {name: found[turn % len(found)] for name, found in points.items()}
            yield {**rest, one: first, two: second}


def _types(conditions: Sequence[_Condition], known: Mapping[str, str]) -> dict[str, str]:
    """Return the type of each field: as declared, else as it is used, else a number."""
    names = sorted({name for condition in conditions for name in condition.names})
    types = {name: known[name] for name in names if name in known}
    for condition in conditions:
        if isinstance(condition.tree, ast.SymbolExpression):
            types.setdefault(condition.tree.name, BOOLEAN)
    nodes = [node for condition in conditions for node in _nodes(condition.tree)]
    before = -1
    while len(types) > before:
        # A field compared with another one has its type, which may be found later.
        before = len(types)
        for node in nodes:
            kind, parts = _demand(node, types)
            for part in parts if kind else ():
                if isinstance(part, ast.SymbolExpression):
                    types.setdefault(part.name, kind)
    return {name: types.get(name, NUMBER) for name in names}


def _demand(
    node: ast.ExpressionBase, types: Mapping[str, str]
) -> tuple[str | None, list[ast.ExpressionBase]]:
    """Return of which type the parts of a node must be, None when it does not tell."""
    parts = _parts(node)
    if isinstance(node, ast.LogicExpression) or getattr(node, "type", "") == "not":
        return BOOLEAN, parts
    if not isinstance(node, ast.ComparisonExpression | ast.ContainsExpression):
        return NUMBER, parts
    kinds = (_kind(part, types) for part in parts)
    return next((kind for kind in kinds if kind), None), parts


def _kind(node: ast.ExpressionBase, types: Mapping[str, str]) -> str | None:
    """Return the type of one side of a comparison as far as it is known."""
    if isinstance(node, ast.SymbolExpression):
        return types.get(node.name)
    if isinstance(node, ast.NullExpression):
        return None
    if type(node) in LITERALS:
        return LITERALS[type(node)]
    return NUMBER


def _parts(node: ast.ExpressionBase) -> list[ast.ExpressionBase]:
    """Return the parts of a node; those of a list are its values."""
    if isinstance(node, ast.ContainsExpression):
        return [node.member, *node.container.value]
    found = (getattr(node, key, None) for key in ("left", "right"))
    return [part for part in found if isinstance(part, ast.ExpressionBase)]


def _nodes(tree: ast.ExpressionBase) -> Iterator[ast.ExpressionBase]:
    """Yield a node and all below it."""
    yield tree
    for part in _parts(tree):
        yield from _nodes(part)


def _points(conditions: Sequence[_Condition], types: Mapping[str, str]) -> Points:
    """Return for each field the values to try, those that conditions name first."""
    sides = [side for condition in conditions for side in _sides(condition.tree)]
    found: dict[str, Sequence[object]] = {}
    for name in sorted({name for condition in conditions for name in condition.names}):
        if types[name] == BOOLEAN:
            found[name] = [True, False]
        elif types[name] == NUMBER:
            found[name] = _numbers(_borders(name, sides))
        else:
            found[name] = _texts(_named(name, sides))
    return found


def _sides(tree: ast.ExpressionBase) -> Iterator[Side]:
    """Yield the two sides of each comparison; a list is compared value by value."""
    for node in _nodes(tree):
        if isinstance(node, ast.ComparisonExpression | ast.ContainsExpression):
            first, *others = _parts(node)
            yield from ((first, other) for other in others)


def _literals(sides: Sequence[Side], kind: str) -> set[object]:
    """Return the values of a type that stand in comparisons."""
    return {part.value for side in sides for part in side if LITERALS.get(type(part)) == kind}


def _named(name: str, sides: Sequence[Side]) -> set[object]:
    """Return the texts with which a field is compared; with another field, all there are."""
    found: set[object] = set()
    for side in sides:
        here = {*names_in(side[0]), *names_in(side[1])}
        if here == {name}:
            found |= _literals([side], TEXT)
        elif name in here:
            found |= _literals(sides, TEXT) | {OTHER_TEXT}
    return found


def _borders(name: str, sides: Sequence[Side]) -> set[Decimal]:
    """Return the numbers at which a comparison with a field can change its result."""
    found: set[Decimal] = set()
    tried = sorted({*_literals(sides, NUMBER), Decimal(0), Decimal(1)})
    for left, right in sides:
        here = {*names_in(left), *names_in(right)}
        if name not in here:
            continue
        others = sorted(here - {name})
        for chosen in islice(product(tried, repeat=len(others)), MAX_BORDERS):
            fixed = dict(zip(others, chosen, strict=True))
            root = _root(name, left, right, fixed)
            found |= set() if root is None else {root}
    return found


def _root(
    name: str, left: ast.ExpressionBase, right: ast.ExpressionBase, fixed: Values
) -> Decimal | None:
    """Return where two sides are equal, found from two points of a straight line."""

    def difference(x: int) -> Decimal | None:
        values = {**fixed, name: x}
        both = value_of(left, values), value_of(right, values)
        return both[0] - both[1] if all(isinstance(v, Decimal) for v in both) else None

    one, two = difference(1), difference(2)
    if one is None or two is None or one == two:
        return None
    root = 1 - one / (two - one)
    return root if root.is_finite() else None


def _numbers(borders: set[Decimal]) -> list[object]:
    """Return borders, and numbers between and beyond them, short ones first."""
    line = sorted(borders)
    if not line:
        return [Decimal(1)]
    beside = [line[0] - 1, line[-1] + 1, *(_between(*pair) for pair in pairwise(line))]
    return [*sorted(line, key=_length), *sorted(beside, key=_length)]


def _between(low: Decimal, high: Decimal) -> Decimal:
    """Return a number between two, a whole one when there is one."""
    middle = (low + high) / 2
    whole = Decimal(int(middle))
    return whole if low < whole < high else middle


def _length(number: Decimal) -> int:
    """Return how many signs a number takes."""
    return len(str(number.normalize()))


def _texts(named: set[object]) -> list[object]:
    """Return the texts, one behind each and one before all of them in the alphabet."""
    texts = sorted(str(text) for text in named if text)
    after = [f"{text} {OTHER_TEXT}" for text in texts]
    before = ["!"] if texts and texts[0] > "!" else []
    return [*texts, *([] if OTHER_TEXT in texts else [OTHER_TEXT]), *after, *before]
