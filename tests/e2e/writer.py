"""A program that writes to a diary until it is killed, and says of each write when it was answered as done.

``python -m tests.e2e.writer DIARY WHAT NAME``: WHAT is log, import, backup or all; NAME tells its writes
from those of others. Each line printed is a promise: what it names must be there after any kill.
"""

import sys
from itertools import count
from pathlib import Path

from kitdiary.bootstrap import open_diary
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.diary import Diary
from kitdiary.services.exchange.imports import ImportRequest
from kitdiary.services.touch_log import TouchDraft

ROWS = 40


def log(diary: Diary, people: list[int], note: str) -> str:
    """Log one call."""
    contact_id = people[hash(note) % len(people)]
    diary.log.record(TouchDraft((contact_id,), Channel.CALL, Outcome.SPOKE, note=note))
    return f"touch {note}"


def bring_in(diary: Diary, folder: Path, name: str) -> str:
    """Import one file of forty people nobody knew before."""
    file = folder / f"{name}.csv"
    rows = [f"Given{i},{name},Firm {name} {i % 7},given{i}@{name}.example" for i in range(ROWS)]
    file.write_text("First Name,Last Name,Company,E-mail Address\n" + "\n".join(rows) + "\n")
    diary.imports.run(ImportRequest(file))
    return f"import {name}"


def main(path: str, what: str, name: str) -> None:
    """Write until killed."""
    diary_path = Path(path)
    with open_diary(diary_path) as diary:
        people = [row.contact_id for row in diary.cards.list("Given")] or [
            diary.contacts.add(name=f"Given {name} {i}").contact_ids[0] for i in range(5)
        ]
        for number in count():
            key = f"{name}x{number}"
            if what == "import" or (what == "all" and number % 9 == 4):
                done = bring_in(diary, diary_path.parent, key)
            elif what == "backup" or (what == "all" and number % 9 == 8):
                target = diary_path.parent / f"{key}.backup"
                diary.safety.backup(target)
                done = f"backup {target}"
            else:
                done = log(diary, people, key)
            sys.stdout.write(f"{done}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:4])
