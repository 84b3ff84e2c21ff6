"""The kinds of contract that people start."""

from muniflow import _
from muniflow.registry.interfaces import Startable

OUTGOING = Startable(
    _("start_outgoing", default="An outgoing contract"),
    _("start_outgoing_help", default="We draft it, our partner signs it after us."),
    order=20,
)
INCOMING = Startable(
    _("start_incoming", default="An incoming contract"),
    _("start_incoming_help", default="A partner sent it; we review, negotiate and sign."),
    order=30,
)
