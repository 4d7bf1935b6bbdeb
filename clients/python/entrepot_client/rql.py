"""Conditions as RQL text, written so that the host reads back exactly what was meant: whatever is in a value is text.

>>> or_(in_("status", ["pending", "inquiring"]), ilike("asset.external_id", literal(typed) + "*"))
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Union
from urllib.parse import quote

Value = Union[str, int, float, Decimal, bool, datetime, date, None]

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z0-9_.:*-]+", re.ASCII)


@dataclass(frozen=True)
class Condition:
    """A condition as it goes into a query, percent escapes included."""

    text: str


def eq(field: str, value: Value) -> Condition:
    """None asks for no value."""
    return _compare("eq", field, value)


def ne(field: str, value: Value) -> Condition:
    return _compare("ne", field, value)


def gt(field: str, value: Value) -> Condition:
    return _compare("gt", field, value)


def ge(field: str, value: Value) -> Condition:
    return _compare("ge", field, value)


def lt(field: str, value: Value) -> Condition:
    return _compare("lt", field, value)


def le(field: str, value: Value) -> Condition:
    return _compare("le", field, value)


def in_(field: str, values: Iterable[Value]) -> Condition:
    return _among("in", field, values)


def out(field: str, values: Iterable[Value]) -> Condition:
    return _among("out", field, values)


def like(field: str, pattern: str) -> Condition:
    """`*` stands for any text."""
    return Condition(f"like({_name(field)},{_quote(field, pattern)})")


def ilike(field: str, pattern: str) -> Condition:
    """The same without regard to case."""
    return Condition(f"ilike({_name(field)},{_quote(field, pattern)})")


def and_(*conditions: Condition) -> Condition:
    return _join("and", conditions)


def or_(*conditions: Condition) -> Condition:
    return _join("or", conditions)


def not_(condition: Condition) -> Condition:
    return Condition(f"not({condition.text})")


def literal(text: str) -> str:
    """Text inside a pattern of `like` or `ilike`: its stars are stars."""
    return re.sub(r"[\\*]", r"\\\g<0>", text)


def query_text(
    filter: Sequence[Condition] = (),
    ordering: Sequence[str] = (),
    select: Sequence[str] = (),
    search: str | None = None,
    limit: int | None = None,
    offset: int | None = None,
) -> str:
    """The query string without its "?"."""
    parts: list[str] = []
    if search is not None:
        # first, where no bracket of a value can be taken for one around it
        wrapped = len(search) > 1 and search[0] == search[-1] and search[0] in "\"'"
        parts.append(f"search={_encode('search', f'{chr(34)}{search}{chr(34)}' if wrapped else search)}")
    if select:
        parts.append(f"select({','.join(map(_signed, select))})")
    parts.extend(condition.text for condition in filter)
    if ordering:
        parts.append(f"ordering({','.join(map(_signed, ordering))})")
    for what, count in (("limit", limit), ("offset", offset)):
        if count is not None:
            if count < 0:
                raise ValueError(f"{what}: {count} is not allowed; allowed: a whole number of 0 or more.")
            parts.append(f"{what}={count}")
    return "&".join(parts)


def _compare(op: str, field: str, value: Value) -> Condition:
    return Condition(f"{op}({_name(field)},{_value(field, value)})")


def _among(op: str, field: str, values: Iterable[Value]) -> Condition:
    return Condition(f"{op}({_name(field)},({','.join(_value(field, value) for value in values)}))")


def _join(op: str, conditions: Sequence[Condition]) -> Condition:
    if not conditions:
        raise ValueError(f"{op}(): at least one condition is needed.")
    return conditions[0] if len(conditions) == 1 else Condition(f"{op}({','.join(c.text for c in conditions)})")


def _name(field: str) -> str:
    if not _NAME.fullmatch(field):
        raise ValueError(f'{field!r} is not a field name; allowed: letters, digits, "_", "-" and ".".')
    return field


def _signed(name: str) -> str:
    return f"-{_name(name[1:])}" if name.startswith("-") else _name(name)


def _value(field: str, value: Value) -> str:
    if value is None:
        return "null()"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        if not math.isfinite(value):
            raise ValueError(f"{field}: {value} is not a number that can be compared.")
        return _quote(field, str(value))
    if isinstance(value, datetime):
        # a time without a zone is UTC to the host too
        at = value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value
        return _quote(field, at.astimezone(timezone.utc).replace(tzinfo=None).isoformat() + "Z")
    return _quote(field, value.isoformat() if isinstance(value, date) else value)


def _quote(field: str, value: str) -> str:
    """In quotes where it needs any. A backslash before the closing quote would escape it, so those at the end stand behind the quotes."""
    if _PLAIN.fullmatch(value):
        return value
    body = value.rstrip("\\")
    escaped = body.replace('"', '\\"')
    return _encode(field, f'"{escaped}"{value[len(body):]}')


def _encode(field: str, text: str) -> str:
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError(f"{field}: NUL and halves of character pairs are not allowed in text.")
    return quote(text, safe="*")
