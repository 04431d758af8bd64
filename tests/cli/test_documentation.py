"""docs/commands.md as a test: it names what there is, and its examples print what it says.

After a change that is meant, `WRITE_DOCS=1 pytest tests/cli/test_documentation.py` writes the outputs anew.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import click
import pytest

from kitdiary.__main__ import run
from kitdiary.cli.program import program
from kitdiary.paths import DIARY_VARIABLE
from tests.cli.conftest import Kit

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
WRITE = "WRITE_DOCS"
HOME = "/home/priya"
START = datetime.fromisoformat("2026-11-20T09:15")

_EXAMPLES = re.compile(r"```console\n(.*?)```\n", re.DOTALL)
_OPTION = re.compile(r"^\| `(--[\w-]+)", re.MULTILINE)


def commands(group: click.Group, prefix: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that help lists, by its whole name; what `content` does alone is its hidden `list`."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield f"{prefix}{name}", command.commands["list"]
            yield from commands(command, f"{prefix}{name} ")
        elif not command.hidden:
            yield f"{prefix}{name}", command


def sections() -> dict[str, str]:
    """The page's text by command."""
    parts = re.split(r"^## (.+)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_is_documented_and_no_other() -> None:
    assert sorted(sections()) == sorted(name for name, _ in commands(program))


@pytest.mark.parametrize(("name", "command"), list(commands(program)), ids=str)
def test_every_option_is_documented_and_no_other(name: str, command: click.Command) -> None:
    text = sections()[name]
    options = [o for o in command.params if isinstance(o, click.Option) and not o.hidden]
    assert sorted(_OPTION.findall(text)) == sorted(option.opts[0] for option in options)
    examples = "".join(_EXAMPLES.findall(text))
    assert f"$ kitdiary {name}" in examples or f" {name} " in examples
    if any(option.opts == ["--json"] for option in options):
        assert " --json\n" in examples


class Story:
    """The page's examples, played in their order, a minute apart."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capture = capture
        self._now = START

    def play(self, block: str) -> str:
        """A block of examples with the outputs they have now."""
        parts = re.split(r"^\$ (.+)\n", block, flags=re.MULTILINE)
        told = zip(parts[1::2], parts[2::2], strict=True)
        return "".join(f"$ {line}\n{self._output(line, text)}" for line, text in told)

    def _output(self, line: str, text: str) -> str:
        words = shlex.split(line)
        if words[0] == "cat":  # a file of the story: as the page shows it
            Path(words[1]).write_text(text, encoding="utf-8")
            return text
        self._capture.readouterr()
        run(["--now", self._now.isoformat(), *words[1:]])
        self._now += timedelta(minutes=1)
        found = self._capture.readouterr()
        printed = (found.err + found.out).replace(str(self._folder), HOME)
        return "\n".join(line.rstrip() for line in printed.splitlines()) + "\n" if printed else ""


def test_the_examples_print_what_the_page_says(
    kit: Kit, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.diary.unlink()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(DIARY_VARIABLE, str(tmp_path / "diary.kitdiary"))
    story = Story(tmp_path, capsys)
    page = PAGE.read_text(encoding="utf-8")
    played = _EXAMPLES.sub(lambda found: f"```console\n{story.play(found[1])}```\n", page)
    if os.environ.get(WRITE):
        PAGE.write_text(played, encoding="utf-8")
    assert played == page, f"set {WRITE}=1 to write the outputs anew, and read what changed"
