"""What happens to registers."""

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IRegisterClosedEvent(IObjectEvent):
    """Sent while a register is being closed, before it is marked: all that counts is in it.

    An error raised on it leaves the register open.
    """

    time = Attribute("When it is closed, ISO.")
    actor = Attribute("Who closes it.")
    reason = Attribute("Why before the end of its year, else empty.")


@implementer(IRegisterClosedEvent)
class RegisterClosedEvent(ObjectEvent):
    """A register is being closed."""

    def __init__(self, register: object, *, time: str, actor: str, reason: str) -> None:
        super().__init__(register)
        self.time = time
        self.actor = actor
        self.reason = reason
