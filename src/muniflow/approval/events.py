"""What the domain announces."""

from dataclasses import dataclass
from muniflow.approval.records import Act
from muniflow.registry.interfaces import ICase
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class IActDone(Interface):
    """Something was done on a case: a decision, a sign-off, or what is done beside them."""

    object = Attribute("The case.")
    act = Attribute("The act, see muniflow.approval.records.Act.")
    entered = Attribute("True when the case is now in another step than before.")


@implementer(IActDone)
@dataclass(frozen=True)
class ActDone:
    """See IActDone."""

    object: ICase
    act: Act
    entered: bool = False
