"""What is annotated on one object is stored with it, and seen on no other."""

from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.dottedname.resolve import resolve

import pytest


def test_an_annotation_of_one_case_is_not_on_another(contract):
    first, second = contract(), contract(organisation="phi", person="hugo")
    IAnnotations(first)["test"] = "mine"
    assert IAnnotations(second).get("test") is None
    assert "__annotations__" in vars(first.aq_base)


def types():
    """Return the classes of our content types."""
    found = api.portal.get_tool("portal_types").objectValues()
    return sorted({f.klass for f in found if getattr(f, "klass", "").startswith("muniflow.")})


@pytest.mark.usefixtures("town")
def test_no_type_keeps_the_annotations_of_its_objects():
    assert types()
    for name in types():
        known = [cls for cls in resolve(name).__mro__ if "__annotations__" in vars(cls)]
        assert known == [], name
