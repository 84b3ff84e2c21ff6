"""Who made something owns nothing, and a role given to one object is given to no other."""

from plone import api

import pytest


@pytest.fixture()
def pair(contract):
    return contract(), contract(organisation="phi", person="hugo")


def test_the_maker_has_no_role(pair):
    assert [case.get_local_roles_for_userid("anna") for case in pair] == [(), ()]


@pytest.mark.parametrize("stored", [True, False])
def test_a_role_given_to_one_is_given_to_no_other(pair, stored):
    first, second = pair
    if not stored:
        # As on content that was made before the mapping stood on the object.
        del first.__ac_local_roles__
    first.manage_setLocalRoles("dani", ["Reader"])
    assert first.get_local_roles_for_userid("dani") == ("Reader",)
    assert second.get_local_roles_for_userid("dani") == ()
    assert "__ac_local_roles__" in vars(first.aq_base)


def test_a_copy_belongs_to_nobody(town):
    with api.env.adopt_roles(["Manager"]):
        unit = town["onk"]["units"]["works"]
        copy = api.content.copy(unit, target=town["onk"]["units"], id="works-2")
    assert dict(copy.get_local_roles()) == {}
