"""A fresh diary for each test, on Friday 20 November 2026 at 09:15 in Berlin."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kitdiary.services.diary import Diary
from tests.services.diaries import opened


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with opened(tmp_path / "diary.kitdiary") as found:
        yield found
