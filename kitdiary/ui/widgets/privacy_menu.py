"""What a person may ask for, as rows of a menu: all that is held on them, and to be erased."""

from collections.abc import Callable

from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr

Row = tuple[str, str, Callable[[], object]]
"""Words, keys ("" for none), and what is done."""


def privacy_rows(desk: Desk, contact_id: int) -> list[Row]:
    """The rows of the menu of a person."""
    return [
        (tr("Everything held on them …"), "", lambda: desk.go("person-export", contact_id)),
        (tr("Erase for good …"), "", lambda: desk.go("erase", contact_id)),
    ]
