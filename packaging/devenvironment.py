"""The checkout's own .venv: made once, known to be whole by its stamp, remade when it is not.

The stamp is written last and removed first. Whatever stops a set-up half-way (kill -9 included) therefore
leaves a .venv without one, and the next start makes it anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from devfaults import SetupError, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# The test group holds everything the run group does.
REQUIREMENTS = {"run": "requirements.txt", "test": "requirements-dev.txt"}

# Changed when what is made in .venv changes in a way the requirement files do not show.
LAYOUT = 1


def checkout() -> Path:
    """Returns the folder that holds pyproject.toml."""
    return Path(__file__).resolve().parent.parent


def base_python() -> str:
    """Returns the Python to build on, also when this runs inside a virtual environment."""
    # _base_executable is what the standard library's venv itself goes by.
    return str(getattr(sys, "_base_executable", None) or sys.executable)


class Environment:
    """The virtual environment of one checkout."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.stamp = self.folder / "kitdiary-setup.json"
        self.lock = self.folder / "kitdiary-setup.lock"
        self.scripts = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.scripts / ("python.exe" if os.name == "nt" else "python")

    @property
    def site_packages(self) -> Path:
        """Where pip puts the libraries."""
        if os.name == "nt":
            return self.folder / "Lib" / "site-packages"
        return (
            self.folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
        )

    def ensure(self, group: str, variables: Mapping[str, str]) -> None:
        """Makes the environment ready for a group ("run" or "test"); raises SetupError."""
        if self.is_ready(group):
            return
        try:
            with self._locked() as handles:
                # Another start may have made it while this one waited for the lock.
                if not self.is_ready(group):
                    self._make(group, variables, handles)
        except OSError as error:
            raise SetupError(
                f"cannot set up {self.folder}: {error}. Check the disk and the folder's permissions, "
                "close programs that use it, then start this again."
            ) from error

    def wanted(self, group: str) -> dict[str, object]:
        """Returns what the stamp says of a set-up that is up to date for a group."""
        text = (self.root / "packaging" / REQUIREMENTS[group]).read_bytes()
        return {
            "layout": LAYOUT,
            "python": f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}",
            "base": sys.base_prefix,
            group: hashlib.sha256(text).hexdigest(),
        }

    def is_ready(self, group: str) -> bool:
        """Whether nothing needs doing; cheap enough for every start."""
        stamp = self._read_stamp()
        if any(stamp.get(key) != value for key, value in self.wanted(group).items()):
            return False
        # exists() follows the link: false when the Python it was built on is gone.
        packages = stamp.get("packages")
        return self.python.exists() and isinstance(packages, list) and set(packages) <= set(self._packages())

    def _read_stamp(self) -> dict[str, object]:
        try:
            stamp = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def _packages(self) -> list[str]:
        """Returns what pip installed, as folder names in site-packages; pip itself may be renewed by hand."""
        folders = self.site_packages.glob("*.dist-info")
        return sorted(
            folder.name for folder in folders if not folder.name.startswith(("pip-", "setuptools-"))
        )

    def _make(self, group: str, variables: Mapping[str, str], handles: Sequence[int]) -> None:
        # A whole set-up for `run` only needs the rest on top; anything else starts afresh.
        extend = group == "test" and self.is_ready("run")
        stamps = self.wanted(group)
        if group == "test":
            stamps |= self.wanted("run")
        self.stamp.unlink(missing_ok=True)
        if not extend:
            self._clear()
            tell(f"making {self.folder} ...")
            call([base_python(), "-I", "-m", "venv", str(self.folder)], variables, handles)
        tell("installing the pinned libraries (about 100 MB the first time) ...")
        # -I: only .venv's own libraries. Where packages come from is the user's own pip configuration.
        # Only wheels: a source archive would fetch unpinned build tools and run them.
        pip = [str(self.python), "-I", "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        wheels = ["--only-binary=:all:", "--require-hashes", "--no-warn-script-location"]
        requirements = self.root / "packaging" / REQUIREMENTS[group]
        # PIP_USER=0: a configured "user = true" would make pip refuse to install into .venv.
        call([*pip, *wheels, "-r", str(requirements)], {**variables, "PIP_USER": "0"}, handles)
        self._add_checkout()
        self._write_stamp({**stamps, "packages": self._packages()})

    def _clear(self) -> None:
        """Empties the folder but for the lock, which this process is holding."""
        for entry in self.folder.iterdir():
            if entry == self.lock:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def _add_checkout(self) -> None:
        """Makes `import kitdiary` find the checkout, and `.venv/bin/kitdiary` start it.

        A path file does what an editable install would, without a build tool to install first. The path is
        relative to it: the checkout may move, and may lie under a name that the locale cannot write.
        """
        relative = os.path.relpath(self.root, self.site_packages)
        (self.site_packages / "kitdiary.pth").write_text(relative + "\n", encoding="utf-8")
        if os.name == "nt":
            text = '@"%~dp0python.exe" -P -m kitdiary %*\n'
            (self.scripts / "kitdiary.cmd").write_text(text, encoding="ascii", newline="\r\n")
        else:
            # A shell line, not "#!/…/python": that breaks in a path with a space.
            text = '#!/bin/sh\nexec "$(dirname "$0")/python" -P -m kitdiary "$@"\n'
            launcher = self.scripts / "kitdiary"
            launcher.write_text(text, encoding="ascii")
            launcher.chmod(0o755)

    def _write_stamp(self, content: Mapping[str, object]) -> None:
        whole = self.stamp.with_suffix(".new")
        whole.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        whole.replace(self.stamp)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[list[int]]:
        """Holds the set-up lock; gives the handles that children must inherit to hold it as well.

        They must: when this process is killed, its pip goes on writing, and the next start has to wait.
        """
        self.folder.mkdir(exist_ok=True)
        with self.lock.open("a+b") as file:
            if os.name == "nt":
                lock_on_windows(file.fileno())
                yield []
            else:
                lock_on_posix(file.fileno())
                yield [file.fileno()]


def lock_on_posix(handle: int) -> None:
    """Takes the lock, waiting for another set-up; it goes with the last process that holds the handle."""
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        tell("another set-up of this checkout is at work; waiting for it ...")
        fcntl.flock(handle, fcntl.LOCK_EX)


def lock_on_windows(handle: int) -> None:
    """Takes the lock on the file's first byte; Windows frees it when the process ends."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, 0, os.SEEK_SET)
        while True:
            # LK_LOCK tries for ten seconds, then raises.
            with contextlib.suppress(OSError):
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return


def call(command: Sequence[str], variables: Mapping[str, str], handles: Sequence[int]) -> None:
    """Runs one step of the set-up, its words on stderr; raises SetupError when it fails."""
    done = subprocess.run(
        list(command),
        env=dict(variables),
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        pass_fds=tuple(handles),
        check=False,
    )
    if done.returncode != 0:
        raise SetupError(
            f"the set-up stopped: '{' '.join(command)}' ended with {done.returncode} (see above)."
        )
