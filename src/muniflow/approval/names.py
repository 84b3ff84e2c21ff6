"""What acts beside decisions are called, so that it is extracted for translation.

An act keeps its English title; with "(done)" it is told as history tells it: "delegated".
"""

from muniflow import _

NAMES = (
    _("Ask again"),
    _("Ask for an opinion"),
    _("Delegate"),
    _("Forward"),
    _("Take the question back"),
    # as history tells them: "Anna Kiss delegated"
    _("Ask again (done)"),
    _("Ask for an opinion (done)"),
    _("Delegate (done)"),
    _("Forward (done)"),
    _("Take the question back (done)"),
)
