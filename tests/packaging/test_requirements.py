"""The pinned requirements: whole, hashed, without addresses, and the same ranges everywhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"


def requirement_lines(name: str) -> list[str]:
    lines = (PACKAGING / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith(("#", "-"))]


def pins(name: str) -> dict[str, str]:
    text = (PACKAGING / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))


def test_pyproject_and_the_requirements_ask_for_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert sorted(project["dependencies"]) == sorted(requirement_lines("requirements.in"))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_hashes_and_no_address(name: str) -> None:
    text = (PACKAGING / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in "".join(line for line in text.splitlines() if not line.startswith("#"))
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) >= 12
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("source", ["requirements.in", "requirements-dev.in"])
def test_everything_asked_for_is_pinned(source: str) -> None:
    names = [re.split(r"[<>=]", line)[0].strip().lower() for line in requirement_lines(source)]
    assert set(names) <= pins(source.replace(".in", ".txt")).keys()


def test_what_people_run_is_what_is_tested() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()
