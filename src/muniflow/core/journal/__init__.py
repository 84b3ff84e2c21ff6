"""The append-only journal of an organisation: written with the act, sealed day by day."""

from muniflow.core.journal.ledger import Journal
from muniflow.core.journal.recording import channel
from muniflow.core.journal.recording import journalled_of
from muniflow.core.journal.recording import record

__all__ = ["Journal", "channel", "journalled_of", "record"]
