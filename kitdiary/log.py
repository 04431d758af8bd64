"""The program's log: what went wrong and where in the code, never whom it was about.

A log file gets mailed around when something breaks, so nothing of the diary may stand in it. That is
enforced here, not left to the callers: text handed to a message is replaced by its type, and of an
exception only its type and the places in the code are written, never its message, for a message may
quote a name or a note. Nor do file paths appear: they hold the user's name.
"""

import logging
import time
import traceback
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from types import TracebackType

from kitdiary import paths

FILE_NAME = "kitdiary.log"
_BYTES, _OLD_FILES = 512 * 1024, 3
_LOGGER = logging.getLogger("kitdiary")
_HARMLESS = (int, float, bool, date, Enum, type, type(None))


def start(folder: Path | None = None) -> None:
    """Write the log from now on into ``folder`` (None: the user's log folder). Never fails.

    Where the folder or the file cannot be written, the program runs without a log. The file itself is
    made by the first message. Started twice, only the last folder counts.
    """
    stop()
    _LOGGER.propagate = False
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.addHandler(_file_in(paths.log_folder() if folder is None else folder))


def stop() -> None:
    """Close the log; what is logged later is dropped until `start`."""
    for handler in list(_LOGGER.handlers):
        _LOGGER.removeHandler(handler)
        handler.close()
    _LOGGER.addHandler(logging.NullHandler())


def note(what: str, **figures: float) -> None:
    """One line of what the program did, with figures only: ``note("planned anew", contacts=300)``."""
    names = "".join(f" {name}=%s" for name in figures)
    template = f"{what.replace('%', '%%')}{names}"
    _LOGGER.info(template, *figures.values())


def fault(where: str, error: BaseException) -> None:
    """An error nobody expected, with the places in the code it came through; ``where`` is ours to name."""
    _LOGGER.error(where.replace("%", "%%"), exc_info=error)


def _file_in(folder: Path) -> logging.Handler:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return logging.NullHandler()
    handler = _Later(folder / FILE_NAME)
    handler.setFormatter(_Private("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S"))
    return handler


class _Later(logging.Handler):
    """A rotating file, its library loaded by the first message; its faults (disk full …) reach nobody."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one message."""
        try:
            if self._file is None:
                self._file = _quiet_file(self._path)
                self._file.setFormatter(self.formatter)
            self._file.emit(record)
        except OSError:
            return

    def close(self) -> None:
        """Close the file, if there ever was one."""
        if self._file is not None:
            self._file.close()
        super().close()


def _quiet_file(path: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    class QuietFile(RotatingFileHandler):
        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # the library's name
            """Drop the record."""

    return QuietFile(path, maxBytes=_BYTES, backupCount=_OLD_FILES, encoding="utf-8", delay=True)


class _Private(logging.Formatter):
    """Writes messages and exceptions without anything that may come from the diary."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """The record as text, its arguments reduced to figures."""
        shown = logging.makeLogRecord(record.__dict__)
        if isinstance(record.args, Mapping):
            shown.args = {name: _harmless(value) for name, value in record.args.items()}
        elif record.args:
            shown.args = tuple(_harmless(value) for value in record.args)
        shown.exc_text = None  # another handler may have put the full text there
        shown.stack_info = None
        return super().format(shown)

    def formatException(  # noqa: N802  # the library's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Types and places of an exception and of what caused it."""
        return "\n".join(_places(ei[1])) if ei[1] is not None else ""


def _harmless(value: object) -> object:
    return value if isinstance(value, _HARMLESS) else f"<{type(value).__name__}>"


def _places(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = type(current)
        yield f"  {'' if current is error else 'from '}{kind.__module__}.{kind.__qualname__}"
        for frame, line in traceback.walk_tb(current.__traceback__):
            yield f"    {frame.f_globals.get('__name__', '?')}:{line} in {frame.f_code.co_qualname}"
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
