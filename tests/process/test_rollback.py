"""An earlier version in force again: as a new version, nothing taken away."""

from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.process import operations
from muniflow.process.errors import BpmnError
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import pytest


@pytest.fixture()
def chain(office):
    """A process with two versions, the second of which calls legal review otherwise."""
    process = api.portal.get()["processes"]["chain"]
    first = operations.text_of(process)
    second = first.replace(b'name="Legal review"', b'name="Lawyers"')
    operations.replace_text(process, second)
    operations.publish(process)
    return process


def test_the_number_goes_on(chain):
    assert operations.use_again(chain, 1) == "chain.3"


def test_it_has_the_old_text(chain):
    operations.use_again(chain, 1)
    texts = {v.number: v.bpmn for v in operations.versions(chain)}
    assert texts[3] == texts[1] != texts[2]


def test_new_cases_start_with_it(chain, start):
    operations.use_again(chain, 1)
    assert start().process_version == "chain.3"


def test_running_cases_stay(chain, start):
    case = start()
    operations.use_again(chain, 1)
    assert case.process_version == "chain.2"


def test_there_and_back(chain):
    operations.use_again(chain, 1)
    assert operations.use_again(chain, 2) == "chain.4"


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_version_that_is_not_there(chain, number):
    with pytest.raises(Invalid):
        operations.use_again(chain, number)


def test_what_is_in_force_is_not_used_again(chain):
    with pytest.raises(Invalid):
        operations.use_again(chain, 2)


def test_needs_the_permission(chain):
    setRoles(api.portal.get(), TEST_USER_ID, ["Member"])
    with pytest.raises(NotAllowed):
        operations.use_again(chain, 1)


def test_what_cannot_be_published_any_more_changes_nothing(chain):
    before = operations.text_of(chain)
    # The site has lost the type of case since then.
    api.portal.get_tool("portal_types").manage_delObjects(["TestCase"])
    with pytest.raises(BpmnError):
        operations.use_again(chain, 1)
    assert operations.text_of(chain) == before
