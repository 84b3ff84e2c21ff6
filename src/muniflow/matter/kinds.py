"""The kind of case that people start."""

from muniflow import _
from muniflow.registry.interfaces import Startable

GENERAL = Startable(
    _("start_general", default="A case"),
    _("start_general_help", default="A matter of any kind; the head of unit approves the reply."),
    order=10,
)
