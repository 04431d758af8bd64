"""The kinds of arguments the commands take, each refusing with one sentence what it cannot be."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kitdiary.cli.days import Day, read_day, read_moment, read_now, read_time
from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.intervals import parse_interval
from kitdiary.domain.people import DEFAULT, Override

NONE = "none"


if TYPE_CHECKING:
    _Type = click.ParamType[Any]
else:
    _Type = click.ParamType  # which takes no argument in older versions


class OneOf(_Type):
    """One of the values of an enum, in any case, with dashes or underscores."""

    def __init__(self, noun: str, values: Iterable[StrEnum]) -> None:
        self.name = noun
        self._values = {value.value.replace("_", "-"): value for value in values}

    @property
    def words(self) -> tuple[str, ...]:
        """What can be typed."""
        return tuple(self._values)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002  # click's
        """All of the values, as help shows them."""
        return "|".join(self._values)

    def convert(  # click's signature
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002
        ctx: click.Context | None,  # noqa: ARG002
    ) -> Any:
        """The member of the enum."""
        if not isinstance(value, str) or isinstance(value, StrEnum):
            return value
        found = self._values.get(value.strip().lower().replace("_", "-"))
        if found is None:
            raise InvalidInput(f"“{value[:40]}” is no {self.name}: use one of {', '.join(self._values)}.")
        return found


def read_rating(text: str) -> str:
    """A rating as typed, "" for none; whether it is on the scale the diary knows."""
    return "" if text.strip().lower() in ("", NONE) else text.strip()


def _pause(text: str) -> Day | str:
    return NONE if text.strip().lower() in ("", NONE) else read_day(text)


def _override(text: str) -> tuple[Override]:
    """In a tuple, for None is a value here: that clock does not run."""
    return (DEFAULT if text.strip().lower() == DEFAULT.value else parse_interval(text),)


def _read(read: Callable[[str], Any]) -> _Type:
    """A kind of argument read by a function that raises InvalidInput."""
    return click.types.FuncParamType(read)


DAY = _read(read_day)
MOMENT = _read(read_moment)
TIME = _read(read_time)
NOW = _read(read_now)
RATING = _read(read_rating)
PAUSE = _read(_pause)
OVERRIDE = _read(_override)
FILE = click.Path(path_type=Path)
