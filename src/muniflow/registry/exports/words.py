"""The words of a register's values, on paper and on screen."""

from muniflow import _
from muniflow.registry.arrivals.interfaces import CARRIERS as CARRIERS
from muniflow.registry.arrivals.interfaces import MODES as MODES
from muniflow.registry.interfaces import INCOMING
from muniflow.registry.interfaces import INTERNAL
from muniflow.registry.interfaces import OUTGOING

DIRECTIONS = {
    INCOMING: _("direction_incoming", default="Incoming"),
    OUTGOING: _("direction_outgoing", default="Outgoing"),
    INTERNAL: _("direction_internal", default="Internal"),
}
