"""What reaches the outside: lines to stdout, messages to stderr, JSON that no terminal trips over."""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum

import click

from kitdiary.cli.text import one_line

# json.dumps escapes the first 32 control characters itself, not those a terminal takes as well.
_RAW = re.compile(r"[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def say(lines: str | Iterable[str] = "") -> None:
    """Print a result to stdout."""
    click.echo(lines if isinstance(lines, str) else "\n".join(lines))


def tell(message: str) -> None:
    """Print a message to stderr, as one line."""
    click.echo(one_line(message), err=True)


def say_json(value: object) -> None:
    """Print JSON to stdout: UTF-8, dates ISO, enums by their values."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    click.echo(_RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def _plain(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"no JSON for {type(value).__name__}")
