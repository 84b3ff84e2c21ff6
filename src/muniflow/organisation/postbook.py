"""The posts of one organisation, kept together so that rights need no search."""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collections.abc import Mapping
from muniflow.organisation.rules import PostRecord
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations

KEY = "muniflow.postbook"


class PostBook(Persistent):
    """Posts by UID and by person; units with the unit around them and their title."""

    def __init__(self) -> None:
        self.posts = OOBTree()
        self.people = OOBTree()
        self.units = OOBTree()

    def put(self, uid: str, post: PostRecord) -> None:
        """Enter a post, or replace what was known of it."""
        self.drop(uid)
        self.posts[uid] = post
        self.people[post.person] = (*self.people.get(post.person, ()), uid)

    def drop(self, uid: str) -> None:
        """Forget a post; nothing happens when it is unknown."""
        post = self.posts.pop(uid, None)
        if post is None:
            return
        rest = tuple(u for u in self.people[post.person] if u != uid)
        if rest:
            self.people[post.person] = rest
        else:
            del self.people[post.person]

    def of(self, person: str) -> Iterator[PostRecord]:
        """Yield the posts of a person, past and future ones included."""
        for uid in self.people.get(person, ()):
            yield self.posts[uid]

    def put_unit(self, unit: str, parent: str, title: str) -> None:
        """Enter a unit with the id of the unit around it, "" at the top."""
        self.units[unit] = (parent, title)

    def drop_unit(self, unit: str) -> None:
        """Forget a unit."""
        self.units.pop(unit, None)

    def parents(self) -> Mapping[str, str]:
        """Return for every unit the id of the unit around it."""
        return {unit: parent for unit, (parent, _title) in self.units.items()}

    def title_of(self, unit: str) -> str:
        """Return the title of a unit, its id when it is unknown."""
        return self.units.get(unit, ("", unit))[1]


def book_of(organisation: object) -> PostBook:
    """Return the post book of an organisation, an empty unsaved one if there is none yet."""
    return IAnnotations(organisation).get(KEY) or PostBook()


def writable_book(organisation: object) -> PostBook:
    """Return the post book of an organisation for changing it."""
    annotations = IAnnotations(organisation)
    if KEY not in annotations:
        annotations[KEY] = PostBook()
    return annotations[KEY]
