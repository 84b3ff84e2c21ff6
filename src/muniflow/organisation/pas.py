"""PAS plugin: groups computed from posts."""

from AccessControl.class_init import InitializeClass
from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Sequence
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import groups_for
from muniflow.organisation.operations import organisations
from muniflow.organisation.postbook import book_of
from muniflow.organisation.rules import ALL
from muniflow.organisation.rules import group_id
from muniflow.organisation.rules import MEMBER
from muniflow.organisation.rules import rollup_id
from muniflow.organisation.rules import split_group
from muniflow.organisation.rules import split_personal
from Products.CMFPlone.Portal import PloneSite
from Products.PlonePAS.interfaces.group import IGroupIntrospection
from Products.PlonePAS.plugins.autogroup import VirtualGroup
from Products.PluggableAuthService.interfaces.plugins import IGroupEnumerationPlugin
from Products.PluggableAuthService.interfaces.plugins import IGroupsPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from zope.i18n import translate
from zope.interface import implementer
from ZPublisher.BaseRequest import BaseRequest

PLUGIN = "muniflow"


@implementer(IGroupsPlugin, IGroupEnumerationPlugin, IGroupIntrospection)
class PostsPlugin(BasePlugin):
    """Gives people the groups of their posts; nothing of it is stored."""

    meta_type = "muniflow posts"

    def __init__(self, id: str, title: str = "") -> None:
        self._setId(id)
        self.title = title

    @property
    def _site(self) -> PloneSite:
        """The site whose user folder this is; accounts are asked for outside of it, too."""
        return aq_parent(aq_parent(aq_inner(self)))

    def getGroupsForPrincipal(
        self, principal: object, request: BaseRequest | None = None
    ) -> Sequence[str]:
        """Return the groups of a person today."""
        # Not acquired: the tool for groups has a method of that name, too.
        if getattr(aq_base(principal), "isGroup", bool)():
            return ()
        return tuple(groups_for(principal.getId(), self._site))

    def enumerateGroups(
        self,
        id: str | Sequence[str] | None = None,
        exact_match: bool = False,
        sort_by: str | None = None,
        max_results: int | None = None,
        **kw: object,
    ) -> Sequence[dict[str, str]]:
        """Return the groups asked for by exact id; others are nobody's to browse.

        Listing them to whoever searches would tell of organisations that do not exist for
        that person.
        """
        if not exact_match or not isinstance(id, str) or self.getGroupById(id) is None:
            return ()
        return ({"id": id, "groupid": id, "title": id, "pluginid": self.getId()},)

    def getGroupById(self, group_id: str, default: object = None) -> VirtualGroup | None:
        """Return a group by id, None for one that is not ours."""
        for organisation in organisations(self._site):
            title = _title_of(organisation, group_id)
            if title:
                return VirtualGroup(group_id, title=title).__of__(self)
        return default

    def getGroupIds(self) -> Sequence[str]:
        """Return the ids of every group that somebody holds."""
        found = []
        for organisation in organisations(self._site):
            name = organisation.getId()
            found.append(rollup_id(name, MEMBER))
            found.extend(rollup_id(name, f) for f in FUNCTIONS)
            posts = book_of(organisation).posts.values()
            found.extend(sorted({group_id(name, p.unit, p.function) for p in posts}))
        return found

    def getGroups(self) -> Sequence[VirtualGroup]:
        """Return every group that somebody holds."""
        return [self.getGroupById(g) for g in self.getGroupIds()]

    def getGroupMembers(self, group_id: str) -> Sequence[str]:
        """Return the ids of those who are in a group today."""
        people = {p for o in organisations(self._site) for p in book_of(o).people}
        return tuple(sorted(p for p in people if group_id in groups_for(p, self._site)))


InitializeClass(PostsPlugin)


def _title_of(organisation: object, group: str) -> str:
    """Return what a group of an organisation is called, "" for a group that is not its own."""
    parts = split_group(group)
    if parts is not None and parts[0] == organisation.getId():
        return _title(organisation, parts[1], parts[2])
    person = split_personal(group)
    if person is not None and person[0] == organisation.getId():
        return f"{organisation.title} · {full_name(person[1])}"
    return ""


def _title(organisation: object, unit: str, function: str) -> str:
    name = translate(FUNCTIONS[function].title) if function in FUNCTIONS else ""
    place = "" if unit == ALL else book_of(organisation).title_of(unit)
    return " · ".join(part for part in (organisation.title, place, name) if part)
