"""Objects of a collection: what is asked of them, and going through all of them page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar, cast

from .errors import NetworkError
from .rql import Condition, query_text

Item = TypeVar("Item")

_RANGE = re.compile(r"items \d+-\d+/(\d+)")
#: The host answers at most so many objects at once.
_PAGE_MAX = 1000


@dataclass(frozen=True)
class Page(Generic[Item]):
    items: list[Item]
    offset: int
    #: How many match in all: exact up to 10,000; beyond, a number larger than what was read so far while more follow.
    total: int


class _Send(Protocol):
    def __call__(self, method: str, path: str, *, search: str) -> tuple[Any, dict[str, str]]: ...


@dataclass(frozen=True)
class Listing(Generic[Item]):
    """A question about a collection. Each method answers a new one; nothing is sent before it is read."""

    _send: _Send
    _path: str
    _filter: tuple[Condition, ...] = ()
    _ordering: tuple[str, ...] = ()
    _select: tuple[str, ...] = ()
    _search: str | None = None
    _limit: int | None = None
    _offset: int = 0
    _page_size: int = 100

    def filter(self, *conditions: Condition) -> Listing[Item]:
        """All of the conditions hold; further ones are added."""
        return replace(self, _filter=(*self._filter, *conditions))

    def ordering(self, *fields: str) -> Listing[Item]:
        """Before the order that objects have by themselves; "-" for descending."""
        return replace(self, _ordering=fields)

    def select(self, *branches: str) -> Listing[Item]:
        """`-asset.items` leaves a branch out, `template` brings in one that is left out by default."""
        return replace(self, _select=branches)

    def search(self, text: str) -> Listing[Item]:
        """Objects with this text in one of the searched fields."""
        return replace(self, _search=text)

    def limit(self, count: int) -> Listing[Item]:
        """At most so many objects in all."""
        return replace(self, _limit=_at_least("limit", count, 0))

    def offset(self, count: int) -> Listing[Item]:
        """Without the first so many."""
        return replace(self, _offset=_at_least("offset", count, 0))

    def page_size(self, count: int) -> Listing[Item]:
        """Objects that one call asks for, at most 1000; default 100."""
        return replace(self, _page_size=min(_at_least("page_size", count, 1), _PAGE_MAX))

    def page(self) -> Page[Item]:
        """One call."""
        return self._read(min(self._page_size, self._page_size if self._limit is None else self._limit), self._offset)

    def first(self) -> Item | None:
        return next(iter(self._read(1, self._offset).items), None)

    def count(self) -> int:
        return self._read(0, 0).total

    def __iter__(self) -> Iterator[Item]:
        offset, left = self._offset, self._limit
        while left is None or left > 0:
            page = self._read(self._page_size if left is None else min(self._page_size, left), offset)
            yield from page.items
            offset += len(page.items)
            left = None if left is None else left - len(page.items)
            if not page.items or offset >= page.total:
                return

    def _read(self, limit: int, offset: int) -> Page[Item]:
        search = query_text(self._filter, self._ordering, self._select, self._search, limit, offset)
        value, headers = self._send("GET", self._path, search=search)
        found = _RANGE.fullmatch(headers.get("content-range", ""))
        if found is None or not isinstance(value, list):
            # without it there is no telling whether more follow
            why = "the answer is no page (no Content-Range); is this an Entrepot host?"
            raise NetworkError("GET", self._path, "network", why, 1)
        return Page(cast("list[Item]", value), offset, int(found[1]))


def _at_least(what: str, count: int, least: int) -> int:
    if count < least:
        raise ValueError(f"{what}: {count} is not allowed; allowed: {least} or more.")
    return count
