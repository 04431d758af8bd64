"""A mail as a file (.eml): who wrote, when, what, and what was attached. Nothing in it is run or loaded."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import check_email, clean_name, clean_text, shown_line
from kitdiary.services.exchange.text_file import opened

MOST_TEXT = 20_000
"""Letters of a mail that are kept; what follows is mostly the mail before."""
_MOST_FILES = 50
_FAULTS = (MessageError, ValueError, LookupError, AttributeError, TypeError, AssertionError)
"""What the parser of the standard library raises for headers and bodies that are no mail's."""
_SKIPPED = frozenset({"script", "style", "head", "title"})
_BLOCKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "table", "blockquote"})


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail. ``at`` carries its offset, None where it has no date that can be read."""

    name: str
    email: str
    subject: str
    text: str
    at: datetime | None
    files: tuple[tuple[str, bytes], ...] = ()
    """Names and contents of what was attached."""


def read_mail(path: Path) -> Mail:
    """The mail of a file. DiaryError, one sentence, for what is none."""
    if path.suffix.lower() == ".msg":
        raise DiaryError(
            f"{path.name} is a message in Outlook’s own form: open it there, choose Save as, and take the "
            "type “.eml” or “Text only”, or drag it out of the new Outlook, which saves .eml."
        )
    with opened(path, "mail") as raw:
        data = raw.read()
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        name, email = _sender(message)
        email = check_email(email)
    except InvalidInput as error:
        raise _no_mail(path) from error
    except _FAULTS as error:
        raise _no_mail(path) from error
    assert isinstance(message, EmailMessage)
    return Mail(
        clean_name(shown_line(name, 200)),
        email,
        clean_name(shown_line(_header(message, "subject"), 300), "subject"),
        _text(message),
        _date(message),
        _files(message),
    )


def _no_mail(path: Path) -> DiaryError:
    return DiaryError(
        f"{path.name} is no mail with a sender: save it from your mail program once more, as .eml."
    )


def _sender(message: EmailMessage) -> tuple[str, str]:
    """Name and address of who wrote: by the header's parts, so that no name can be taken for an address."""
    for one in getattr(message["from"], "addresses", ()):
        if one.username and one.domain:
            return one.display_name, one.addr_spec
    return parseaddr(_header(message, "from"))


def _header(message: EmailMessage, name: str) -> str:
    """A header as one line; "" where it is missing or broken."""
    try:
        return " ".join(str(message[name] or "").split())
    except _FAULTS:
        return ""


def _date(message: EmailMessage) -> datetime | None:
    try:
        found = parsedate_to_datetime(_header(message, "date"))
        return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    except (*_FAULTS, OverflowError):
        return None


def _text(message: EmailMessage) -> str:
    """The words of the mail; of one in HTML alone its words without the marks."""
    try:
        body = message.get_body(("plain", "html"))
    except _FAULTS:
        body = None
    if body is None:
        return ""
    text = _content(body)
    if body.get_content_subtype() == "html":
        text = html_words(text)
    text = re.sub(r"\n{3,}", "\n\n", text.replace("\r\n", "\n")).strip()
    return clean_text(text[:MOST_TEXT], "mail")


def _content(part: "MIMEPart[Any, Any]") -> str:
    """The text of a part, whatever its character set says."""
    try:
        found = part.get_content()
    except _FAULTS:
        data = part.get_payload(decode=True)
        return data.decode("latin-1") if isinstance(data, bytes) else ""
    return found if isinstance(found, str) else ""


def _files(message: EmailMessage) -> tuple[tuple[str, bytes], ...]:
    found: list[tuple[str, bytes]] = []
    try:
        for part in message.iter_attachments():
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data and len(found) < _MOST_FILES:
                name = re.sub(r"[/\\]", "-", shown_line(part.get_filename() or "", 120))
                found.append((clean_name(name, "file name") or f"attachment-{len(found) + 1}", data))
    except _FAULTS:
        return tuple(found)
    return tuple(found)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's
        self._skipping += tag in _SKIPPED
        if tag in _BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED and self._skipping:
            self._skipping -= 1
        elif tag in _BLOCKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.found.append(re.sub(r"\s+", " ", data))


def html_words(text: str) -> str:
    """The words of HTML, a line for each block; no link is followed, no picture loaded."""
    parser = _Words()
    parser.feed(text)
    parser.close()
    lines = ("".join(parser.found)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)
