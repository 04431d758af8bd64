"""The schemas of the diary, oldest first. ``PRAGMA user_version`` says how many a file has been through.

The list is explicit, since a frozen program cannot look for modules, and a migration never imports
today's tables: what it did to a file of its time, it must do in ten years too.
"""

import sqlite3
from collections.abc import Callable, Sequence

from kitdiary.storage.migrations import m0001_initial, m0002_people_in_motion, m0003_industries

APPLICATION_ID = 0x4B697444
"""``KitD`` in the header of every diary, so that no other program's SQLite file is taken for one."""

Migration = Callable[[sqlite3.Connection], None]

MIGRATIONS: tuple[Migration, ...] = (
    m0001_initial.apply,
    m0002_people_in_motion.apply,
    m0003_industries.apply,
)
SCHEMA = len(MIGRATIONS)
"""The newest schema this program knows."""

USER_TABLES = (*m0001_initial.USER_TABLES, *m0002_people_in_motion.NEW_USER_TABLES)
"""The journaled tables of the newest schema."""


def migrate(
    connection: sqlite3.Connection,
    before_change: Callable[[int], None],
    migrations: Sequence[Migration] = MIGRATIONS,
) -> None:
    """Bring a diary to the newest schema inside the caller's IMMEDIATE transaction.

    ``before_change`` is told the old schema number before an existing diary is changed. The number and
    the schema are written in the same transaction, so they cannot disagree, however it ends.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version >= len(migrations):
        return
    if version > 0:
        before_change(version)
    for apply in migrations[version:]:
        apply(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(migrations)}")
