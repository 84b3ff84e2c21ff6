"""What makes a register right; no Plone needed."""

from muniflow.registry.errors import ReasonMissing
from muniflow.registry.rules import check_reason

import pytest


@pytest.mark.parametrize("reason", ["", "  ", "x", " ab "])
def test_a_void_needs_a_reason(reason):
    with pytest.raises(ReasonMissing):
        check_reason(reason)
