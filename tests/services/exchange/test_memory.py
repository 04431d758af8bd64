"""Piles are emptied, and the collector of garbage is as it was."""

import gc
from typing import Any

import pytest

from kitdiary.services.exchange.memory import let_go, rare_collections


@pytest.mark.parametrize("count", [0, 1, 1_000, 2_345])
def test_piles_are_emptied(count: int) -> None:
    many: list[Any] = list(range(count))
    table = dict.fromkeys(many)
    let_go(many, table)
    assert (many, table) == ([], {})


def test_the_collector_is_as_it_was_after_a_fault_too() -> None:
    before = gc.get_threshold()
    inside: list[tuple[int, int, int]] = []

    def fail() -> None:
        with rare_collections():
            inside.append(gc.get_threshold())
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert inside != [before]
    assert gc.get_threshold() == before
