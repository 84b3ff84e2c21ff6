"""The names in the shipped drawings, so that they are extracted for translation.

A drawing is data and no source of messages: its English names are the message ids. A test
compares this list with the files.
"""

from muniflow import _

NAMES = (
    # processes
    _("Incoming contract"),
    _("Outgoing contract"),
    _("Outgoing contract of the Mayor's Office"),
    # lanes
    _("Case officer"),
    _("Drafter"),
    _("Finance"),
    _("Head of unit"),
    _("Legal"),
    _("Records office"),
    _("Signatory"),
    # steps
    _("Draft"),
    _("Finance countersignature"),
    _("Head of unit approval"),
    _("Legal review"),
    _("Negotiation"),
    _("Received"),
    _("Review"),
    _("Signature"),
    # decisions
    _("Approve"),
    _("Back to review"),
    _("Negotiate"),
    _("Refuse"),
    _("Register and forward"),
    _("Return for supplement"),
    _("Send to legal review"),
    _("Sign"),
    _("Submit"),
    _("Withdraw"),
    # levels
    _("Above 200,000 HUF"),
    _("Below 1 million HUF"),
    _("Below 5 million HUF"),
    _("From 1 million HUF"),
    _("From 5 million HUF"),
    _("Up to 200,000 HUF"),
    # ends
    _("Refused"),
    _("Signed"),
    _("Withdrawn"),
    # notes
    _("A contract in another currency goes the long way."),
    # decisions without a name of their own
    _("Give opinion"),
    _("Settle"),
    # outcomes, where an end has no name
    _("Settled"),
    # decisions as history tells them: "Anna Kiss approved"
    _("Approve (done)"),
    _("Back to review (done)"),
    _("Give opinion (done)"),
    _("Negotiate (done)"),
    _("Refuse (done)"),
    _("Register and forward (done)"),
    _("Return for supplement (done)"),
    _("Send to legal review (done)"),
    _("Settle (done)"),
    _("Sign (done)"),
    _("Submit (done)"),
    _("Withdraw (done)"),
)
