"""The site is no network folder."""

from zope.component import adapter
from ZPublisher.interfaces import IPubStart


@adapter(IPubStart)
def publish_as_to_browsers(event: IPubStart) -> None:
    """Walk the path as for a browser, whatever the method.

    To a WebDAV client the publisher offers a place for a new file where there is nothing. That
    would tell it from what is hidden, and bring in files past every form.
    """
    event.request.maybe_webdav_client = 0
