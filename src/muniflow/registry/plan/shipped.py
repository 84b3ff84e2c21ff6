"""The filing plans that come with the country packs, and plans read from files."""

from collections.abc import Iterator
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from muniflow import _
from muniflow.core import sheets
from muniflow.core.errors import Invalid
from muniflow.registry.plan.rules import parse
from muniflow.registry.plan.rules import Plan

import yaml

COLUMNS = ("id", "title", "years", "mark", "until")
LARGEST = 1024 * 1024
"""Bytes of a plan in YAML."""


@cache
def plan_of(country: str) -> Plan:
    """Return the filing plan of a country pack; empty when the pack ships none."""
    source = files("muniflow").joinpath("profiles", country, "plan.yaml")
    if not source.is_file():
        return ()
    return from_yaml(source.read_bytes(), f"profiles/{country}/plan.yaml")


def read_plan(data: bytes, filename: str) -> Plan:
    """Return the items of a plan in YAML, XLSX or CSV; raises Invalid."""
    if filename.lower().endswith((".yaml", ".yml")):
        return from_yaml(data, filename)
    return from_sheet(data, filename)


def from_yaml(data: bytes, filename: str) -> Plan:
    """Return the items of a YAML file: a list below ``items``, or the list alone."""
    if len(data) > LARGEST:
        raise _unreadable(filename)
    try:
        loaded = yaml.safe_load(data)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _unreadable(filename) from error
    items = loaded.get("items") if isinstance(loaded, dict) else loaded
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _unreadable(filename)
    return parse(items, filename)


def from_sheet(data: bytes, filename: str) -> Plan:
    """Return the items of a spreadsheet whose first row names the columns."""
    sheet = sheets.read(data, filename)
    names = [title.strip().lower() for title in sheet.header]
    if not {"id", "title", "mark"} <= set(names):
        raise Invalid(
            _(
                "error_plan_columns",
                default="“${source}” needs the columns ${columns} in its first row.",
                mapping={"source": filename, "columns": ", ".join(COLUMNS)},
            )
        )
    return parse(_rows(sheet, names), filename)


def _rows(sheet: sheets.Sheet, names: list[str]) -> Iterator[Mapping[str, object]]:
    for row in sheet.rows:
        yield dict(zip(names, row.cells, strict=False))


def _unreadable(filename: str) -> Invalid:
    return Invalid(
        _(
            "error_plan_unreadable",
            default="“${source}” is no filing plan: it needs a list of items with id, title, "
            "years and mark.",
            mapping={"source": filename},
        )
    )
