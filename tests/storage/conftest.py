"""A fresh diary for each test, and the proof that no connection was left open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kitdiary.storage.database import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "diary.kitdiary", create=True) as opened:
        yield opened
