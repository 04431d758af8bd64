"""Which reader a file gets: by ``--format``, else by what is in it."""

from pathlib import Path

from kitdiary.domain.errors import InvalidInput

FORMATS = ("auto", "csv", "vcard")
VCARD_ENDINGS = frozenset({".vcf", ".vcard"})
_SAMPLE_BYTES = 64 * 1024
_BEGIN = b"BEGIN:VCARD"


def is_vcard(path: Path, chosen: str = "auto") -> bool:
    """Whether a file is to be read as vCard, else as CSV. Raises InvalidInput for a format nobody knows.

    What is in the file goes before how its name ends; one that cannot be opened is nobody's business here.
    """
    if chosen not in FORMATS:
        raise InvalidInput(f"“{chosen}” is not a format: use one of {', '.join(FORMATS)}.")
    if chosen != "auto":
        return chosen == "vcard"
    if path.suffix.lower() in VCARD_ENDINGS:
        return True
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            sample = file.read(_SAMPLE_BYTES)
    except OSError:
        return False
    text = sample.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text[: len(_BEGIN)].upper() == _BEGIN
