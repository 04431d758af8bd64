"""What Settings can change that moves no due date: the clock of reminders, privacy, backup, the rep."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Preferences:
    """Times of day are local to the rep. ``time_zone`` empty means the system's."""

    time_zone: str = ""
    day_start: time = time(8, 30)
    quiet_from: time | None = None
    quiet_to: time | None = None
    promise_lead_minutes: int = 10
    names_hidden: bool = False
    reminders_paused_until: str = ""
    """ISO instant with offset until which nothing is announced, empty when running."""
    backup_folder: str = ""
    """A second folder that gets every backup too (a stick, a synced folder); empty for none."""
    calendar_folder: str = ""
    """A folder in which one calendar file of promises and due talks is kept; empty for none."""
    handoff_folder: str = ""
    """A folder that gets the weekly hand-off; empty for none."""
    handoff_day: int = 4
    """The weekday it is made on, 0 for Monday."""
    handoff_include: str = ""
    """What is not withheld in it: ``notes``, ``insights``, or both with a comma."""
    handoff_zip: bool = False
    rep_name: str = ""
    sign_off: str = ""
    sign_off_de: str = ""
    """In German letters; empty for the one of all."""
    sign_off_fr: str = ""
