"""The main template of Plone, replaced by the frame of muniflow."""

from Products.CMFPlone.browser.main_template import MainTemplate as PloneMainTemplate
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class MainTemplate(PloneMainTemplate):
    """The frame around every page; what Plone fetches for its dialogs stays Plone's."""

    main_template = ViewPageTemplateFile("main_template.pt")
