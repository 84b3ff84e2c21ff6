"""The face of the process domain."""

from collections.abc import Mapping
from zope.interface import Attribute
from zope.interface import Interface


class IProcessBound(Interface):
    """Something that goes through a process; it stays on the version it started with."""

    process_version = Attribute("Workflow id of the version it is bound to; empty before.")


class IConditionFields(Interface):
    """The fields conditions may ask for; a utility named by the portal type."""

    def fields() -> Mapping[str, str]:
        """Return the type of each field, see muniflow.process.conditions.TYPES."""


class IConditionValues(Interface):
    """The values of the fields now; adapts a process-bound object."""

    def values() -> Mapping[str, object]:
        """Return the value of every declared field, None for an empty one."""
