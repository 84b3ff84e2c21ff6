"""Writes a definition as an ordinary DCWorkflow, which the rest of Plone understands."""

from muniflow.organisation.interfaces import DELEGATE_ROLE
from muniflow.organisation.interfaces import ENGINE_ROLE
from muniflow.process.definition import Definition
from muniflow.process.definition import dump
from muniflow.process.definition import PERSON
from muniflow.process.definition import State
from muniflow.process.definition import Transition
from muniflow.process.rules import actors
from muniflow.process.rules import MANAGED_PERMISSIONS
from muniflow.process.rules import permission_roles
from muniflow.process.rules import role_of
from Products.CMFCore.interfaces import IWorkflowTool
from Products.DCWorkflow.DCWorkflow import DCWorkflowDefinition
from Products.DCWorkflow.Transitions import TRIGGER_USER_ACTION

STATE_VARIABLE = "review_state"
TEXT = "muniflow_definition"
"""The attribute of the workflow that holds its definition as JSON."""

VARIABLES: dict[str, tuple[str, str]] = {
    "action": ("The decision that led here", "transition/getId|nothing"),
    "actor": ("Who took it", "user/getId"),
    "comments": ("What was said", "state_change/kwargs/comment|string:"),
    "acting_as": ("As what it was taken", "state_change/kwargs/acting_as|string:"),
    "time": ("When it was taken", "object/@@muniflow-moment|state_change/getDateTime"),
}
"""Description and expression of each variable; fixed texts, none of them comes from a user."""


def install(tool: IWorkflowTool, definition: Definition) -> DCWorkflowDefinition:
    """Add the workflow of a definition to the tool and return it."""
    tool._setObject(definition.id, DCWorkflowDefinition(definition.id))
    workflow = tool[definition.id]
    workflow.title = f"{definition.name} ({definition.version})"
    workflow.state_var = STATE_VARIABLE
    workflow.permissions = MANAGED_PERMISSIONS
    setattr(workflow, TEXT, dump(definition))
    for state in definition.states.values():
        _add_state(workflow, definition, state)
    for transition in definition.transitions.values():
        _add_transition(workflow, definition, transition)
    workflow.states.setInitialState(definition.initial)
    _add_variables(workflow)
    return workflow


def _add_state(workflow: DCWorkflowDefinition, definition: Definition, state: State) -> None:
    """Add a state with its permissions."""
    workflow.states.addState(state.id)
    added = workflow.states[state.id]
    added.setProperties(title=state.name, transitions=state.transitions)
    for permission, roles in permission_roles(definition, state).items():
        added.setPermission(permission, 0, list(roles))


def guard_roles(definition: Definition, transition: Transition) -> tuple[str, ...]:
    """Return the roles that may take a transition; nobody holds the engine's.

    Whoever was handed a step decides in it; what the responsible person alone may do in
    others' steps, as withdrawing, is not handed over with them.
    """
    if transition.trigger != PERSON:
        return (ENGINE_ROLE,)
    role = role_of(transition.function)
    handed = transition.function in actors(definition.states[transition.source])
    return (role, DELEGATE_ROLE) if handed else (role,)


def _add_transition(
    workflow: DCWorkflowDefinition, definition: Definition, transition: Transition
) -> None:
    """Add a transition that only the acting roles may take, and only when it passes."""
    workflow.transitions.addTransition(transition.id)
    by_person = transition.trigger == PERSON
    workflow.transitions[transition.id].setProperties(
        title=transition.name,
        new_state_id=transition.target,
        trigger_type=TRIGGER_USER_ACTION,
        actbox_name=transition.name.replace("%", "%%") if by_person else "",
        actbox_url="%(content_url)s" if by_person else "",
        actbox_category="workflow",
        props={
            "guard_roles": ";".join(guard_roles(definition, transition)),
            # The id is a slug of ours; the condition itself never becomes an expression.
            "guard_expr": f"object/@@muniflow-passes/{transition.id}",
        },
    )


def _add_variables(workflow: DCWorkflowDefinition) -> None:
    """Add what is remembered of each transition, named as in Plone's own workflows."""
    for name, (description, expression) in VARIABLES.items():
        workflow.variables.addVariable(name)
        workflow.variables[name].setProperties(
            description=description, default_expr=expression, for_status=1, update_always=1
        )
    workflow.variables.addVariable("review_history")
    workflow.variables["review_history"].setProperties(
        description="The decisions so far",
        default_expr="state_change/getHistory",
        props={"guard_permissions": "View"},
    )
