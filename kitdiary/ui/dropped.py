"""What somebody drops on the window or has on the clipboard, as something for the library."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QMimeData

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import MAX_NAME, shown_line
from kitdiary.services.library import checked_link
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr

_BARE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?:[/?#]\S*)?", re.IGNORECASE)
_MOST_TEXT = 20_000
"""Characters of a dropped page that are looked at for a link."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A link or a file, with what it may be called."""

    title: str = ""
    link: str = ""
    file: Path | None = None


def take_content(desk: Desk, data: QMimeData) -> None:
    """Open the form on what was dropped or pasted; say why where it is nothing for the library."""
    try:
        found = dropped_content(data)
    except DiaryError as error:
        desk.failed.emit(str(error))
        return
    if found is None:
        desk.failed.emit(tr("There is no link and no file in it: copy one, or add it by typing."))
    else:
        desk.go("add-content", found)


def dropped_content(data: QMimeData) -> Dropped | None:
    """The file or the link there is; None for something else.

    InvalidInput for a link that cannot be sent (``javascript:``), for several things and for a folder.
    """
    addresses = [url for url in data.urls() if not url.isEmpty()]
    if len(addresses) > 1:
        raise InvalidInput(tr("Put one thing at a time into the library: each has its own title and topics."))
    if addresses and addresses[0].isLocalFile():
        return of_file(Path(addresses[0].toLocalFile()))
    if data.hasHtml():
        reader = _FirstLink()
        reader.feed(data.html()[:_MOST_TEXT])
        if reader.link:
            return Dropped(_title(reader.words) or _title_of(reader.link), checked_link(reader.link))
    if addresses:
        address = bytes(addresses[0].toEncoded().data()).decode("ascii", "replace")
        words = data.text() if data.hasText() and "://" not in data.text() else ""
        return Dropped(_title(words) or _title_of(address), checked_link(address))
    return of_text(data.text()) if data.hasText() else None


def of_file(path: Path) -> Dropped:
    """A file, called by its name."""
    if path.is_dir():
        raise InvalidInput(tr("“{0}” is a folder: choose the file in it.", path.name))
    return Dropped(_title(path.stem.replace("_", " ")), file=path)


def of_text(text: str) -> Dropped | None:
    """The link a text is, with its title on a line of its own; None for a text that has none.

    InvalidInput for an address that is no link for a customer.
    """
    lines = [line.strip() for line in text[:_MOST_TEXT].splitlines() if line.strip()]
    if not lines:
        return None
    for place, line in enumerate(lines[:3]):
        link = f"https://{line}" if _BARE.fullmatch(line) else line
        scheme = urlsplit(link).scheme if len(link.split()) == 1 and ":" in link else ""
        if not scheme:
            continue
        others = lines[:place] + lines[place + 1 :]
        return Dropped(_title(others[0]) if others else _title_of(link), checked_link(link))
    return None


def _title(words: str) -> str:
    return shown_line(words, MAX_NAME)


def _title_of(link: str) -> str:
    """The last part of an address that has words: ``…/cold-chain-audit.html`` is *Cold chain audit*."""
    parts = urlsplit(link)
    if parts.scheme == "mailto":
        return _title(unquote(parts.path))
    last = unquote(parts.path.rstrip("/").rsplit("/", 1)[-1])
    words = re.sub(r"\.(?:html?|php|aspx?|pdf|docx?|pptx?)$", "", last, flags=re.IGNORECASE)
    words = re.sub(r"[-_+]+", " ", words).strip()
    if not re.search(r"[^\W\d]{3}", words):
        return _title((parts.hostname or "").removeprefix("www."))
    return _title(words[:1].upper() + words[1:])


class _FirstLink(HTMLParser):
    """The first link of a piece of a web page, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.link, self.words = "", ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A link begins."""
        if tag == "a" and not self.link:
            self.link = (dict(attrs).get("href") or "").strip()
            self._inside = bool(self.link)

    def handle_endtag(self, tag: str) -> None:
        """A link ends."""
        if tag == "a":
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Its words."""
        if self._inside:
            self.words += data
