"""Everything the diary holds on one person, for the person who asks: JSON, a page to read, their files."""

import json
import mimetypes
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.people import ClosedReason
from kitdiary.domain.reasons import Reason
from kitdiary.services.context import Context
from kitdiary.services.exchange.person_page import person_page
from kitdiary.storage.blobs import get_blob
from kitdiary.storage.person_record import PersonRecord, Record
from kitdiary.storage.values import instant_or_none

JSON_NAME, PAGE_NAME = "person.json", "person.html"
_NO_FILE_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')
_LONGEST = 80
_KEYS = frozenset({"name_key", "value_key", "tag_key", "title_key", "contact_id", "company_id", "content_id"})
_INNER = frozenset({
    "op", "made_op", "opened_op", "closed_op", "counts", "position", "promise_id", "introduced_by",
    "at_offset", "until_offset", "due_offset", "claimed_by", "claimed_at", "lease_until", "rule",
})  # fmt: skip
"""Columns that say something about the diary, not about the person."""
_INSTANTS = (("at", "at_offset"), ("until_at", "until_offset"), ("due_at", "due_offset"))


@dataclass(frozen=True, slots=True)
class PersonExport:
    """What was written: the folder and how many files beside the JSON and the page."""

    folder: Path
    name: str
    files: int
    touches: int


def export_person(context: Context, contact_id: int, folder: Path) -> PersonExport:
    """Write everything held on a contact into a folder, made where it is missing and else empty.

    ``person.json``, ``person.html`` and the attachments and picture under ``files``. Other people are not
    named: of a touch with several it says with how many. DiaryError, with nothing left behind, where the
    folder holds something already or cannot be written.
    """
    target = folder.absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DiaryError(f"“{target}” is there already and not an empty folder: name a new one.")
    made = not target.exists()
    try:
        target.mkdir(parents=True, exist_ok=True)
        with context.store.read():
            return _written(context, contact_id, target)
    except OSError as error:
        _remove(target, whole=made)
        raise DiaryError(
            f"“{target}” could not be written ({error.strerror}): choose another place."
        ) from error
    except BaseException:
        _remove(target, whole=made)
        raise


def _written(context: Context, contact_id: int, target: Path) -> PersonExport:
    name = context.people.contact(contact_id).name
    record, files, photo = _record(context, contact_id, target)
    (target / JSON_NAME).write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (target / PAGE_NAME).write_text(person_page(record, files, photo), encoding="utf-8")
    count = len(files) + (photo is not None)
    return PersonExport(target, name, count, len(record.get("touches", ())))


def _record(context: Context, contact_id: int, target: Path) -> tuple[Record, dict[str, str], str | None]:
    """What is held, and where its files were put, by their path in the folder."""
    reader = PersonRecord(context.store)
    tables = reader.tables(contact_id)
    files: dict[str, str] = {}
    photo: str | None = None
    for row in tables.get("attachments", []):
        path = _put(context, row["sha256"], f"{len(files) + 1}-{row['name']}", target)
        files[path] = row["name"]
        row["file"] = path
    for row in tables.get("contact_photos", []):
        kind = row["media_type"] or "image/jpeg"
        photo = _put(context, row["sha256"], f"photo{mimetypes.guess_extension(kind) or '.jpg'}", target)
        row["file"] = photo
    record: Record = {
        "made_at": context.now().isoformat(timespec="seconds"),
        "contact": _contact(reader.contact(contact_id) or {}, context.today()),
    }
    for table, rows in tables.items():
        record[_TITLES.get(table, table)] = [_shown(row, context.today()) for row in rows]
    return record, files, photo


_TITLES = {
    "contact_phones": "phones",
    "contact_emails": "emails",
    "contact_tags": "tags",
    "contact_photos": "photo",
    "steps": "next_steps",
    "notices": "reminders_shown",
}


def _contact(row: Record, today: date) -> Record:
    shown = _shown(row, today)
    shown["extra"] = json.loads(row.get("extra") or "[]")
    for column in ("allow_calls", "allow_email", "allow_other"):
        shown[column] = bool(row.get(column))
    if row.get("closed") == ClosedReason.NO_CONTACT:
        shown["closed"] = "asked not to be contacted"
    return shown


def _shown(row: Record, today: date) -> Record:
    """A row without what is of the diary alone; instants with their offset."""
    values = dict(row)
    for column, offset in _INSTANTS:
        if values.get(column) is not None and offset in row:
            moment = instant_or_none(values[column], row[offset])
            values[column] = None if moment is None else moment.isoformat()
    for column in ("made_at", "opened_at", "closed_at", "shown_at"):
        if isinstance(values.get(column), int):
            moment = instant_or_none(values[column], 0)
            values[column] = None if moment is None else moment.isoformat()
    if "people" in values:
        values["with_others"] = values.pop("people") - 1
    if "wants_reply" in values:
        values["wants_reply"] = bool(values["wants_reply"])
    if "interval_days" in values:
        values["reason"] = Reason.from_json(values["reason"]).sentence(today)
    return {key: value for key, value in values.items() if key not in _KEYS | _INNER | {"id", "successor_id"}}


def _put(context: Context, sha256: str, name: str, target: Path) -> str:
    """Write a file of the diary under a name no system minds; its path in the folder."""
    safe = _NO_FILE_NAME.sub("_", name).strip(" .")
    stem, dot, ending = safe.rpartition(".")
    safe = f"{stem[:_LONGEST]}{dot}{ending[:10]}" if dot else safe[:_LONGEST]
    place = target / "files" / safe
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(get_blob(context.store, sha256))
    return f"files/{safe}"


def _remove(target: Path, *, whole: bool) -> None:
    if whole:
        shutil.rmtree(target, ignore_errors=True)
        return
    for name in (JSON_NAME, PAGE_NAME):
        (target / name).unlink(missing_ok=True)
    shutil.rmtree(target / "files", ignore_errors=True)


def as_json(done: PersonExport) -> dict[str, Any]:
    """What the command prints with ``--json``."""
    return {"folder": str(done.folder), "files": done.files, "touches": done.touches}
