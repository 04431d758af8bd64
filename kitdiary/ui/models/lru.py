"""A store of pages that forgets what was not asked for longest."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Pages(Generic[Item]):
    """The rows of a long list, read a page at a time; the least recently used pages go."""

    def __init__(self, read: Callable[[int, int], list[Item]], size: int = 128, kept: int = 24) -> None:
        """``read(start, stop)`` gives the rows of that range."""
        self._read = read
        self._size = size
        self._kept = kept
        self._pages: OrderedDict[int, list[Item]] = OrderedDict()

    def __getitem__(self, row: int) -> Item:
        number, place = divmod(row, self._size)
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._read(number * self._size, (number + 1) * self._size)
            if len(self._pages) > self._kept:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[place]

    def clear(self) -> None:
        """Forget everything."""
        self._pages.clear()
