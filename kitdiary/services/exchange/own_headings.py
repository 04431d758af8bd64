"""How our own export is told from everybody else's files."""

from collections.abc import Sequence

_ALWAYS = frozenset({"uid", "name", "emails", "phones", "first_talk_on"})


def is_own(headings: Sequence[str]) -> bool:
    """Whether a file is our own export, with all it holds."""
    return {heading.strip() for heading in headings} >= _ALWAYS
