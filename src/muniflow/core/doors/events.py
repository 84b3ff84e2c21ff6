"""What happens at the doors."""

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent
from ZPublisher.BaseRequest import BaseRequest


class IApproached(IObjectEvent):
    """Sent while a path is walked, when it comes to something that is closed to many."""

    request = Attribute("The request whose path it is.")


@implementer(IApproached)
class Approached(ObjectEvent):
    """Somebody, not yet known who, is on the way to an object."""

    def __init__(self, obj: object, request: BaseRequest) -> None:
        super().__init__(obj)
        self.request = request
