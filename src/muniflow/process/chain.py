"""Which workflow a case has: the version it is bound to, before that the policy's."""

from Acquisition import aq_base
from muniflow.process.interfaces import IProcessBound
from plone.base.interfaces import IWorkflowChain
from Products.CMFCore.interfaces import IWorkflowTool
from Products.CMFPlacefulWorkflow.adapter import PlacefulWorkflowChain
from zope.component import adapter
from zope.interface import implementer


@adapter(IProcessBound, IWorkflowTool)
@implementer(IWorkflowChain)
def process_chain(case: IProcessBound, tool: IWorkflowTool) -> tuple[str, ...]:
    """Return the chain of a case."""
    bound = getattr(aq_base(case), "process_version", "")
    return (bound,) if bound else PlacefulWorkflowChain(case, tool)
