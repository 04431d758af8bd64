"""Opens a form by name. Each is imported when it is first asked for: the start waits for none of them."""

from PySide6.QtWidgets import QWidget

from kitdiary.ui.desk import Desk


def open_log(desk: Desk, parent: QWidget, what: object) -> None:
    """Log a touch with these people."""
    from kitdiary.ui.dialogs import log_touch

    log_touch.open_log(desk, parent, what)
