"""A store of pages that forgets what was not asked for longest."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Row = TypeVar("Row")
Item = TypeVar("Item")


class Pages(Generic[Row, Item]):
    """The items of a long list: rows are read a page at a time, an item is made when it is first asked for.

    The least recently used pages go.
    """

    def __init__(
        self,
        read: Callable[[int, int], list[Row]],
        make: Callable[[Row], Item],
        size: int = 32,
        kept: int = 64,
    ) -> None:
        """``read(start, stop)`` gives the rows of that range, ``make`` the item of a row."""
        self._read = read
        self._make = make
        self._size = size
        self._kept = kept
        self._pages: OrderedDict[int, tuple[list[Row], dict[int, Item]]] = OrderedDict()

    def __getitem__(self, place: int) -> Item:
        number = place // self._size
        page = self._pages.get(number)
        if page is None:
            start = number * self._size
            page = self._pages[number] = (self._read(start, start + self._size), {})
            if len(self._pages) > self._kept:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        rows, items = page
        item = items.get(place)
        if item is None:
            item = items[place] = self._make(rows[place - number * self._size])
        return item

    def clear(self) -> None:
        """Forget everything."""
        self._pages.clear()
