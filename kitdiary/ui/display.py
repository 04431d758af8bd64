"""Whether a window can be shown here, asked without Qt: where it cannot, Qt ends the whole program."""

import ctypes
import json
import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

PLATFORM = "QT_QPA_PLATFORM"
_UNSEEN = ("offscreen", "minimal", "minimalegl")
_X_LIBRARIES = ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxkbcommon-x11.so.0")
_WAIT_SECONDS = 2.0
_MORE_KNOCKS, _PAUSE_SECONDS = 3, 0.1
SIZES = ((1280, 800), (1024, 640))
"""The screens of pictures."""


@contextmanager
def display() -> Iterator[bool]:
    """Whether somebody would see a window, and close it: always but on Linux without a screen.

    To be held until the window is gone: a bare X server starts anew when its last guest leaves, and
    whoever knocks at that moment is not let in.
    """
    asked = os.environ.get(PLATFORM, "").partition(":")[0].partition(";")[0]
    if asked:
        yield asked not in _UNSEEN
    elif not sys.platform.startswith("linux") or _wayland_answers():
        yield True
    else:
        with _x_guest() as there:
            yield there


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    path = Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as found:
        found.settimeout(_WAIT_SECONDS)
        try:
            found.connect(str(path))
        except OSError:
            return False
    return True


@contextmanager
def _x_guest() -> Iterator[bool]:
    """Whether the screen of DISPLAY lets us in and the libraries for it are there: a bare Debian has none."""
    xcb = _x_library() if os.environ.get("DISPLAY") else None
    if xcb is None:
        yield False
        return
    connection = xcb.xcb_connect(None, None)
    for _ in range(_MORE_KNOCKS):
        if not xcb.xcb_connection_has_error(connection):
            break
        xcb.xcb_disconnect(connection)
        time.sleep(_PAUSE_SECONDS)
        connection = xcb.xcb_connect(None, None)
    try:
        yield not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)


def _x_library() -> ctypes.CDLL | None:
    try:
        for name in _X_LIBRARIES:
            ctypes.CDLL(name)
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return None
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    return xcb


@contextmanager
def off_the_screen() -> Iterator[None]:
    """Have Qt, not loaded yet, draw for pictures only, on screens of their sizes beside each other.

    On Linux always, unless a platform is asked for: with a screen or without one the pictures are the same.
    Elsewhere Qt has no fonts but on its own screen.
    """
    if PLATFORM in os.environ or not sys.platform.startswith("linux"):
        yield
        return
    screens, left = [], 0
    for width, height in SIZES:
        screens.append(
            {
                "name": f"{width}x{height}",
                "x": left,
                "y": 0,
                "width": width,
                "height": height,
                "logicalDpi": 96,
                "logicalBaseDpi": 96,
                "dpr": 1,
            }
        )
        left += width
    with tempfile.TemporaryDirectory(prefix="kitdiary-screens-") as folder:
        file = Path(folder, "screens.json")
        file.write_text(json.dumps({"screens": screens}), encoding="utf-8")
        os.environ[PLATFORM] = f"offscreen:configfile={file}"
        try:
            yield
        finally:
            del os.environ[PLATFORM]
