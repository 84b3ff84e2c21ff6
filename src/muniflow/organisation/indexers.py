"""What the catalog keeps, and does not keep, of posts."""

from datetime import date
from muniflow.organisation.interfaces import IPost
from plone.indexer import indexer


@indexer(IPost)
def since(post: IPost) -> date:
    """Keep the beginning of a post out of the index of that name, which is about steps."""
    raise AttributeError("since")
