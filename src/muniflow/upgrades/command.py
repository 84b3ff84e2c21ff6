"""Bring the sites of the database up to date with this muniflow."""

from argparse import ArgumentParser
from argparse import Namespace
from muniflow.core.sites import sites
from muniflow.upgrades.operations import upgrade
from OFS.Application import Application
from zope.component.hooks import site as active_site


def configure(parser: ArgumentParser) -> None:
    """Declare no options."""


def run(app: Application, args: Namespace) -> None:
    """Upgrade every site, and say what was done."""
    for site in sites(app):
        with active_site(site):
            done = upgrade(site)
        print(f"{site.getId()}: {'upgraded' if done else 'was up to date'}")
