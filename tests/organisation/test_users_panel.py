"""Plone's own pages for users and groups go on working beside computed groups."""

from plone import api
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory


def test_groups_are_listed_for_the_page_that_adds_people(town):
    groups = getUtility(IVocabularyFactory, name="plone.app.users.group_ids")(town)
    assert "onk.works.clerk" in {term.value for term in groups}


def test_the_page_that_adds_people_opens(town):
    with api.env.adopt_roles(["Manager"]):
        page = town.restrictedTraverse("@@new-user")
        assert "form.widgets.username" in page()
