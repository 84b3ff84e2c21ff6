"""The package installs into a site."""

import pytest


@pytest.mark.parametrize("role", ["Clerk", "Signatory", "Records Officer"])
def test_roles_exist(portal, role):
    assert role in portal.valid_roles()
