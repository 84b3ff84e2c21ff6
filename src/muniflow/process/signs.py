"""The signs of the BPMN notation as paths, and how a drawing looks."""

STYLE = """
.mf-bpmn{font:12px system-ui,sans-serif;color:var(--mf-ink,#1b2430)}
.mf-bpmn text{fill:currentColor}
.mf-bpmn .line{fill:none;stroke:var(--mf-soft,#566273);stroke-width:1.4}
.mf-bpmn .shape{fill:var(--mf-card,#fff);stroke:currentColor;stroke-width:1.4}
.mf-bpmn .lane{fill:var(--mf-sunk,#f0f3f6);fill-opacity:.5;stroke:var(--mf-edge,#7d8998)}
.mf-bpmn .tip{fill:var(--mf-soft,#566273)}
.mf-bpmn .sign{fill:none;stroke:currentColor;stroke-width:1.2;stroke-linejoin:round}
.mf-bpmn .full{fill:currentColor;stroke:var(--mf-card,#fff)}
.mf-bpmn .thick{stroke-width:3.4}
.mf-bpmn .dashed{stroke-dasharray:5 4}
.mf-bpmn .dotted{stroke-dasharray:1 4;stroke-linecap:round}
.mf-bpmn .label{font-size:11px;paint-order:stroke;stroke:var(--mf-card,#fff);stroke-width:3px}
.mf-bpmn .strong{font-weight:600}
.mf-bpmn .pill{fill:var(--mf-card,#fff);stroke:var(--mf-edge,#7d8998)}
.mf-bpmn .dot{fill:var(--mf-soft,#566273)}
.mf-bpmn .dot+path{fill:none;stroke:var(--mf-card,#fff);stroke-width:2.2;stroke-linecap:round}
.mf-bpmn .is-done .shape{stroke:var(--mf-edge,#7d8998)}
.mf-bpmn .is-done .dot{fill:var(--mf-ok,#166534)}
.mf-bpmn .line.is-done{stroke:var(--mf-ok,#166534);stroke-width:2.4}
.mf-bpmn .is-now .shape{fill:var(--mf-soon-soft,#fff6dd);stroke:var(--mf-now,#d99a00);
stroke-width:3.4}
.mf-bpmn .is-now>text{font-weight:600}
.mf-bpmn .is-now .dot{fill:var(--mf-soon,#855600)}
.mf-bpmn g.is-off,.mf-bpmn .label.is-off{opacity:.42}
.mf-bpmn .line.is-off{stroke:color-mix(in srgb,var(--mf-soft,#566273) 40%,var(--mf-card,#fff))}
.mf-bpmn .tip.is-off{fill:color-mix(in srgb,var(--mf-soft,#566273) 40%,var(--mf-card,#fff))}
.mf-bpmn :is(.tip.is-done,.tip.is-added){fill:var(--mf-ok,#166534)}
.mf-bpmn .tip.is-removed{fill:var(--mf-late,#b42318)}
.mf-bpmn .tip.is-changed{fill:var(--mf-soon,#855600)}
.mf-bpmn .is-added .shape{fill:var(--mf-ok-soft,#e8f5ec);stroke:var(--mf-ok,#166534);
stroke-width:2.6}
.mf-bpmn .is-added .dot{fill:var(--mf-ok,#166534)}
.mf-bpmn .line.is-added{stroke:var(--mf-ok,#166534);stroke-width:2.6}
.mf-bpmn :is(.is-removed,.is-refused) .shape{fill:var(--mf-late-soft,#fdeeec);
stroke:var(--mf-late,#b42318);stroke-width:2.6;stroke-dasharray:6 3}
.mf-bpmn :is(.is-removed,.is-refused) .dot{fill:var(--mf-late,#b42318)}
.mf-bpmn .line.is-removed{stroke:var(--mf-late,#b42318);stroke-width:2.6;stroke-dasharray:6 3}
.mf-bpmn .is-changed .shape{fill:var(--mf-soon-soft,#fff6dd);stroke:var(--mf-soon,#855600);
stroke-width:2.6}
.mf-bpmn .is-changed .dot{fill:var(--mf-soon,#855600)}
.mf-bpmn .line.is-changed{stroke:var(--mf-soon,#855600);stroke-width:2.6}
"""

ENVELOPE = "M-8 -5.5 H8 V5.5 H-8 Z M-8 -5.5 L0 1.5 L8 -5.5"

GATEWAYS = {
    "exclusiveGateway": "M-7 -8 L7 8 M7 -8 L-7 8",
    "parallelGateway": "M0 -11 V11 M-11 0 H11",
    "inclusiveGateway": "M-9 0 A9 9 0 1 0 9 0 A9 9 0 1 0 -9 0",
    "complexGateway": "M0 -11 V11 M-11 0 H11 M-8 -8 L8 8 M8 -8 L-8 8",
    "eventBasedGateway": "M-12 0 A12 12 0 1 0 12 0 A12 12 0 1 0 -12 0 "
    "M0 -7 L7 -2 L4.5 6 H-4.5 L-7 -2 Z",
}

EVENTS = {
    "timerEventDefinition": "M0 -9 A9 9 0 1 0 .01 -9 M0 -6 V0 L4 2.5",
    "messageEventDefinition": ENVELOPE,
    "signalEventDefinition": "M0 -8 L8 6 H-8 Z",
    "errorEventDefinition": "M-8 7 L-3 -7 L2 2 L8 -7 L3 7 L-2 -2 Z",
    "escalationEventDefinition": "M0 -8 L6 7 L0 1 L-6 7 Z",
    "conditionalEventDefinition": "M-6 -8 H6 V8 H-6 Z M-3 -4 H3 M-3 0 H3 M-3 4 H3",
    "linkEventDefinition": "M-8 -3 H2 V-7 L9 0 L2 7 V3 H-8 Z",
    "compensateEventDefinition": "M0 -6 V6 L-8 0 Z M8 -6 V6 L0 0 Z",
    "cancelEventDefinition": "M-6 -6 L6 6 M6 -6 L-6 6",
    "terminateEventDefinition": "M-8 0 A8 8 0 1 0 8 0 A8 8 0 1 0 -8 0",
}
"""What is inside an event, around its middle."""
SEVERAL = "M0 -8 L8 -2 L5 7 H-5 L-8 -2 Z"
"""What is inside an event with more than one cause."""
THROWING = ("endEvent", "intermediateThrowEvent")

TASKS = {
    "manualTask": "M-7 0 L-2 -5 L1 -3 L-2 -1 H7 V1 H0 H7 V3 H0 H6 V5 H-4 L-7 3 Z",
    "serviceTask": "M0 -4 A4 4 0 1 0 .01 -4 M0 -7 V-4 M0 4 V7 M-7 0 H-4 M4 0 H7 "
    "M-5 -5 L-3 -3 M3 3 L5 5 M-5 5 L-3 3 M3 -3 L5 -5",
    "sendTask": ENVELOPE,
    "receiveTask": ENVELOPE,
    "scriptTask": "M-4 -6 H5 C1 -2 6 2 2 6 H-6 C-2 2 -7 -2 -4 -6 M-3 -3 H2 M-1.5 0 H3 M-2.5 3 H2",
    "businessRuleTask": "M-7 -5 H7 V5 H-7 Z M-7 -2 H7 M-3 -2 V5 M-7 1.5 H7",
}
"""What stands in the corner of a task that is done by no person at a screen."""
FULL_TASKS = ("sendTask",)

LOOPS = {
    "multiInstanceLoopCharacteristics": "M-4 -5 V5 M0 -5 V5 M4 -5 V5",
    "standardLoopCharacteristics": "M-2 5 A5 5 0 1 1 2 5 M-6 5 H-2 V1",
}
"""What stands at the lower edge of an activity that is done several times."""
ONE_BY_ONE = "M-5 -4 H5 M-5 0 H5 M-5 4 H5"
"""The same for people who are asked one after the other."""
CLOSED = "M-6 -6 H6 V6 H-6 Z M-4 0 H4 M0 -4 V4"
"""The sign of a sub-process whose inside is not drawn."""

BADGES = {
    "done": "M-4 0 L-1 3.5 L4.5 -3.5",
    "now": "M-2.5 -4 L3 0 L-2.5 4",
    "refused": "M-3.5 -3.5 L3.5 3.5 M3.5 -3.5 L-3.5 3.5",
    "added": "M-4.5 0 H4.5 M0 -4.5 V4.5",
    "removed": "M-4.5 0 H4.5",
    "changed": "M-4.5 -2 H4.5 M-4.5 2.5 H4.5 M2.5 -5 L-2.5 5.5",
}
"""The sign of a mark, so that its colour never speaks alone."""
