"""What the catalog keeps of contracts."""

from muniflow.contract.interfaces import IContractCase
from plone.indexer import indexer


@indexer(IContractCase)
def amount(contract: IContractCase) -> float | None:
    """The net value as a number to sort and sum by."""
    return None if contract.value_net is None else float(contract.value_net)
