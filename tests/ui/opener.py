"""A second program for the tests of one instance: opens a diary's place, says so, and waits for a line."""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from kitdiary.ui.application import SingleInstance


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    app = QCoreApplication(sys.argv[:1])
    instance = SingleInstance(Path(sys.argv[1]))
    first = instance.first()
    if first:
        instance.listen()
    say("first" if first else "second")
    if not first:
        return
    instance.asked.connect(lambda: (say("asked"), app.quit()))
    QTimer.singleShot(60_000, app.quit)
    app.exec()
    instance.close()
    say("closed")


if __name__ == "__main__":
    main()
