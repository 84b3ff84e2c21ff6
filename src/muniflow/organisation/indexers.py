"""What the catalog keeps of where things lie."""

from muniflow.organisation.interfaces import IPost
from muniflow.organisation.naming import post_title
from muniflow.organisation.operations import organisation_of
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer


@indexer(IDexterityContent)
def organisation(obj: IDexterityContent) -> str:
    """The id of the organisation around the object, none at the root."""
    found = organisation_of(obj)
    if found is None:
        raise AttributeError("organisation")
    return found.getId()


@indexer(IPost)
def title(post: IPost) -> str:
    """Who holds what; a post has no title of its own."""
    return post_title(post)
