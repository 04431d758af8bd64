"""The index of an import: ids under keys, in their order, each once, not too many."""

from kitdiary.services.exchange.key_index import KeyIndex


def test_ids_by_key() -> None:
    index = KeyIndex(3)
    assert list(index.get(("email", "a@b"))) == []
    index.put(("email", "a@b"), -2)
    index.put(("email", "a@b"), -2)
    assert list(index.get(("email", "a@b"))) == [-2]
    for found in (5, -2, 7, 8):
        index.put(("email", "a@b"), found)
    assert list(index.get(("email", "a@b"))) == [-2, 5, 7]
    assert list(index.get(("phone", "a@b"))) == []
