"""A registered letter, ready to be sent."""

from muniflow.document.operations import file_document
from muniflow.registry.operations import register_case

import pytest


@pytest.fixture()
def letter(contract, as_person):
    """A factory of documents of registered cases."""

    def make(organisation="onk", person="anna", title="Letter"):
        case = contract(organisation, person)
        register_case(case)
        with as_person(person):
            return file_document(case, title=title, filename="a.txt", data=b"Dear Sir")

    return make
