"""Where things lie: the diary, settings of the window, the log, and the files shipped with the program.

Every folder can be moved by an environment variable. Nothing here creates a folder: who writes, makes it.
"""

import os
import sys
from pathlib import Path

import platformdirs

from kitdiary.domain.errors import DiaryError

DIARY_VARIABLE = "KITDIARY_DIARY"
CONFIG_VARIABLE = "KITDIARY_CONFIG_DIR"
LOG_VARIABLE = "KITDIARY_LOG_DIR"

_PACKAGE = Path(__file__).resolve().parent
# The XDG folders of Linux are named in lower case, those of Windows and macOS as people read them.
_NAME = "KitDiary" if sys.platform in ("win32", "darwin") else "kitdiary"


def _chosen(variable: str) -> Path | None:
    """What an environment variable says, made absolute; None where it is unset or empty."""
    given = os.environ.get(variable, "").strip()
    return Path(given).expanduser().absolute() if given else None


def diary_path() -> Path:
    """The user's diary file: ``KITDIARY_DIARY``, else `default_diary_path`."""
    return _chosen(DIARY_VARIABLE) or default_diary_path()


def default_diary_path() -> Path:
    """The diary in the folder for this user's data.

    On Windows that is the local folder, not the roaming one: a database must not be copied while open.
    """
    return platformdirs.user_data_path(_NAME, appauthor=False, roaming=False) / "diary.kitdiary"


def config_folder() -> Path:
    """The folder for what belongs to this computer, not to the diary: window geometry, columns."""
    return _chosen(CONFIG_VARIABLE) or platformdirs.user_config_path(_NAME, appauthor=False, roaming=False)


def log_folder() -> Path:
    """The folder of the program's log."""
    return _chosen(LOG_VARIABLE) or platformdirs.user_log_path(_NAME, appauthor=False)


def resource(*parts: str) -> Path:
    """A file or folder shipped with the program, such as ``resource("demo", "names.json")``.

    In a checkout ``resources`` lies beside the package, in an installed wheel and in a bundle inside it.
    Raises DiaryError where it is missing: then the installation is damaged.
    """
    for folder in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        found = folder.joinpath(*parts)
        if found.exists():
            return found
    raise DiaryError(
        f"The file resources/{'/'.join(parts)} is missing from the program in {_PACKAGE}: "
        "install KitDiary again."
    )
