"""What the screen says can be written into a sheet and is understood."""

from muniflow.contract.importing import columns as contracts
from muniflow.core.importing.cells import folded
from muniflow.core.importing.report import REASON
from muniflow.core.importing.report import ROW
from muniflow.organisation.importing import columns as posts
from muniflow.organisation.interfaces import FUNCTIONS
from tests.i18n.catalogues import LANGUAGES
from tests.i18n.catalogues import messages
from tests.i18n.catalogues import path_of

import pytest

IMPORTS = pytest.mark.parametrize("sheet", [contracts, posts], ids=["contracts", "posts"])
SPOKEN = {language: messages(path_of(language)) for language in LANGUAGES}


@pytest.fixture(params=LANGUAGES)
def say(request):
    """Say a message in a language, folded as headers are compared."""
    known = SPOKEN[request.param]
    return lambda message: folded(known[str(message)].string or message.default)


@IMPORTS
def test_a_column_may_be_headed_by_its_title(say, sheet):
    strange = [
        column.name
        for column in sheet.COLUMNS
        if say(column.title) not in {folded(word) for word in (column.name, *column.aliases)}
    ]
    assert strange == []


@IMPORTS
def test_our_own_columns_of_a_refused_sheet_are_no_surprise(say, sheet):
    assert {say(ROW), say(REASON)} <= {folded(word) for word in sheet.IGNORED}


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda function: function.name)
def test_a_function_may_be_called_by_its_title(say, function):
    assert say(function.title) in {folded(w) for w in posts.FUNCTION_WORDS[function.name]}
