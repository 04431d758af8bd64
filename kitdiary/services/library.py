"""The library: content items worth sending."""

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack
from urllib.parse import urlsplit

from kitdiary.domain.content import ContentItem, ContentKind
from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import clean_name, clean_text, name_key, shown_line
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.limits import check_day
from kitdiary.storage.attachments import Attachment
from kitdiary.storage.blobs import MOST_BYTES, put_blob
from kitdiary.storage.library_list import LibraryList, LibraryQuery, LibrarySort, Offered, Reach, Recipient

if TYPE_CHECKING:
    from kitdiary.storage.scopes import OperationScope

__all__ = ["LibraryQuery", "LibraryService", "LibrarySort", "Offered", "Reach", "Recipient"]

_WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class Given:
    """An item, the attachment that is its file, and who got it: touch, contact, name, local date."""

    item: ContentItem
    file: int | None
    had_by: tuple[tuple[int, int, str, date], ...]


class ItemFields(TypedDict, total=False):
    """What of an item can be changed. ``file`` None takes the file away; topics and industries are whole."""

    title: str
    kind: ContentKind
    link: str
    file: Path | None
    topics: Sequence[str]
    industries: Sequence[str]
    why: str
    until: date | None
    competitor: str
    archived: bool


class LibraryService:
    """Adds content items, changes them and finds them again."""

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
        industries: Sequence[str] = (),
        why: str = "",
        until: date | None = None,
        competitor: str = "",
    ) -> Change:
        """Put an item into the library, with its link or its file (kept inside the diary)."""
        context = self._context
        item = _with(
            ContentItem(0, "", added_on=context.today()),
            {
                "title": title,
                "kind": kind,
                "link": link,
                "topics": topics,
                "industries": industries,
                "why": why,
                "until": until,
                "competitor": competitor,
            },
        )
        data = None if file is None else read_attachment(file)
        with context.store.operation(f"Added “{item.title}” to the library", context.now()) as operation:
            self._check_title(item)
            attachment = None if file is None or data is None else self._keep(file, data)
            context.library.add(item, attachment)
        return _changed(operation)

    def edit(self, item_id: int, **fields: Unpack[ItemFields]) -> Change:
        """Change an item. Who has had it has had it: it stays the same item."""
        context = self._context
        file = fields.get("file")
        data = None if file is None else read_attachment(file)
        with context.store.operation("", context.now()) as operation:
            before, old_file = context.library.item(item_id), context.library.attachment_of(item_id)
            after = _with(before, fields)
            if after.title != before.title:
                self._check_title(after)
            operation.what = f"Changed “{after.title}” in the library"
            changed = {
                field.name: getattr(after, field.name)
                for field in dataclass_fields(after)
                if getattr(after, field.name) != getattr(before, field.name)
            }
            if changed:
                context.library.change(item_id, **changed)
            if "file" in fields and (file is not None or old_file is not None):
                new = None if file is None or data is None else self._keep(file, data)
                context.library.change(item_id, attachment_id=new)
                if old_file is not None:
                    context.attachments.remove(old_file)
        return _changed(operation)

    def archive(self, item_id: int, *, archived: bool = True) -> Change:
        """Put an item away, so that it is not proposed any more; or take it out again."""
        context = self._context
        with context.store.operation("", context.now()) as operation:
            title = context.library.item(item_id).title
            operation.what = f"Archived “{title}”" if archived else f"Took “{title}” out of the archive"
            context.library.change(item_id, archived=archived)
        return _changed(operation)

    def remove(self, item_id: int) -> Change:
        """Take an item nobody has had out of the library. DiaryError for one that somebody has."""
        context = self._context
        with context.store.operation("", context.now()) as operation:
            title, file = context.library.item(item_id).title, context.library.attachment_of(item_id)
            operation.what = f"Removed “{title}” from the library"
            if context.library.is_used(item_id):
                raise DiaryError(
                    f"“{title}” stands in the history of people who have had it: archive it instead."
                )
            context.library.remove(item_id)
            if file is not None:
                context.attachments.remove(file)
        return _changed(operation)

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

    # -- the page -----------------------------------------------------------------------------

    def count(self) -> int:
        """How many items there are, archived ones included."""
        with self._context.store.read():
            return self._context.library.count()

    def ids(self, query: LibraryQuery, limit: int | None = None) -> list[int]:
        """The ids of the items a query asks for, in its order."""
        with self._context.store.read():
            return LibraryList(self._context.store).ids(query, self._context.today(), limit)

    def rows(self, ids: Sequence[int]) -> dict[int, ContentItem]:
        """These items by their ids."""
        with self._context.store.read():
            return {item.id: item for item in self._context.library.items(ids)}

    def reach(self, ids: Sequence[int] | None = None) -> dict[int, Reach]:
        """What became of these items, of all for None; one nobody was sent is left out.

        Over a large diary that takes a moment: not for a window's thread.
        """
        with self._context.store.read():
            return LibraryList(self._context.store).reach(ids)

    def recipients(self, item_id: int, limit: int = 50) -> list[Recipient]:
        """Who has had an item and what came of it, the last first."""
        with self._context.store.read():
            return LibraryList(self._context.store).recipients(item_id, limit)

    def file_of(self, item_id: int) -> Attachment | None:
        """The file of an item, without its content."""
        with self._context.store.read():
            found = self._context.library.attachment_of(item_id)
            return None if found is None else self._context.attachments.one(found)

    def labels(self) -> tuple[list[str], list[str], list[str]]:
        """The topics, industries and competitors in use, to be offered while typing."""
        with self._context.store.read():
            return LibraryList(self._context.store).labels()

    # -- writing ------------------------------------------------------------------------------

    def _check_title(self, item: ContentItem) -> None:
        known = self._context.library.find(item.title)
        if known is not None and known.id != item.id:
            raise DiaryError(f"“{known.title}” is in the library already: give this item another title.")

    def _keep(self, file: Path, data: bytes) -> int:
        context = self._context
        return context.attachments.add(
            Attachment(
                0,
                clean_name(file.name, "file name") or "attachment",
                mimetypes.guess_type(file.name)[0] or "application/octet-stream",
                len(data),
                put_blob(context.store, data),
                context.today(),
            )
        )


def _changed(operation: "OperationScope") -> Change:
    number = operation.id if operation.changed else None
    return Change(number, operation.what, frozenset({Kind.CONTENT}))


def _with(item: ContentItem, fields: ItemFields) -> ContentItem:
    """An item with other fields, cleaned and checked."""
    title = clean_name(fields.get("title", item.title), "title")
    if not title:
        raise InvalidInput("A content item needs a title.")
    until = fields.get("until", item.until)
    if until is not None and until != item.until:
        check_day(until)
    link = fields.get("link", item.link)
    topics, industries = item.topics, item.industries
    if "topics" in fields:
        topics = _labels(fields["topics"], "topic")
    if "industries" in fields:
        industries = _labels(fields["industries"], "industry")
    return replace(
        item,
        title=title,
        kind=fields.get("kind", item.kind),
        link=link if link == item.link else checked_link(link),
        topics=topics,
        industries=industries,
        why=clean_text(fields.get("why", item.why), "reason"),
        until=until,
        competitor=clean_name(fields.get("competitor", item.competitor), "competitor"),
        archived=fields.get("archived", item.archived),
    )


def _labels(texts: Sequence[str], what: str) -> tuple[str, ...]:
    """Each once, as it was written first."""
    labels = [clean_name(text, what) for text in texts]
    return tuple({name_key(label): label for label in reversed(labels) if name_key(label)}.values())[::-1]


def _searched(item: ContentItem) -> str:
    return name_key(" ".join((item.title, item.why, item.competitor, *item.topics, *item.industries)))


def checked_link(link: str) -> str:
    """A link that can be sent and opened: of the web, or a mail address. InvalidInput for anything else.

    What runs (``javascript:``) or reaches for files of this computer (``file:``) is no link for a customer.
    """
    address = clean_text(link, "link")
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        mail = parts.scheme == "mailto" and "@" in parts.path
        sound = mail or (parts.scheme in _WEB and bool(parts.hostname))
    except ValueError:
        sound = False
    if not sound or len(address.split()) > 1:
        raise InvalidInput(
            f"“{shown_line(address, 80)}” is not a link that can be sent:"
            " it must begin with https://, http:// or mailto:."
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
