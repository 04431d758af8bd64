"""What a hand-off withholds unless it is asked for; a setting too, so it stands alone: the start loads it."""

from enum import StrEnum


class Extra(StrEnum):
    """What is withheld unless asked for."""

    NOTES = "notes"
    INSIGHTS = "insights"
