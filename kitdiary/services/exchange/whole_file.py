"""Writing a file that is whole or not there: beside its place, then renamed into it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from kitdiary.domain.errors import DiaryError


@contextmanager
def whole_file(path: Path, encoding: str) -> Iterator[TextIO]:
    """A text file to write, its line ends as given; on leaving it is on the disk and takes its place.

    After an error nothing is left of it, and what was there before is as it was. Raises DiaryError where
    it cannot be written.
    """
    if path.is_dir():
        raise DiaryError(f"{path} is a folder: name a file in it.")
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding=encoding, newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise DiaryError(
            f"{path} cannot be written ({error.strerror or error}): choose another place for it."
        ) from error
    finally:
        beside.unlink(missing_ok=True)
