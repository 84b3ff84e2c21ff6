"""The face of the process domain."""

from collections.abc import Mapping
from muniflow import _
from muniflow.process.definition import Action as Action
from muniflow.process.definition import BACKWARD as BACKWARD
from muniflow.process.definition import Branch as Branch
from muniflow.process.definition import BY_ENGINE as BY_ENGINE
from muniflow.process.definition import BY_FUNCTION as BY_FUNCTION
from muniflow.process.definition import BY_RESPONSIBLE as BY_RESPONSIBLE
from muniflow.process.definition import CALL as CALL
from muniflow.process.definition import Definition as Definition
from muniflow.process.definition import ENTERED as ENTERED
from muniflow.process.definition import FORWARD as FORWARD
from muniflow.process.definition import GATE as GATE
from muniflow.process.definition import LATER as LATER
from muniflow.process.definition import MESSAGE as MESSAGE
from muniflow.process.definition import MOVE as MOVE
from muniflow.process.definition import PERSON as PERSON
from muniflow.process.definition import REMIND as REMIND
from muniflow.process.definition import State as State
from muniflow.process.definition import TIMER as TIMER
from muniflow.process.definition import Timer as Timer
from muniflow.process.definition import Transition as Transition
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zope import schema
from zope.i18nmessageid import Message
from zope.interface import Attribute
from zope.interface import Interface


class IProcessBound(Interface):
    """Something that goes through a process; it stays on the version it started with."""

    process_version = Attribute("Workflow id of the version it is bound to; empty before.")


class IConditionFields(Interface):
    """The fields conditions may ask for; a utility named by the portal type."""

    def fields() -> Mapping[str, str]:
        """Return the type of each field, see muniflow.process.conditions.TYPES."""

    def titles() -> Mapping[str, Message]:
        """Return what people call each field."""


class IConditionValues(Interface):
    """The values of the fields now; adapts a process-bound object."""

    def values() -> Mapping[str, object]:
        """Return the value of every declared field, None for an empty one."""


class IDecisionGuard(Interface):
    """Something with a say in every transition; a subscription adapter of a bound object."""

    def offered(transition: Transition) -> bool:
        """Tell whether a transition would be the present user's, rules aside."""

    def refusal(transition: Transition) -> Message | None:
        """Return why the present user may not take a transition, None if nothing is against."""


class IProcessAction(Interface):
    """What a service or send task can do; a utility named as in muniflow:action."""

    title = Attribute("What people call it, a message.")
    values = Attribute("The attributes it knows: a mapping of names to True where required.")

    def perform(case: IProcessBound, action: Action) -> None:
        """Do it to a case; raises an error with a sentence when it cannot be done."""


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
