"""An email as a file that a mail program opens as a draft (PLATFORM "Desktop").

``X-Unsent: 1`` makes it one; who sends it and when is for the mail program to say, so there is no From and
no Date. No header can be slipped in through a name, a subject or a file's name: each is one line before it
gets here, and the email package refuses any other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import check_email, clean_text, shown_line

_MOST_SUBJECT = 900
_MEDIA_TYPE = re.compile("[a-z0-9.+-]+/[a-z0-9.+-]+")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with an email."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """An email to be drafted: to whom (name, perhaps "", and address), and who gets it unseen by others."""

    to: Sequence[tuple[str, str]] = ()
    subject: str = ""
    text: str = ""
    blind: Sequence[tuple[str, str]] = ()
    enclosure: Enclosure | None = None


def draft(mail: Mail) -> bytes:
    """The file, with CRLF line ends. InvalidInput names an address that cannot be one."""
    addresses = [*map(_address, mail.to)], [*map(_address, mail.blind)]
    ascii_only = all(one.addr_spec.isascii() for part in addresses for one in part)
    message = EmailMessage(policy.SMTP if ascii_only else policy.SMTPUTF8)
    try:
        message["X-Unsent"] = "1"
        message["Subject"] = shown_line(mail.subject, _MOST_SUBJECT)
        for header, found in zip(("To", "Bcc"), addresses, strict=True):
            if found:
                message[header] = found
        # Quoted-printable whatever the text: every program reads it, and no line grows too long.
        message.set_content(f"{clean_text(mail.text, 'text')}\n", cte="quoted-printable")
        if mail.enclosure is not None:
            _enclose(message, mail.enclosure)
        return message.as_bytes()
    except (MessageError, ValueError, UnicodeError) as error:
        raise DiaryError(f"No draft can be made of this email ({error}): copy the text instead.") from error


def _enclose(message: EmailMessage, enclosure: Enclosure) -> None:
    main, _, sub = enclosure.media_type.partition("/")
    plain = _MEDIA_TYPE.fullmatch(enclosure.media_type) is not None
    if not plain or main in ("text", "message", "multipart"):
        main, sub = "application", "octet-stream"  # as it is, whatever is in it
    name = shown_line(enclosure.name, 150).replace("/", "_").replace("\\", "_") or "attachment"
    message.add_attachment(enclosure.data, maintype=main, subtype=sub, filename=name)


def _address(whom: tuple[str, str]) -> Address:
    name, email = whom
    address = check_email(email)
    local, _, domain = address.rpartition("@")
    try:
        # A name of a domain in other letters travels as ASCII; a name before the @ has to stay as it is.
        host = domain if domain.isascii() else domain.encode("idna").decode("ascii")
        return Address(shown_line(name, 200), local, host)
    except (MessageError, ValueError, UnicodeError, IndexError) as error:
        raise InvalidInput(f"“{shown_line(email, 80)}” is not an email address: correct it first.") from error
