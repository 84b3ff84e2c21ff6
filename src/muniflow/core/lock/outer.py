"""The outer door, before Zope: who waits here has no database connection yet.

Whoever gets the turn then opens the connection that the writer before has just given back,
whose cache is warm, and sees the present state from the start. Without this filter in the
pipeline the inner door does the same, only slower.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from muniflow.core.lock import door
from muniflow.core.lock.errors import WritersBusy
from muniflow.core.lock.factory import lock_for
from muniflow.core.lock.rules import queues_early

import Zope2

Environ = dict[str, object]
Application = Callable[[Environ, Callable[..., object]], Iterable[bytes]]


class OuterDoor:
    """Holds the write lock around a whole writing request, but not around sending the answer."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        """Answer a request; one that is turned away is answered by the publisher with 503."""
        length = str(environ.get("CONTENT_LENGTH") or "")
        if not queues_early(str(environ["REQUEST_METHOD"]), length):
            return self.application(environ, start_response)
        try:
            door.enter_early(environ, lock_for(Zope2.DB))
        except WritersBusy as error:
            environ[door.REFUSED] = error
        try:
            return self.application(environ, start_response)
        finally:
            door.leave_early()


def filter_app(application: Application, global_config: Mapping[str, str], **_: str) -> OuterDoor:
    """Put the door into a pipeline of PasteDeploy (``paste.filter_app_factory``)."""
    return OuterDoor(application)
