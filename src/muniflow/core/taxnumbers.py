"""Tax numbers, checked by the rule of their country."""

from importlib import import_module
from muniflow.core.packs import pack
from stdnum.exceptions import ValidationError


def is_tax_number(value: str, country: str) -> bool:
    """Tell whether form and check digit are right.

    What follows a hyphen (in Hungary the VAT code and the county) has no check digit of its
    own and may be there or not.
    """
    module = import_module(f"stdnum.{pack(country).tax_number}")
    for candidate in (value, value.partition("-")[0]):
        try:
            module.validate(candidate)
        except ValidationError:
            continue
        return True
    return False
