"""A loading that was broken off goes on where it stopped."""

from muniflow.core import clock
from muniflow.demo.casework import Casework
from muniflow.demo.data import demo
from muniflow.demo.operations import load
from plone import api
from tests.demo.layer import LOADED
from tests.demo.layer import without_organisations

import pytest

DEMO = demo()


def count(site):
    years = [y for o in ("onk", "phi") for y in site[o]["cases"].objectValues()]
    return sum("Contract" in case.portal_type for year in years for case in year.objectValues())


def test_a_loading_broken_off_goes_on_where_it_stopped(functional, monkeypatch):
    site, acts = without_organisations(functional["portal"]), []
    act = Casework.act

    def failing(work, number):
        if len(acts) == 33:
            raise KeyboardInterrupt
        acts.append((work.row.key, number))
        act(work, number)

    with clock.frozen(LOADED), api.env.adopt_roles(["Manager"]):
        monkeypatch.setattr(Casework, "act", failing)
        with pytest.raises(KeyboardInterrupt):
            load(site, commit=True)
        monkeypatch.setattr(Casework, "act", act)
        kept = load(site, commit=True)
    assert kept.people == 0
    assert 0 < kept.contracts < len(DEMO.contracts)
    assert count(site) == len(DEMO.contracts)
    for organisation in ("onk", "phi"):
        for register in site[organisation]["registers"].objectValues():
            mains = [entry.main for entry in register.book.entries() if entry.sub == 0]
            assert mains == list(range(1, len(mains) + 1))
