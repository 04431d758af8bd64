"""Large piles of objects that hold nobody up: Python lets no other thread run while it frees one whole."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_PIECE = 1_000


def let_go(*piles: list[Any] | dict[Any, Any]) -> None:
    """Empty lists and dictionaries in pieces, between which other threads run."""
    for pile in piles:
        while pile:
            if isinstance(pile, list):
                del pile[-_PIECE:]
            else:
                for _ in range(min(_PIECE, len(pile))):
                    pile.popitem()


@contextmanager
def rare_collections() -> Iterator[None]:
    """Let Python look for rings of garbage rarely: an import makes millions of objects and no rings.

    What was made inside should be let go before its end, or all of it is looked through then.
    """
    before = gc.get_threshold()
    gc.set_threshold(50_000, 1_000, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
