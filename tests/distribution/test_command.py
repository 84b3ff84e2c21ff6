"""The command line."""

from jsonschema import validate
from muniflow import cli
from muniflow.distribution import command
from muniflow.distribution.operations import DISTRIBUTION
from plone.distribution.api import distribution as distribution_api
from zope.dottedname.resolve import resolve

import pytest


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_can_be_configured_and_run(name):
    module = resolve(cli.COMMANDS[name])
    run = getattr(module, "run", None) or getattr(module, "run_offline", None)
    assert callable(module.configure) and callable(run)
    assert module.__doc__


@pytest.mark.parametrize("options", [[], ["--demo"], ["--country=cz", "--language=cs"]])
def test_the_answers_fit_the_schema(portal, options):
    args = cli.parser().parse_args(["create-site", *options])
    validate(command.answers(args), distribution_api.get(DISTRIBUTION).schema)


def test_a_missing_instance_is_said_in_one_sentence(tmp_path, capsys):
    missing = tmp_path / "zope.conf"
    assert cli.main(["--conf", str(missing), "create-site"]) == 1
    assert capsys.readouterr().err == (
        f"muniflow: {missing} does not exist; name the instance with --conf.\n"
    )
