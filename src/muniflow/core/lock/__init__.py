"""The write lock: writers queue at the publisher's door, readers never wait."""

from muniflow.core.lock.operations import alone
from muniflow.core.lock.operations import lock_of
from muniflow.core.lock.operations import writing

__all__ = ["alone", "lock_of", "writing"]
