"""The face of the process domain."""

from collections.abc import Mapping
from muniflow import _
from muniflow.process.definition import BACKWARD as BACKWARD
from muniflow.process.definition import Definition as Definition
from muniflow.process.definition import FORWARD as FORWARD
from muniflow.process.definition import State as State
from muniflow.process.definition import Transition as Transition
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zope import schema
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


class IProcessLibrary(model.Schema):
    """The container of the processes of a site."""


class IProcess(model.Schema):
    """A process: its drawing now, and the versions published from it."""

    title = schema.TextLine(title=_("label_title", default="Title"))
    description = schema.Text(
        title=_("label_description", default="Description"), required=False, missing_value=""
    )
    bpmn = NamedBlobFile(
        title=_("label_bpmn_file", default="BPMN file"),
        description=_(
            "help_bpmn_file",
            default="The drawing as BPMN 2.0. It takes effect when it is published.",
        ),
    )
