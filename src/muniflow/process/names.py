"""The names in the shipped drawings, so that they are extracted for translation.

A drawing is data and no source of messages: its English names are the message ids. A test
compares this list with the files.
"""

from muniflow import _

NAMES = (
    # processes
    _("Framework contract"),
    _("General case"),
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
    _("Legal and finance"),
    _("Legal review"),
    _("Negotiation"),
    _("Partner's answer"),
    _("Received"),
    _("Review"),
    _("Send to the partner"),
    _("Signature"),
    _("Work"),
    # decisions
    _("Approve"),
    _("Back to review"),
    _("Negotiate"),
    _("Refuse"),
    _("Register and forward"),
    _("Return for supplement"),
    _("Send to legal review"),
    _("Settle without reply"),
    _("Sign"),
    _("Submit"),
    _("Submit for signature"),
    _("Withdraw"),
    # what watches a step
    _("Escalation"),
    _("Offer lapsed"),
    _("Reminder"),
    # ends
    _("Refused"),
    _("Signed"),
    _("Withdrawn"),
    # notes
    _("A contract in another currency goes the long way."),
    # decisions without a name of their own
    _("Give opinion"),
    _("Settle"),
    # what happens by itself
    _("Linked case ended"),
    _("Message received"),
    _("Sign-offs complete"),
    _("Time is up"),
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
    _("Settle without reply (done)"),
    _("Sign (done)"),
    _("Submit (done)"),
    _("Submit for signature (done)"),
    _("Withdraw (done)"),
    # and what the process did by itself: "The process went on: the offer lapsed"
    _("Linked case ended (done)"),
    _("Message received (done)"),
    _("Offer lapsed (done)"),
    _("Sign-offs complete (done)"),
    _("Time is up (done)"),
)
