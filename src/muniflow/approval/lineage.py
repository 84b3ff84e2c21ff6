"""The versions of its process a case has gone through, and the order of all their steps."""

from Acquisition import aq_base
from collections.abc import Mapping
from muniflow.core.errors import Invalid
from muniflow.process.interfaces import Definition
from muniflow.process.operations import definition
from muniflow.process.operations import definition_of
from muniflow.process.operations import merged_order
from muniflow.registry.interfaces import ICase


def lineage(case: ICase) -> list[Definition]:
    """Return the versions a case has gone through, the present one first."""
    present = definition_of(case)
    histories: Mapping[str, tuple] = getattr(aq_base(case), "workflow_history", None) or {}
    left = {id_: lines[-1]["time"] for id_, lines in histories.items() if lines}
    before = sorted((id_ for id_ in left if id_ != present.id), key=left.get, reverse=True)
    return [present, *(found for id_ in before if (found := _known(id_)) is not None)]


def order_over(case: ICase) -> dict[str, float]:
    """Return the place of every step that a case may have acts of, those of old versions too."""
    return merged_order(lineage(case))


def _known(workflow_id: str) -> Definition | None:
    """Return a version; None for a workflow that is none of ours."""
    try:
        return definition(workflow_id)
    except Invalid:
        return None
