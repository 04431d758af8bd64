"""The rating scale as settings: ``ratings``, ``rating.A.name``, ``cadence.A.talk``, ``cadence.A.email``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.policy import DELIVERED_SCALE, MAX_LEVELS, MIN_LEVELS, Policy, RatingLevel
from kitdiary.domain.setting_values import INTERVAL, Kind, line, read_stored

RATINGS = "ratings"
DEFAULT_RATING = "default-rating"
_CODE = re.compile(r"[^\W_]{1,3}[+-]?")
_NAME = line(40, 1)
_DELIVERED = {level.code: level for level in DELIVERED_SCALE}


def _read_codes(text: str) -> tuple[str, ...]:
    codes = tuple(part.strip().upper() for part in text.split(","))
    right = MIN_LEVELS <= len(codes) <= MAX_LEVELS and len(set(codes)) == len(codes)
    if not right or not all(_CODE.fullmatch(code) for code in codes):
        raise ValueError(text)
    return codes


CODES = Kind(
    f"{MIN_LEVELS} to {MAX_LEVELS} ratings of 1 to 3 letters or digits, all different, best first: A,B,C,D",
    _read_codes,
    ",".join,
)


def code_of(scale: tuple[RatingLevel, ...]) -> Kind:
    """One rating of a scale."""
    codes = [level.code for level in scale]

    def read(text: str) -> str:
        if text.upper() not in codes:
            raise ValueError(text)
        return text.upper()

    return Kind("one of " + ", ".join(codes), read)


def level_keys(code: str) -> Iterator[tuple[str, str, Kind]]:
    """The settings of one level: key, field of `RatingLevel`, kind."""
    yield f"rating.{code}.name", "name", _NAME
    yield f"cadence.{code}.talk", "talk", INTERVAL
    yield f"cadence.{code}.email", "email", INTERVAL


def read_scale(stored: Mapping[str, str]) -> tuple[RatingLevel, ...]:
    """The scale that is stored. What cannot be read is as delivered, or as the level above."""
    codes = read_stored(stored, [(RATINGS, RATINGS, CODES)]).get(RATINGS, tuple(_DELIVERED))
    scale: list[RatingLevel] = []
    for code in codes:
        above = scale[-1] if scale else DELIVERED_SCALE[0]
        base = _DELIVERED.get(code) or replace(above, code=code, name=code)
        try:
            scale.append(replace(base, **read_stored(stored, level_keys(code))))
        except InvalidInput:
            scale.append(base)
    return tuple(scale)


def with_codes(policy: Policy, codes: tuple[str, ...]) -> Policy:
    """The policy with another scale, best first; levels that stay keep their name and cadence.

    A new code in the place of one that is gone is that one renamed. Any other new code is as delivered
    if it was delivered, else has the cadence of the level above it (the first: of the one below).
    Where the default rating is gone, the one it was renamed to takes over, else the nearest level that
    stayed above it, else the lowest.
    """
    old = policy.codes
    scale: list[RatingLevel] = []
    for place, code in enumerate(codes):
        if code in old:
            level = policy.level(code)
        elif place < len(old) and old[place] not in codes:
            gone = policy.level(old[place])
            level = replace(gone, code=code, name=code if gone.name == gone.code else gone.name)
        elif code in _DELIVERED:
            level = _DELIVERED[code]
        else:
            # With nothing above, the old best level was not renamed, so it is still on the scale.
            level = replace(scale[-1] if scale else policy.level(old[0]), code=code, name=code)
        scale.append(level)
    return replace(policy, scale=tuple(scale), default_rating=_default(policy, codes))


def _default(policy: Policy, codes: tuple[str, ...]) -> str:
    old, default = policy.codes, policy.default_rating
    if default in codes:
        return default
    place = old.index(default)
    if place < len(codes) and codes[place] not in old:
        return codes[place]
    return next((code for code in reversed(old[:place]) if code in codes), codes[-1])


def with_level(policy: Policy, code: str, field: str, value: object) -> Policy:
    """The policy with one field of one level changed; InvalidInput where no interval would be left."""
    changes: dict[str, Any] = {field: value}
    try:
        scale = tuple(replace(level, **changes) if level.code == code else level for level in policy.scale)
    except InvalidInput as refused:
        other = "email" if field == "talk" else "talk"
        raise InvalidInput(
            f"cadence.{code}.{field} cannot be none while cadence.{code}.{other} is none:"
            " a rating needs at least one interval."
        ) from refused
    return replace(policy, scale=scale)
