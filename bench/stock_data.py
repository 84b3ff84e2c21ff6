"""A stock Plone site with a folder of documents."""

from bench.people import PASSWORD
from OFS.Application import Application
from plone import api
from plone.app.textfield.value import RichTextValue
from Products.CMFPlone.factory import addPloneSite
from Products.CMFPlone.Portal import PloneSite
from zope.component.hooks import setSite

import transaction

# What our own site is made of as well, muniflow excepted.
PROFILES = (
    "plone.app.contenttypes:default",
    "plone.app.layout:default",
    "plonetheme.barceloneta:default",
    "plone.app.caching:default",
)
SITE = "stock"
# A folder holds 200 documents however many there are: a folder of thousands would be slow
# for reasons of its own. The page is in a small one, so that its navigation stays short, and
# all lie deeper than the three levels that the menu in the head of each page lists.
DEEP = ("archive", "of", "2026")
CHILDREN = 200
FEW = 10
ARCHIVE = "/".join(("", SITE, *DEEP))
LISTING = f"{ARCHIVE}/folder-0"
PAGE = f"{ARCHIVE}/small/document-7"
NEW = f"/{SITE}/new"

EDITOR = "bench-editor"
MEMBER = "bench-member"

BODY = "<p>" + "The municipality and the contractor agree on the following terms. " * 15 + "</p>"


def build(app: Application, size: int) -> None:
    """Make the site, two people, and ``size`` documents in folders."""
    site = _site(app)
    _people()
    _folder(site, "new", 0)
    place = site
    for name in DEEP:
        place = _folder(place, name, 0)
    _folder(place, "small", FEW)
    transaction.commit()
    for number in range(0, size, CHILDREN):
        _folder(place, f"folder-{number // CHILDREN}", min(CHILDREN, size - number))
        transaction.commit()
        app._p_jar.cacheMinimize()


def _folder(place: object, name: str, size: int) -> object:
    folder = api.content.create(place, "Folder", id=name, title=name.title())
    folder.manage_setLocalRoles(EDITOR, ["Editor", "Contributor", "Reviewer"])
    folder.manage_setLocalRoles(MEMBER, ["Reader"])
    folder.reindexObjectSecurity()
    for number in range(size):
        _document(folder, number)
    return folder


def _site(app: Application) -> PloneSite:
    site = addPloneSite(app, SITE, title="Stock", extension_ids=PROFILES)
    setSite(site)
    # Without this, only managers may use the REST API.
    site.manage_permission("plone.restapi: Use REST API", ["Authenticated"], acquire=1)
    return site


def _people() -> None:
    for name in (EDITOR, MEMBER):
        api.user.create(username=name, email=f"{name}@example.org", password=PASSWORD)


def _document(folder: object, number: int) -> None:
    api.content.create(
        folder,
        "Document",
        id=f"document-{number}",
        title=f"Document number {number}",
        description="What it is about, in a few words.",
        text=RichTextValue(BODY, "text/html", "text/x-html-safe"),
    )
