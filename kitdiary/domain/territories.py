"""Territories: the parts a rep's map is divided into, made of what stands in the addresses.

The territory of a person is that of their own address, else of their company's: the country with the
region where one is given (``US, Ohio``), else with the first two characters of the postcode (``DE 88``).
"""

from functools import lru_cache

_AREA = 2


def _squeezed(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


@lru_cache(maxsize=4096)
def territory_of(country: str, region: str, postcode: str) -> str:
    """The name of the territory of an address, "" where nothing of it is known."""
    land, part = country.strip(), region.strip()
    if part:
        return f"{land}, {part}" if land else part
    return f"{land} {_squeezed(postcode)[:_AREA].upper()}".strip()


@lru_cache(maxsize=4096)
def in_territory(wanted: str, country: str, region: str, postcode: str) -> bool:
    """Whether an address lies in the territory a person names, in any case.

    It can be a country, a region, a territory as `territory_of` names it, the beginning of a postcode
    (with a digit), or a country and the beginning of a postcode: ``AT``, ``Ohio``, ``88``, ``DE 881``.
    """
    asked = _squeezed(wanted)
    if not asked:
        return False
    land, part, code = _squeezed(country), _squeezed(region), _squeezed(postcode)
    if asked in (land, part, land + part):
        return True
    if any(char.isdigit() for char in asked) and code.startswith(asked):
        return True
    return len(asked) > len(land) > 0 and (land + code).startswith(asked)
