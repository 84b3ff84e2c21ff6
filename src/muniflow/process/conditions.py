"""Conditions on flows: data, parsed by rule-engine, judged by us; never Python, never TAL.

Of the engine's grammar only comparisons of fields with values, `and`, `or`, `not`, `in`
and the four basic operations are admitted: no functions, attributes, powers or patterns,
so no condition can be slow or reach anything but the declared fields. We walk the parsed
tree ourselves because an empty field must never raise: every comparison with it is false,
except `field == null` and `field != null`, which ask whether it is empty.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from decimal import DecimalException
from difflib import get_close_matches
from functools import lru_cache
from muniflow import _
from rule_engine import ast
from rule_engine import Context
from rule_engine import Rule
from rule_engine.errors import EngineError
from rule_engine.errors import RuleSyntaxError
from rule_engine.types import DataType
from zope.i18nmessageid import Message

import operator
import re

NUMBER = "number"
TEXT = "text"
BOOLEAN = "boolean"
TYPES = (NUMBER, TEXT, BOOLEAN)
"""The names of the types a field may have."""

MAX_LENGTH = 500
"""Characters of one condition; what is longer nobody can check by reading."""

_TOKEN = re.compile(
    r"""\s+ | "[^"\\\n]*" | '[^'\\\n]*' | \d{1,15}(?:\.\d{1,9})?(?![\w.])
    | [A-Za-z][A-Za-z0-9_]*(?!["'\w]) | == | != | >= | <= | [<>]
    | [()\[\],+-] | \*(?!\*) | /(?!/)""",
    re.VERBOSE,
)
_WORDS = frozenset({"and", "or", "not", "in", "true", "false", "null"})
_RESERVED = frozenset({"for", "if", "elif", "else", "while", "inf", "nan"})
_COMPARE = {
    "eq": operator.eq,
    "ne": operator.ne,
    "ge": operator.ge,
    "gt": operator.gt,
    "le": operator.le,
    "lt": operator.lt,
}
_CALCULATE = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "tdiv": operator.truediv,
}
_COMPARISONS = (ast.ComparisonExpression, ast.ArithmeticComparisonExpression)
_CALCULATIONS = (ast.AddExpression, ast.SubtractExpression, ast.ArithmeticExpression)
_BINARY = (ast.LogicExpression, *_COMPARISONS, *_CALCULATIONS)
LITERALS = {
    ast.FloatExpression: NUMBER,
    ast.StringExpression: TEXT,
    ast.BooleanExpression: BOOLEAN,
}


Typed = tuple[ast.ExpressionBase | None, str | None]
"""A part of a condition, where there is one, and the type it has or must have."""


@dataclass(frozen=True, slots=True)
class ConditionProblem:
    """What is wrong with a condition and at which character, counted from 1."""

    message: Message
    position: int


class ConditionError(ValueError):
    """Raised for an expression that cannot be parsed or is not admitted."""

    def __init__(self, message: Message, position: int) -> None:
        super().__init__(message)
        self.problem = ConditionProblem(message, position)


def check(expression: str, fields: Mapping[str, str]) -> list[ConditionProblem]:
    """Return what is wrong with an expression over fields of the named types."""
    try:
        tree = _short(expression)
        kind = _Types(expression, fields).of(tree)
        if kind != BOOLEAN:
            raise ConditionError(
                _(
                    "error_condition_not_boolean",
                    default="A condition must be a comparison or a yes/no field.",
                ),
                1,
            )
    except ConditionError as error:
        return [error.problem]
    return []


def syntax(expression: str) -> list[ConditionProblem]:
    """Return what is wrong with an expression whatever the fields are."""
    try:
        _short(expression)
    except ConditionError as error:
        return [error.problem]
    return []


def holds(expression: str | None, values: Mapping[str, object]) -> bool:
    """Tell whether the condition is true of the values; no condition is always true.

    A field that is None, missing or an empty text is empty, and every comparison with it
    is false. Raises ConditionError when the expression itself is wrong.
    """
    if expression is None:
        return True
    return value_of(parsed(expression), values) is True


def _short(expression: str) -> ast.ExpressionBase:
    """Return the tree of a condition somebody wrote; joined ones may be longer."""
    if len(expression) > MAX_LENGTH:
        raise ConditionError(
            _(
                "error_condition_too_long",
                default="The condition is longer than ${limit} characters.",
                mapping={"limit": MAX_LENGTH},
            ),
            MAX_LENGTH,
        )
    return parsed(expression)


@lru_cache(maxsize=1024)
def parsed(expression: str) -> ast.ExpressionBase:
    """Return the tree of an expression of the admitted grammar."""
    for _word, _position in _words(expression):
        pass
    try:
        tree = Rule(expression, context=Context()).statement.expression
    except RuleSyntaxError as error:
        at = len(expression) if error.token is None else error.token.lexpos
        raise ConditionError(
            _("error_condition_syntax", default="The condition cannot be understood here."),
            at + 1,
        ) from error
    except (EngineError, DecimalException, RecursionError) as error:
        raise ConditionError(
            _(
                "error_condition_values",
                default="The condition compares or combines values of different kinds.",
            ),
            1,
        ) from error
    _admit(tree)
    return tree


def _words(expression: str) -> Iterator[tuple[str, int]]:
    """Yield names with their offsets; raises ConditionError at whatever is not admitted."""
    at = 0
    while at < len(expression):
        match = _TOKEN.match(expression, at)
        if match is None or match.group() in _RESERVED:
            sign = match.group() if match else expression[at : at + 2].strip()
            raise ConditionError(
                _(
                    "error_condition_sign",
                    default="“${sign}” cannot be used in a condition.",
                    mapping={"sign": sign},
                ),
                at + 1,
            )
        if match.group()[0].isalpha() and match.group() not in _WORDS:
            yield match.group(), at
        at = match.end()


def _admit(node: ast.ExpressionBase) -> None:
    """Raise ConditionError for a kind of expression we do not judge."""
    if isinstance(node, ast.SymbolExpression | ast.NullExpression) or type(node) in LITERALS:
        return
    if isinstance(node, ast.ArrayExpression):
        parts = list(node.value)
        allowed = all(type(part) in LITERALS for part in parts)
    elif isinstance(node, ast.UnaryExpression):
        parts, allowed = [node.right], node.type in ("not", "uminus")
    elif isinstance(node, ast.ContainsExpression):
        parts = [node.member, node.container]
        allowed = isinstance(node.container, ast.ArrayExpression)
    elif isinstance(node, _BINARY):
        parts = [node.left, node.right]
        allowed = node.type in {"and", "or", *_COMPARE, *_CALCULATE}
    else:
        parts, allowed = [], False
    if not allowed:
        raise ConditionError(
            _(
                "error_condition_not_admitted",
                default="Only comparisons of fields with values, “and”, “or”, “not” and "
                "“in [a list]” can be used.",
            ),
            1,
        )
    for part in parts:
        _admit(part)


class _Types:
    """Finds the type of each part; raises ConditionError where two do not fit."""

    def __init__(self, expression: str, fields: Mapping[str, str]) -> None:
        self.expression = expression
        self.fields = fields
        self.places: dict[str, int] = {}
        for word, at in _words(expression):
            self.places.setdefault(word, at + 1)

    def of(self, node: ast.ExpressionBase) -> str | None:
        """Return the type name of a node; None for null."""
        if isinstance(node, ast.SymbolExpression):
            return self._field(node)
        if type(node) in LITERALS:
            return LITERALS[type(node)]
        if isinstance(node, ast.NullExpression):
            return None
        if isinstance(node, ast.UnaryExpression):
            return self._all(BOOLEAN if node.type == "not" else NUMBER, node.right)
        if isinstance(node, ast.LogicExpression):
            return self._all(BOOLEAN, node.left, node.right)
        if isinstance(node, ast.ContainsExpression):
            self._all(self.of(node.member), *node.container.value, place=node.member)
            return BOOLEAN
        if isinstance(node, _CALCULATIONS):
            return self._all(NUMBER, node.left, node.right)
        return self._comparison(node)

    def _field(self, node: ast.SymbolExpression) -> str:
        """Return the declared type of a field."""
        if node.name not in self.fields:
            message = _unknown(node.name, sorted(self.fields))
            raise ConditionError(message, self.places.get(node.name, 1))
        return self.fields[node.name]

    def _comparison(self, node: ast.ComparisonExpression) -> str:
        """Judge a comparison: both sides of one kind, order only of numbers and texts."""
        left, right = self.of(node.left), self.of(node.right)
        ordered = node.type not in ("eq", "ne")
        if None in (left, right):
            fits = not ordered
        else:
            fits = left == right and not (ordered and left == BOOLEAN)
        if not fits:
            self._refuse((node.left, left), (node.right, right), node)
        return BOOLEAN

    def _all(
        self,
        wanted: str | None,
        *nodes: ast.ExpressionBase,
        place: ast.ExpressionBase | None = None,
    ) -> str | None:
        """Return ``wanted`` when every node is of that type."""
        for node in nodes:
            found = self.of(node)
            if found != wanted or wanted is None:
                self._refuse((place, wanted), (node, found), place or node)
        return wanted

    def _refuse(self, left: Typed, right: Typed, node: ast.ExpressionBase) -> None:
        """Raise the error of two kinds that do not fit, at the first field inside."""
        raise ConditionError(
            _(
                "error_condition_types",
                default="${left} and ${right} do not fit here.",
                mapping={"left": _called(*left), "right": _called(*right)},
            ),
            min((self.places.get(n, 1) for n in names_in(node)), default=1),
        )


def _unknown(name: str, known: list[str]) -> Message:
    """Return the sentence for a field that does not exist, with the one that was meant."""
    said = {"name": name, "known": ", ".join(known)}
    near = get_close_matches(name, known, n=1)
    if near:
        return _(
            "error_condition_misspelt_field",
            default="There is no field “${name}”; “${near}” is one. Known are: ${known}.",
            mapping={**said, "near": near[0]},
        )
    return _(
        "error_condition_unknown_field",
        default="There is no field “${name}”; known are: ${known}.",
        mapping=said,
    )


def _called(node: ast.ExpressionBase | None, kind: str | None) -> Message:
    """Return a part of a condition by its kind, and by its name or value when it has one."""
    kinds = {
        NUMBER: _("text_kind_number", default="a number"),
        TEXT: _("text_kind_text", default="a text"),
        BOOLEAN: _("text_kind_boolean", default="yes or no"),
        None: _("text_kind_null", default="nothing (null)"),
    }
    name = getattr(node, "name", None)
    if name is None and type(node) in LITERALS:
        name = getattr(node, "value", None)
    if name is None:
        return kinds[kind]
    return _(
        "text_named_kind",
        default="“${name}” (${kind})",
        mapping={"name": str(name), "kind": kinds[kind]},
    )


def names_in(node: ast.ExpressionBase) -> Iterator[str]:
    """Yield the names of the fields inside a node."""
    if isinstance(node, ast.SymbolExpression):
        yield node.name
    for key in ("left", "right", "member"):
        part = getattr(node, key, None)
        if isinstance(part, ast.ExpressionBase):
            yield from names_in(part)


def value_of(node: ast.ExpressionBase, values: Mapping[str, object]) -> object:
    """Return the value of a node; None stands for empty."""
    if isinstance(node, ast.SymbolExpression):
        return _plain(values.get(node.name))
    if isinstance(node, ast.NullExpression):
        return None
    if type(node) in LITERALS:
        return node.value
    if isinstance(node, ast.LogicExpression):
        first = value_of(node.left, values) is True
        if first == (node.type == "or"):
            return first
        return value_of(node.right, values) is True
    if isinstance(node, ast.UnaryExpression):
        value = value_of(node.right, values)
        if node.type == "not":
            return value is not True
        return -value if isinstance(value, Decimal) else None
    if isinstance(node, ast.ContainsExpression):
        value = value_of(node.member, values)
        return value is not None and value in [part.value for part in node.container.value]
    left, right = value_of(node.left, values), value_of(node.right, values)
    if isinstance(node, _CALCULATIONS):
        return _calculated(node.type, left, right)
    return _compared(node, left, right)


def _plain(value: object) -> object:
    """Return a field's value as the grammar knows it: Decimal, text, yes/no or None."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        return number if number.is_finite() else None
    return str(value) or None


def _calculated(sign: str, left: object, right: object) -> Decimal | None:
    """Return the result of a calculation; None when a side is empty or it has none."""
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        return None
    try:
        return _CALCULATE[sign](left, right)
    except DecimalException:
        return None


def _compared(node: ast.ComparisonExpression, left: object, right: object) -> bool:
    """Return the result of a comparison; false when a side is empty."""
    if DataType.NULL in (node.left.result_type, node.right.result_type):
        return (left is right) == (node.type == "eq")
    if left is None or right is None or type(left) is not type(right):
        return False
    return bool(_COMPARE[node.type](left, right))
