"""Says conditions and values in plain words, for people who read no expressions."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from decimal import Decimal
from muniflow import _
from muniflow.core.formats import grouped
from muniflow.core.formats import THIN
from muniflow.process.conditions import ConditionError
from muniflow.process.conditions import LITERALS
from muniflow.process.conditions import parsed
from muniflow.process.coverage import OTHER_TEXT
from muniflow.process.coverage import Values
from rule_engine import ast
from zope.i18nmessageid import Message

MONEY = ("amount", "gross")
CURRENCY = "currency"
"""A currency demanded together with a sum is said behind the sum."""

Titles = Mapping[str, str]


def shown(value: object) -> str:
    """Return a number in groups of three figures, a text in quotation marks."""
    return grouped(value) if isinstance(value, Decimal) else f"“{value}”"


def in_words(values: Values) -> Message:
    """Return values as a person says them: amount = 5 000 000 and unit is empty."""
    return _chained([_in_words(name, value) for name, value in values.items()])


def _chained(parts: Sequence[Message]) -> Message:
    """Return several parts joined by "and"."""
    if len(parts) == 1:
        return parts[0]
    return _(
        "text_values_and",
        default="${first} and ${others}",
        mapping={"first": parts[0], "others": _chained(parts[1:])},
    )


def _in_words(name: str, value: object) -> Message:
    """Return the value of one field in words."""
    field = {"field": name}
    if value is None:
        return _("text_field_empty", default="${field} is empty", mapping=field)
    if value is True:
        return _("text_value_yes", default="${field} = yes", mapping=field)
    if value is False:
        return _("text_value_no", default="${field} = no", mapping=field)
    if value == OTHER_TEXT:
        return _("text_value_other", default="${field} = any other text", mapping=field)
    return _(
        "text_field_value",
        default="${field} = ${value}",
        mapping={"field": name, "value": shown(value)},
    )


def readable(expression: str, titles: Titles) -> Message | str:
    """Return a condition in plain words: "net value from 1 000 000 HUF".

    ``titles`` are what readers call the fields. What has no plain words, a calculation or
    a mistake, is returned as it is written.
    """
    try:
        tree = parsed(expression)
    except ConditionError:
        return expression
    if isinstance(tree, ast.UnaryExpression) and tree.type == "not":
        found = _said(tree.right, titles)
        if found is not None:
            return _(
                "text_condition_unless",
                default="unless ${condition}",
                mapping={"condition": found},
            )
    found = _said(tree, titles)
    return expression if found is None else found


def _said(node: ast.ExpressionBase, titles: Titles, unit: str = "") -> Message | str | None:
    """Return a node in words; None when it has none. ``unit`` follows sums of money."""
    if isinstance(node, ast.SymbolExpression):
        return titles.get(node.name, node.name)
    if isinstance(node, ast.LogicExpression):
        return _joined(node, titles, unit)
    if isinstance(node, ast.UnaryExpression) and node.type == "not":
        return _denied(node.right, titles, unit)
    if isinstance(node, ast.ContainsExpression):
        values = [part.value for part in node.container.value]
        return _listed(node.member, values, titles)
    if isinstance(node, ast.ComparisonExpression):
        return _compared(node, titles, unit)
    return None


def _joined(node: ast.LogicExpression, titles: Titles, unit: str) -> Message | None:
    """Return parts joined by "and" or "or"; a currency among them goes behind the sums."""
    parts = list(_chain(node, node.type))
    if node.type == "and":
        parts, unit = _with_currency(parts, unit)
    words = [_within(part, titles, unit) for part in parts]
    if None in words:
        return None
    text = words[-1]
    for word in words[-2::-1]:
        both = {"first": word, "others": text}
        if node.type == "and":
            text = _("text_values_and", default="${first} and ${others}", mapping=both)
        else:
            text = _("text_values_or", default="${first} or ${others}", mapping=both)
    return text


def _within(node: ast.ExpressionBase, titles: Titles, unit: str) -> Message | str | None:
    """Return a part of a longer condition, in parentheses where it is itself one."""
    words = _said(node, titles, unit)
    if words is None or not isinstance(node, ast.LogicExpression):
        return words
    return _("text_condition_group", default="(${condition})", mapping={"condition": words})


def _chain(node: ast.ExpressionBase, sign: str) -> Iterator[ast.ExpressionBase]:
    """Yield the parts that one and the same sign joins."""
    if isinstance(node, ast.LogicExpression) and node.type == sign:
        yield from _chain(node.left, sign)
        yield from _chain(node.right, sign)
    else:
        yield node


def _with_currency(
    parts: list[ast.ExpressionBase], unit: str
) -> tuple[list[ast.ExpressionBase], str]:
    """Return the parts without the demand for one currency, and that currency."""
    found = [part for part in parts if _currency(part)]
    others = [part for part in parts if part not in found]
    if len(found) == 1 and any(_is_sum(part) for part in others):
        return others, _currency(found[0])
    return parts, unit


def _currency(node: ast.ExpressionBase) -> str:
    """Return the currency that a comparison demands, "" when it demands none."""
    if not isinstance(node, ast.ComparisonExpression) or node.type != "eq":
        return ""
    if not isinstance(node.left, ast.SymbolExpression) or node.left.name != CURRENCY:
        return ""
    return node.right.value if isinstance(node.right, ast.StringExpression) else ""


def _is_sum(node: ast.ExpressionBase) -> bool:
    """Tell whether a node compares a sum of money with a number."""
    sides = (getattr(node, "left", None), getattr(node, "right", None))
    return (
        isinstance(node, ast.ComparisonExpression)
        and any(isinstance(s, ast.SymbolExpression) and s.name in MONEY for s in sides)
        and any(isinstance(s, ast.FloatExpression) for s in sides)
    )


def _denied(node: ast.ExpressionBase, titles: Titles, unit: str) -> Message | None:
    """Return the denial of a node: it holds for empty fields, too, so nothing is turned round."""
    words = _said(node, titles, unit)
    if words is None:
        return None
    return _("text_condition_not", default="not (${condition})", mapping={"condition": words})


def _listed(
    member: ast.ExpressionBase, values: Sequence[object], titles: Titles
) -> Message | None:
    """Return a field that is one of several values."""
    if not isinstance(member, ast.SymbolExpression):
        return None
    return _(
        "text_condition_in",
        default="${field} is one of ${values}",
        mapping={
            "field": titles.get(member.name, member.name),
            "values": ", ".join(shown(value) for value in values),
        },
    )


def _compared(node: ast.ComparisonExpression, titles: Titles, unit: str) -> Message | None:
    """Return the comparison of a field with a value; None for any other."""
    field, value, sign = node.left, node.right, node.type
    if isinstance(value, ast.SymbolExpression):
        turned = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt"}
        field, value, sign = value, field, turned.get(sign, sign)
    if not isinstance(field, ast.SymbolExpression):
        return None
    said = {"field": titles.get(field.name, field.name)}
    if isinstance(value, ast.NullExpression):
        if sign == "eq":
            return _("text_field_empty", default="${field} is empty", mapping=said)
        return _("text_field_filled", default="${field} is filled in", mapping=said)
    if isinstance(value, ast.BooleanExpression):
        if value.value is (sign == "eq"):
            return _("text_field_yes", default="${field} is yes", mapping=said)
        return _("text_field_no", default="${field} is no", mapping=said)
    if type(value) not in LITERALS:
        return None
    text = shown(value.value)
    said["value"] = f"{text}{THIN}{unit}" if unit and field.name in MONEY else text
    return _sign(sign, said)


def _sign(sign: str, said: Mapping[str, str]) -> Message:
    """Return the sentence of a comparison."""
    messages = {
        "ge": _("text_condition_from", default="${field} from ${value}", mapping=said),
        "gt": _("text_condition_above", default="${field} above ${value}", mapping=said),
        "le": _("text_condition_up_to", default="${field} up to ${value}", mapping=said),
        "lt": _("text_condition_below", default="${field} below ${value}", mapping=said),
        "eq": _("text_field_value", default="${field} = ${value}", mapping=said),
        "ne": _("text_condition_not_value", default="${field} other than ${value}", mapping=said),
    }
    return messages[sign]
