"""muniflow: a document-centric intranet for municipalities."""

from zope.i18nmessageid import MessageFactory

_ = MessageFactory("muniflow")
