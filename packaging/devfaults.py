"""What can go wrong in the set-up, said in a sentence; and the one way it talks while it works."""

import sys


class SetupError(Exception):
    """The set-up cannot go on; the text says what, where and what to do."""


def tell(sentence: str) -> None:
    """Says what is happening, on stderr: stdout belongs to the program that is started."""
    print(f"dev.py: {sentence}", file=sys.stderr, flush=True)
