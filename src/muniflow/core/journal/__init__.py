"""The append-only journal of an organisation: written with the act, sealed day by day."""

from muniflow.core.journal.ledger import Journal
from muniflow.core.journal.recording import channel
from muniflow.core.journal.recording import journalled_of
from muniflow.core.journal.recording import record
from muniflow.core.journal.spool import later
from muniflow.core.journal.spool import viewed

__all__ = ["Journal", "channel", "journalled_of", "later", "record", "viewed"]
