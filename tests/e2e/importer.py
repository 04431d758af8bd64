"""A program that imports a file and says how far it is: ``python -m tests.e2e.importer DIARY FILE``."""

import sys
from pathlib import Path

from kitdiary.bootstrap import open_diary
from kitdiary.services.exchange.import_request import ImportRequest, Stage


def main(diary: str, file: str) -> None:
    """Import; one line for each time it tells how far it is."""

    def progress(stage: Stage, done: int, _total: int) -> bool:
        sys.stdout.write(f"{stage} {done}\n")
        sys.stdout.flush()
        return True

    with open_diary(Path(diary)) as opened:
        opened.imports.run(ImportRequest(Path(file)), progress)


if __name__ == "__main__":
    main(*sys.argv[1:3])
