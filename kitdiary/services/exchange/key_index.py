"""Who was met under which key, in little memory: an import of 100,000 people has half a million keys."""

from collections.abc import Hashable, Sequence

from kitdiary.services.exchange.memory import let_go


class KeyIndex:
    """Ids by key. Of a key only its hash is kept.

    Two keys with the same hash (one in 2**64) only lead to somebody who is then compared and found to be
    another.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._ids: dict[int, int | list[int]] = {}
        """A list only where there are several."""

    def forget(self) -> None:
        """Let all of it go."""
        let_go(self._ids)

    def get(self, key: Hashable) -> Sequence[int]:
        """The ids put under a key, in their order."""
        found = self._ids.get(hash(key))
        if found is None:
            return ()
        return (found,) if isinstance(found, int) else found

    def put(self, key: Hashable, found: int) -> None:
        """Put an id under a key, once; beyond ``most`` no more."""
        place = hash(key)
        there = self._ids.get(place)
        if there is None:
            self._ids[place] = found
        elif isinstance(there, int):
            if there != found:
                self._ids[place] = [there, found]
        elif found not in there and len(there) < self._most:
            there.append(found)
