"""Translation of what people read: every visible text goes through `tr`."""

from PySide6.QtCore import QCoreApplication


def tr(text: str, *values: object) -> str:
    """The text in the user's language, with ``{0}``, ``{1}`` … filled in."""
    said = QCoreApplication.translate("KitDiary", text)
    return said.format(*values) if values else said
