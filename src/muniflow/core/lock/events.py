"""What the write lock tells the others."""

from muniflow.core.interfaces import IDatabaseRefreshed
from zope.interface import implementer
from ZPublisher.BaseRequest import BaseRequest


@implementer(IDatabaseRefreshed)
class DatabaseRefreshed:
    """See IDatabaseRefreshed."""

    def __init__(self, request: BaseRequest) -> None:
        self.request = request
