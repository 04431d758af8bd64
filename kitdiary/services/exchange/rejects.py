"""The rejects file: what an import could not read, in a form that can be corrected and imported again."""

import csv
import os
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from kitdiary.domain.errors import DiaryError
from kitdiary.services.exchange.records import Reject
from kitdiary.services.exchange.spreadsheet import harmless
from kitdiary.services.exchange.vcard.rejects import reject_text

LINE_HEADING = "KitDiary line"
REASON_HEADING = "KitDiary reason"
"""Both come first, so that a row with too many cells shows them at its end; an import ignores both."""


class RejectsWriter:
    """Writes rejects as they come; UTF-8 with BOM, commas, CRLF, as all our CSV (PRODUCT §5).

    Without headings they are cards, and written as a vCard file.

    The file is written beside its place and renamed into it on leaving, so that it is whole or not there.
    Without a reject none is written. Raises DiaryError where it cannot be written.
    """

    def __init__(self, path: Path, headings: tuple[str, ...]) -> None:
        self._path = path
        self._cards = not headings
        self._headings = tuple(
            heading for heading in headings if heading not in (LINE_HEADING, REASON_HEADING)
        )
        self._dropped = {i for i, heading in enumerate(headings) if heading in (LINE_HEADING, REASON_HEADING)}
        self._beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._file: TextIO | None = None
        self.count = 0
        """How many rejects were written."""

    def __enter__(self) -> Self:
        return self

    def write(self, reject: Reject) -> None:
        """Add one reject."""
        cells = [cell for index, cell in enumerate(reject.cells) if index not in self._dropped]
        try:
            if self._cards:
                self._write_card(reject)
                return
            if self._file is None:
                self._file = self._beside.open("w", encoding="utf-8-sig", newline="", errors="replace")
                self._put((LINE_HEADING, REASON_HEADING, *self._headings))
            self._put((str(reject.line), reject.reason, *cells))
        except OSError as error:
            raise self._failed(error) from error
        self.count += 1

    def _write_card(self, reject: Reject) -> None:
        """Bytes that were in no charset we know go out as they came in."""
        if self._file is None:
            self._file = self._beside.open("w", encoding="utf-8", newline="", errors="surrogateescape")
        self._file.write(reject_text(reject))
        self.count += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is None:
            return
        try:
            self._file.close()
            if kind is None:
                self._beside.replace(self._path)
        except OSError as fault:
            raise self._failed(fault) from fault
        finally:
            self._beside.unlink(missing_ok=True)

    def _put(self, cells: tuple[str, ...]) -> None:
        if self._file is not None:
            csv.writer(self._file, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])

    def _failed(self, error: OSError) -> DiaryError:
        return DiaryError(
            f"The rejects file {self._path} cannot be written ({error.strerror}): "
            "choose another place for it."
        )
