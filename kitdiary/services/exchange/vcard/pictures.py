"""Pictures of an import wait in a temporary file: a thousand of them are more than memory should hold."""

import hashlib
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

from kitdiary.domain.errors import InvalidInput
from kitdiary.services.exchange.records import Picture

MOST_BYTES = 25 * 1024 * 1024
"""What the diary keeps of one file."""
_IN_MEMORY = 8 * 1024 * 1024


class PictureFile:
    """Where pictures wait until the import is decided; gone on leaving."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # closed by __exit__
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, media_type: str, data: bytes) -> Picture:
        """Keep a picture. InvalidInput for one that is larger than the diary takes."""
        if len(data) > MOST_BYTES:
            raise InvalidInput(f"Its picture is larger than {MOST_BYTES // 1024**2} MB: make it smaller.")
        start, size = self._end, len(data)
        self._file.seek(start)
        self._file.write(data)
        self._end += size

        def load() -> bytes:
            self._file.seek(start)
            return self._file.read(size)

        return Picture(media_type, hashlib.sha256(data).hexdigest(), load)
