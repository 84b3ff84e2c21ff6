"""What makes a register right; plain values in, plain values out."""

from muniflow import _
from muniflow.registry.audit import audit as audit
from muniflow.registry.audit import DOUBLE as DOUBLE
from muniflow.registry.audit import Finding as Finding
from muniflow.registry.audit import GAP as GAP
from muniflow.registry.audit import NO_REASON as NO_REASON
from muniflow.registry.errors import ReasonMissing


def check_reason(reason: str) -> str:
    """Return the reason trimmed; raises ReasonMissing when it says nothing."""
    text = reason.strip()
    if len(text) < 3:
        raise ReasonMissing(
            _(
                "error_void_reason",
                default="Say why the number is void: an auditor will read it.",
            )
        )
    return text
