"""What holds for every test: no test touches the user's own files, and none needs a display."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

# No deadline: the machine that checks a change is slower than it was a moment ago.
# Examples are drawn anew each time, so that every run looks elsewhere; a failure prints how to get it back.
hypothesis.settings.register_profile("kitdiary", deadline=None, print_blob=True)
hypothesis.settings.load_profile("kitdiary")

FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA")


@pytest.fixture(scope="session", autouse=True)
def nobodys_files() -> Iterator[None]:
    """Moves the places of a user's files into a temporary folder, for this process and those it starts."""
    with (
        tempfile.TemporaryDirectory(prefix="kitdiary-tests-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name in FOLDERS:
            patch.setenv(name, str(Path(folder, name.lower())))
        for name in [name for name in os.environ if name.startswith("KITDIARY_")]:
            patch.delenv(name)
        if "QT_QPA_PLATFORM" not in os.environ:
            patch.setenv("QT_QPA_PLATFORM", "offscreen")
        yield
