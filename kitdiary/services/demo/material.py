"""The words the demo is made of, read once from ``resources/demo``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kitdiary.paths import resource


@dataclass(frozen=True, slots=True)
class City:
    """A city: where it lies, and how its fictional phone numbers look (``#`` is a digit)."""

    name: str
    region: str
    postcode: str
    time_zone: str
    phones: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country: what names and money look like there."""

    code: str
    language: str
    currency: str
    titles: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    streets: tuple[str, ...]
    cities: Mapping[str, City]


@dataclass(frozen=True, slots=True)
class Theme:
    """What a conversation can be about: what people need, and what a rep notes down."""

    name: str
    industries: tuple[str, ...]
    insights: Mapping[str, tuple[str, ...]]
    """By kind: need, frustration, can, cannot."""
    notes: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything read."""

    countries: Mapping[str, Country]
    companies: tuple[tuple[str, str, str, str, str], ...]
    """Country code, name, city, industry, domain."""
    themes: Mapping[str, Theme]
    phrases: Mapping[str, Any]
    jobs: Mapping[str, Any]
    shows: Mapping[str, Any]
    content: tuple[Mapping[str, Any], ...]
    cast: tuple[Mapping[str, Any], ...]


def _read(name: str) -> Any:
    return json.loads(resource("demo", f"{name}.json").read_text(encoding="utf-8"))


def _country(code: str, found: Mapping[str, Any]) -> Country:
    return Country(
        code,
        found["language"],
        found["currency"],
        found["titles"],
        tuple(found["given"]),
        tuple(found["family"]),
        tuple(found["streets"]),
        {name: City(name, *rest) for name, rest in found["cities"].items()},
    )


def _theme(name: str, found: Mapping[str, Any]) -> Theme:
    insights = {kind: tuple(found[kind]) for kind in ("need", "frustration", "can", "cannot")}
    return Theme(name, tuple(found["industries"]), insights, tuple(found["notes"]), tuple(found["why"]))


@lru_cache(maxsize=1)
def material() -> Material:
    """The words, read at the first call."""
    return Material(
        {code: _country(code, found) for code, found in _read("countries").items()},
        tuple((code, *row) for code, rows in _read("companies").items() for row in rows),
        {name: _theme(name, found) for name, found in _read("themes").items()},
        _read("phrases"),
        _read("jobs"),
        _read("shows"),
        tuple(_read("content")),
        tuple(_read("cast")),
    )
