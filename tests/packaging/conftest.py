"""A checkout with nothing in it but requirement files."""

from __future__ import annotations

from pathlib import Path

import devenvironment
import pytest
from devenvironment import Environment


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    packaging = tmp_path / "packaging"
    packaging.mkdir()
    for name in devenvironment.REQUIREMENTS.values():
        (packaging / name).write_text(f"# {name}\n", encoding="utf-8")
    return Environment(tmp_path)
