"""What is said of containers that were kept as they are."""

from muniflow import _
from zope.i18nmessageid import Message

KEPT_WHOLE: dict[str, Message] = {
    "members": _("kept_members", default="it has more members than are unpacked"),
    "size": _("kept_size", default="its members are larger than what is unpacked"),
    "ratio": _("kept_ratio", default="“${member}” grows beyond measure when it is unpacked"),
    "path": _("kept_path", default="“${member}” is no safe name for a file"),
    "double": _("kept_double", default="“${member}” is in it twice"),
    "encrypted": _("kept_encrypted", default="“${member}” is encrypted"),
    "header": _("kept_header", default="the header of the mail is longer than is read"),
    "nesting": _("kept_nesting", default="its parts lie too deep inside each other"),
    "empty": _("kept_empty", default="there is nothing in it"),
    "broken": _("kept_broken", default="it is damaged"),
    "slow": _("kept_slow", default="reading it takes too long"),
}


def kept_because(reason: str, member: str) -> Message:
    """Return why a container was kept as it is."""
    text = KEPT_WHOLE.get(reason, KEPT_WHOLE["broken"])
    return Message(text, mapping={"member": member})
