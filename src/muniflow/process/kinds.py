"""What people call the kinds of elements of a drawing."""

from collections.abc import Mapping
from muniflow import _
from zope.i18nmessageid import Message

KINDS: Mapping[str, Message] = {
    "process": _("label_kind_process", default="process"),
    "lane": _("label_kind_lane", default="lane"),
    "sequenceFlow": _("label_kind_flow", default="flow"),
    "task": _("label_kind_task", default="task without a kind"),
    "userTask": _("label_kind_user_task", default="user task"),
    "manualTask": _("label_kind_manual_task", default="manual task"),
    "serviceTask": _("label_kind_service_task", default="service task"),
    "sendTask": _("label_kind_send_task", default="send task"),
    "receiveTask": _("label_kind_receive_task", default="receive task"),
    "scriptTask": _("label_kind_script_task", default="script task"),
    "businessRuleTask": _("label_kind_rule_task", default="business rule task"),
    "callActivity": _("label_kind_call", default="call activity"),
    "subProcess": _("label_kind_sub_process", default="sub-process"),
    "transaction": _("label_kind_transaction", default="transaction"),
    "adHocSubProcess": _("label_kind_ad_hoc", default="ad-hoc sub-process"),
    "exclusiveGateway": _("label_kind_exclusive", default="exclusive gateway"),
    "parallelGateway": _("label_kind_parallel", default="parallel gateway"),
    "inclusiveGateway": _("label_kind_inclusive", default="inclusive gateway"),
    "eventBasedGateway": _("label_kind_event_based", default="event-based gateway"),
    "complexGateway": _("label_kind_complex", default="complex gateway"),
    "startEvent": _("label_kind_start", default="start event"),
    "endEvent": _("label_kind_end", default="end event"),
    "intermediateCatchEvent": _("label_kind_catch", default="catching event"),
    "intermediateThrowEvent": _("label_kind_throw", default="throwing event"),
    "boundaryEvent": _("label_kind_boundary", default="event on an edge"),
    "textAnnotation": _("label_kind_note", default="note"),
    "association": _("label_kind_association", default="line to a note"),
    "group": _("label_kind_group", default="group"),
    "participant": _("label_kind_pool", default="pool"),
    "messageFlow": _("label_kind_message_flow", default="message flow"),
    "dataObject": _("label_kind_data", default="data"),
    "dataObjectReference": _("label_kind_data", default="data"),
    "dataStoreReference": _("label_kind_store", default="data store"),
}


def kind_words(kind: str) -> Message | str:
    """Return what people call a kind; one without a word of ours keeps its BPMN name."""
    return KINDS.get(kind, kind)
