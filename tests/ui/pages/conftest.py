"""What the tests of the pages share."""

import pytest

from kitdiary.ui.main_window import MainWindow


@pytest.fixture
def asked(window: MainWindow) -> list[tuple[str, object]]:
    """Where the window is asked to go; it does not go there."""
    found: list[tuple[str, object]] = []
    window.desk.asked.disconnect(window.go)
    window.desk.asked.connect(lambda where, what: found.append((where, what)))
    return found
