"""What leaves the program: other programs asked to open an address, and the clipboard.

Opening is not doing: on Linux Qt says yes also when nothing opened (PLATFORM.md), so whoever opens an
address offers to copy it too.
"""

from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

_SCHEMES = frozenset({"mailto", "tel", "http", "https", "ftp"})
MAIL_MOST = 1_900
"""Characters of a mailto address that Windows still takes."""


def open_address(address: str) -> bool:
    """Ask the system to open an address (``mailto:``, ``tel:``, ``https:``); False for any other sort.

    A link may have come from another diary or file: one that would run something is not opened.
    """
    if address.partition(":")[0].lower() not in _SCHEMES or not address.isascii():
        return False
    return QDesktopServices.openUrl(QUrl.fromEncoded(address.encode("ascii")))


def copy(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def mail_address(to: str, subject: str, body: str) -> str | None:
    """A ``mailto:`` address; None where it would be longer than every system takes.

    The subject is one line: some programs would take what follows a line's end for another header.
    """
    lines = "\r\n".join(body.splitlines())
    subject = " ".join(subject.split())
    local, _at, domain = to.rpartition("@")
    whom = f"{quote(local, safe='')}@{quote(domain, safe='')}"
    parts = [
        f"{name}={quote(text, safe='')}" for name, text in (("subject", subject), ("body", lines)) if text
    ]
    made = "?".join((f"mailto:{whom}", "&".join(parts))) if parts else f"mailto:{whom}"
    return made if len(made) <= MAIL_MOST else None


def phone_address(number: str, e164: str) -> str:
    """A ``tel:`` address: the international form where it is known, else what can be dialled of it."""
    return f"tel:{e164 or quote(''.join(ch for ch in number if ch in '+*#0123456789'), safe='+*')}"
