"""Which reader a file gets: by ``--format``, else by how its name ends."""

from pathlib import Path

from kitdiary.domain.errors import DiaryError, InvalidInput

FORMATS = ("auto", "csv", "vcard")
_VCARD_ENDINGS = frozenset({".vcf", ".vcard"})
_NOT_YET = "This version reads CSV, not vCard: export the contacts of {file} as CSV and import that."


def check_format(path: Path, chosen: str = "auto") -> None:
    """Raise DiaryError for a format that cannot be read yet, InvalidInput for one nobody knows."""
    if chosen not in FORMATS:
        raise InvalidInput(f"“{chosen}” is not a format: use one of {', '.join(FORMATS)}.")
    if chosen == "vcard" or (chosen == "auto" and path.suffix.lower() in _VCARD_ENDINGS):
        raise DiaryError(_NOT_YET.format(file=path.name))
