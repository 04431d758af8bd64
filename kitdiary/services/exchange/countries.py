"""Which country a row names: by its code or its name in one of nine languages."""

import json
from collections.abc import Mapping
from functools import lru_cache

from kitdiary.domain.names import name_key
from kitdiary.paths import resource

_ABBREVIATED = 6
"""``U.S.A.``: dots of so short a name are left out."""


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    """The names of ``resources/country_names.json`` (after CLDR, with what people write besides), by key."""
    found: dict[str, list[str]] = json.loads(resource("country_names.json").read_text(encoding="utf-8"))
    codes = {name: code for code, names in found.items() for name in names}
    return {code.casefold(): code for code in found} | codes


@lru_cache(maxsize=1024)
def country_code(text: str) -> str:
    """The ISO 3166 code of a country as an address names it, "" where it is not known."""
    return _codes().get(name_key(text.replace(".", "") if len(text) <= _ABBREVIATED else text), "")
