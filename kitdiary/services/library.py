"""The library: content items worth sending."""

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kitdiary.domain.content import ContentItem, ContentKind
from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import clean_name, clean_text, name_key
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.limits import check_day
from kitdiary.storage.attachments import Attachment
from kitdiary.storage.blobs import MOST_BYTES, put_blob

_SCHEMES = ("http://", "https://", "mailto:", "ftp://")


@dataclass(frozen=True, slots=True)
class Given:
    """An item, the attachment that is its file, and who got it: touch, contact, name, local date."""

    item: ContentItem
    file: int | None
    had_by: tuple[tuple[int, int, str, date], ...]


class LibraryService:
    """Adds content items and finds them again."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def add(
        self,
        title: str,
        *,
        kind: ContentKind = ContentKind.ARTICLE,
        link: str = "",
        file: Path | None = None,
        topics: Sequence[str] = (),
        why: str = "",
        until: date | None = None,
        competitor: str = "",
    ) -> Change:
        """Put an item into the library, with its link or its file (kept inside the diary)."""
        context = self._context
        name = clean_name(title, "title")
        if not name:
            raise InvalidInput("A content item needs a title.")
        if until is not None:
            check_day(until)
        data = None if file is None else read_attachment(file)
        labels = [clean_name(topic, "topic") for topic in topics]
        item = ContentItem(
            0,
            name,
            kind,
            _checked_link(link),
            tuple({name_key(label): label for label in reversed(labels) if label}.values())[::-1],
            clean_text(why, "reason"),
            until,
            clean_name(competitor, "competitor"),
            context.today(),
        )
        with context.store.operation(f"Added “{name}” to the library", context.now()) as operation:
            known = context.library.find(name)
            if known is not None:
                raise DiaryError(f"“{known.title}” is in the library already: give this item another title.")
            attachment = None
            if file is not None and data is not None:
                attachment = context.attachments.add(
                    Attachment(
                        0,
                        clean_name(file.name, "file name") or "attachment",
                        mimetypes.guess_type(file.name)[0] or "application/octet-stream",
                        len(data),
                        put_blob(context.store, data),
                        context.today(),
                    )
                )
            context.library.add(item, attachment)
        return Change(operation.id, operation.what, frozenset({Kind.CONTENT}))

    def one(self, item_id: int) -> Given:
        """An item and who got it, the last first. DiaryError for an unknown id."""
        library = self._context.library
        with self._context.store.read():
            item, file = library.item(item_id), library.attachment_of(item_id)
            return Given(item, file, tuple(library.had_by(item_id)))

    def items(self, text: str = "") -> list[ContentItem]:
        """The items whose title, topics or reason have the words of ``text``; all of them for none."""
        with self._context.store.read():
            items = self._context.library.items()
        wanted = name_key(text).split()
        return [item for item in items if all(word in _searched(item) for word in wanted)]


def _searched(item: ContentItem) -> str:
    return name_key(" ".join((item.title, item.why, item.competitor, *item.topics)))


def _checked_link(link: str) -> str:
    address = clean_text(link, "link")
    if address and (not address.lower().startswith(_SCHEMES) or len(address.split()) > 1):
        raise InvalidInput(
            f"“{link}” is not a link that can be sent: it must begin with https:// or http://."
        )
    return address


def read_attachment(path: Path) -> bytes:
    """The bytes of a file to be kept in the diary; DiaryError when it cannot be read or is too large."""
    try:
        if not path.is_file():  # a folder, a device without an end, nothing at all
            path.stat()
            raise DiaryError(f"{path} is no file: name one that can be sent.")
        if path.stat().st_size > MOST_BYTES:
            raise DiaryError(
                f"{path.name} is larger than {MOST_BYTES // 2**20} MB: a diary keeps attachments up to that "
                "size; put it on the web and give its link instead."
            )
        return path.read_bytes()
    except OSError as error:
        raise DiaryError(
            f"{path} cannot be read ({error.strerror}): check the file's name and its rights."
        ) from error
