"""One function for each field of a row that takes more than copying; InvalidInput for what cannot be."""

import re
from collections.abc import Sequence
from functools import cache
from zoneinfo import available_timezones

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import (
    clean_name,
    clean_text,
    display_name,
    is_stand_in,
    join_name,
    name_key,
    split_name,
)
from kitdiary.domain.people import Address, Fit, Role
from kitdiary.domain.policy import RatingLevel
from kitdiary.services.exchange.csv_dialects import Column, heading_key
from kitdiary.services.exchange.csv_values import parse_yes
from kitdiary.services.exchange.fields import ADDRESS_FIELDS, Field, Target

_WORD = re.compile(r"\w+")
ADDRESS_ORDER = ("", "work", "1", "2", "3", "home", "other")

Found = dict[Field, list[tuple[str, Column]]]
"""The values of a row that are not empty, in the order of the columns."""


def rating_code(text: str, scale: tuple[RatingLevel, ...]) -> str:
    """The code of a rating given by its code or its name, in any case.

    Raises InvalidInput if it is not on the scale.
    """
    wanted = name_key(text)
    for level in scale:
        if wanted in (name_key(level.code), name_key(level.name)):
            return level.code
    codes = ", ".join(level.code for level in scale)
    raise InvalidInput(f"“{text[:40]}” is not a rating of this diary: use one of {codes}.")


def label_columns(columns: Sequence[Column]) -> dict[int, int]:
    """Which column holds the label of which value column."""
    by_heading = {heading_key(column.heading): column.index for column in columns}
    pairs = {}
    for column in columns:
        if column.target is not None and column.target.field is Field.LABEL_OF:
            value = by_heading.get(heading_key(column.target.detail))
            if value is not None:
                pairs[value] = column.index
    return pairs


def first_value(found: Found, key: Field) -> str:
    """The first value of a field, "" where the row has none."""
    values = found.get(key)
    return values[0][0] if values else ""


def clean_value(found: Found, key: Field, what: str) -> str:
    """The first value of a field as a name (see `clean_name`), "" where the row has none."""
    values = found.get(key)
    return clean_name(values[0][0], what) if values else ""


def one_line(text: str) -> str:
    """A text of any length on one line."""
    return " ".join((text if text.isprintable() else clean_text(text)).split())


def read_names(found: Found) -> tuple[str, str, str]:
    """Display, given and family name. The parts, where both are there, go before a name in one piece.

    A *Name* beside a *Vorname* (or a *Name* beside a *Surname*) that says nothing of it is the other part.
    """
    given = clean_value(found, Field.GIVEN_NAME, "given name")
    family = clean_value(found, Field.FAMILY_NAME, "family name")
    whole = clean_value(found, Field.NAME, "name")
    if whole and bool(given) != bool(family) and name_key(given or family) not in name_key(whole):
        given, family = (given, whole) if given else (whole, family)
    if whole and not (given and family):
        guessed = split_name(whole)
        return display_name(whole), given or guessed[0], family or guessed[1]
    middle = clean_value(found, Field.MIDDLE_NAME, "middle name")
    prefix = clean_value(found, Field.PREFIX, "title")
    suffix = clean_value(found, Field.SUFFIX, "suffix")
    return clean_name(join_name(given, middle, family, prefix, suffix)), given, family


def other_names(found: Found, name: str) -> list[str]:
    """Names of the row that are no part of the one it gets: a display name of its own, a second column."""
    if not name or not found.keys() & {Field.NAME, Field.GIVEN_NAME, Field.FAMILY_NAME}:
        return []
    known, written = set(_WORD.findall(name_key(name))), name_key(name).replace(" ", "")
    return [
        f"{column.heading}: {one_line(value)}"
        for key in (Field.NAME, Field.GIVEN_NAME, Field.FAMILY_NAME)
        for value, column in found.get(key, ())
        if not known.issuperset(_WORD.findall(name_key(value)))
        and name_key(value).replace(" ", "") not in written
        and not is_stand_in(value)
    ]


def read_rating(found: Found, key: Field, scale: tuple[RatingLevel, ...]) -> str | None:
    """The rating in a field, None where the row has none."""
    text = first_value(found, key)
    return rating_code(text, scale) if text else None


def read_role(found: Found) -> Role | None:
    """The role; of HubSpot's lifecycle stages only the customer says one."""
    values = found.get(Field.ROLE)
    if not values:
        return None
    text, column = values[0]
    if column.target == Target(Field.ROLE, "lifecycle"):
        return Role.CUSTOMER if name_key(text) == "customer" else None
    return role_of(text)


def role_of(text: str) -> Role | None:
    """The role a text names, None for an empty one; InvalidInput for none there is."""
    word = name_key(text).replace(" ", "-").replace("_", "-")
    if word and word not in {role.value for role in Role}:
        raise InvalidInput(f"“{text[:40]}” is not a role: use one of {', '.join(Role)}.")
    return Role(word) if word else None


def read_fit(found: Found) -> Fit | None:
    """The fit, as the diary names it."""
    return fit_of(first_value(found, Field.FIT))


def fit_of(text: str) -> Fit | None:
    """The fit a text names, None for an empty one; InvalidInput for none there is."""
    if text and name_key(text) not in {fit.value for fit in Fit}:
        raise InvalidInput(f"“{text[:40]}” is not a fit: use one of {', '.join(Fit)}.")
    return Fit(name_key(text)) if text else None


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def read_time_zone(found: Found) -> str:
    """The IANA name of the time zone. HubSpot's own spelling is understood, and left out if it is unknown."""
    values = found.get(Field.TIME_ZONE)
    if not values:
        return ""
    text, column = values[0]
    if column.target and column.target.detail == "hubspot":
        return _zones().get(text.casefold().replace("_slash_", "/").replace(" ", "_"), "")
    return zone_of(text)


def zone_of(text: str) -> str:
    """The IANA name of a zone; InvalidInput for none there is."""
    known = _zones().get(text.casefold().replace("_slash_", "/").replace(" ", "_"))
    if known is None:
        raise InvalidInput(f"“{text[:40]}” is not a time zone: write it like Europe/Berlin.")
    return known


def is_refused(found: Found, key: Field) -> bool:
    """Whether any column of a refusal (do not call …) says yes."""
    return key in found and any(parse_yes(value, column.heading) for value, column in found[key])


def read_address(found: Found) -> Address:
    """The first address that is not empty: work before home before any other."""
    groups: dict[str, dict[Field, list[str]]] = {}
    for key in ADDRESS_FIELDS:
        for value, column in found.get(key, ()):
            detail = column.target.detail if column.target else ""
            lines = [one_line(line) for line in value.splitlines()]
            groups.setdefault(detail, {}).setdefault(key, []).extend(line for line in lines if line)
    if not groups:
        return Address()
    order = {detail: rank for rank, detail in enumerate(ADDRESS_ORDER)}
    chosen = groups[min(groups, key=lambda detail: order.get(detail, len(order)))]
    return Address(*(", ".join(dict.fromkeys(chosen.get(key, ()))) for key in ADDRESS_FIELDS))
