"""What must be on a Debian or Ubuntu machine before .venv can be made and Qt can start.

Nothing here does anything on other systems: there Python comes whole and Qt's wheels bring what they need.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys

from devfaults import SetupError, tell

# Debian package -> a library in it, asked of the loader as Qt will ask: packages change their names
# (libglib2.0-0 is libglib2.0-0t64 from Debian 13 on), the library's own name stays.
# The first six are needed even with no display, the others for a window (seen in a bare Debian 12).
QT_LIBRARIES = {
    "libglib2.0-0": "libgthread-2.0.so.0",
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}

# Debian package -> a program in it. Tests that need one are skipped where it is missing.
TEST_PROGRAMS = {
    "dbus-daemon": "dbus-run-session",
    "dunst": "dunst",
    "libglib2.0-bin": "gio",
    "libnotify-bin": "notify-send",
    "trayer": "trayer",
    "xdotool": "xdotool",
    "xvfb": "Xvfb",
}


# The same for modules of Perl: another language's reader checks the vCards we write.
TEST_PERL_MODULES = {"libtext-vcard-perl": "Text::vCard::Addressbook"}


def on_debian() -> bool:
    """Whether this is a system whose packages come through apt."""
    return (
        sys.platform == "linux" and shutil.which("apt-get") is not None and shutil.which("dpkg") is not None
    )


def can_load(library: str) -> bool:
    """Whether the loader finds a library for this very Python (its architecture included)."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages() -> list[str]:
    """Returns the Debian packages without which KitDiary cannot be set up or start."""
    missing = [package for package, library in QT_LIBRARIES.items() if not can_load(library)]
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        # Debian keeps it out of its own Python; any other Python that lacks it is not helped by apt.
        missing.insert(0, f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return missing


def missing_test_packages() -> list[str]:
    """Returns the Debian packages that some tests need."""
    programs = [package for package, program in TEST_PROGRAMS.items() if shutil.which(program) is None]
    return programs + [package for package, module in TEST_PERL_MODULES.items() if not has_perl(module)]


def has_perl(module: str) -> bool:
    """Whether Perl is here and finds a module."""
    perl = shutil.which("perl")
    if perl is None:
        return False
    ran = subprocess.run([perl, f"-M{module}", "-e1"], check=False, capture_output=True)
    return ran.returncode == 0


def is_root() -> bool:
    """Whether packages may be installed by this process."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def ensure_system_packages(*, for_tests: bool) -> None:
    """Installs what is missing when root; raises SetupError with the exact command when not."""
    if not on_debian():
        return
    needed = missing_packages()
    wanted = missing_test_packages() if for_tests else []
    if not is_root():
        if needed:
            raise SetupError(
                "these Debian packages are missing; install them, then start this again:\n"
                f"  sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(needed)}"
            )
        if wanted:
            tell(f"not installed: {', '.join(wanted)}; the tests that need them are skipped.")
        return
    if needed or wanted:
        install(needed + wanted)
        still = missing_packages()
        if still:
            raise SetupError(f"these Debian packages are missing and apt could not help: {' '.join(still)}")
        absent = missing_test_packages() if for_tests else []
        if absent:
            tell(f"could not install {', '.join(absent)}; the tests that need them are skipped.")


def install(packages: list[str]) -> None:
    """Installs Debian packages; shows apt's own words only when it failed."""
    tell(f"installing Debian packages: {' '.join(packages)} ...")
    quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=120"]
    get = [*quiet, "install", "-y", "--no-install-recommends"]
    apt([*quiet, "update"])
    if not apt([*get, *packages]) and len(packages) > 1:
        # One name that this release does not know must not keep the others out.
        for package in packages:
            apt([*get, package])


def apt(command: list[str]) -> bool:
    """Runs one apt command with no questions; returns whether it went well."""
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout)
        tell(f"'{' '.join(command)}' ended with {done.returncode}.")
    return done.returncode == 0
