"""JSON → values that compare as PostgreSQL compares them, in plain Python.

It is written apart from the SQL that the compiler makes, so that each can be tested by the other.
"""

from __future__ import annotations

import ipaddress
import math
import re
import struct
import uuid
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

_SECOND = 1_000_000  # in microseconds, PostgreSQL's unit of time
_DAY = 86_400 * _SECOND


def read(postgres: str, value: Any) -> Any:
    """What a JSON value is to a PostgreSQL type: hashable, and ordered as the type is.

    postgres: the type's name, also with its schema; of an unknown one, such as an enum, it is text.
    value: not null; numbers with a fraction as `Decimal` where no digit may be lost.
    Raises ValueError where the JSON is no such value.
    """
    reader: Callable[[Any], Any] = _READ.get(postgres.rpartition(".")[2], _text)
    return reader(value)


def knows(postgres: str) -> bool:
    """Whether `read` is sure to compare as this type does."""
    bare = postgres.rpartition(".")[2]
    return bare in _READ or bare in ("text", "varchar", "name")


def _text(value: Any) -> str:
    """As `->>` makes text of it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _number(value: Any) -> Decimal:
    return Decimal(str(value))


def _float4(value: Any) -> float:
    (rounded,) = struct.unpack("<f", struct.pack("<f", float(value)))
    return float(rounded)


def _boolean(value: Any) -> bool:
    return value if isinstance(value, bool) else {"true": True, "false": False}[value]


def _uuid(value: Any) -> int:
    return uuid.UUID(value).int


_MOMENT = re.compile(
    r"(?P<date>(?P<year>\d{4,})-(?P<month>\d\d)-(?P<day>\d\d))?[Tt ]?"
    r"((?P<hour>\d\d):(?P<minute>\d\d)(:(?P<second>\d\d)(\.(?P<fraction>\d{1,6}))?)?)?"
    r"(?P<zone>[Zz]|(?P<sign>[+-])(?P<zh>\d\d)(:(?P<zm>\d\d)(:(?P<zs>\d\d))?)?)?(?P<era> BC)?"
)
_NEVER = {"infinity": math.inf, "-infinity": -math.inf}


def _moment(value: Any) -> float:
    """Microseconds since the year 1, in UTC if there is an offset; of a time alone, since midnight."""
    if value in _NEVER:
        return _NEVER[value]
    found = _MOMENT.fullmatch(value)
    if found is None:
        raise ValueError(f"neither date nor time: {value!r}")

    def number(name: str) -> int:
        return int(found[name] or 0)

    seconds = number("hour") * 3600 + number("minute") * 60 + number("second")
    offset = number("zh") * 3600 + number("zm") * 60 + number("zs")
    seconds -= -offset if found["sign"] == "-" else offset
    fraction = int((found["fraction"] or "").ljust(6, "0"))
    return _days(found) * _DAY + seconds * _SECOND + fraction


def _days(found: re.Match[str]) -> int:
    if found["date"] is None:
        return 0
    year = int(found["year"])
    if found["era"]:
        year = 1 - year
    # Python's calendar ends with the year 9999; it repeats every 400 years, which are 146097 days.
    cycles, year = divmod(year - 1, 400)
    return cycles * 146_097 + date(year + 1, int(found["month"]), int(found["day"])).toordinal()


_ISO = re.compile(
    r"P(?:(?P<Y>-?\d+)Y)?(?:(?P<M>-?\d+)M)?(?:(?P<W>-?\d+)W)?(?:(?P<D>-?\d+)D)?"
    r"(?:T(?:(?P<h>-?\d+)H)?(?:(?P<m>-?\d+)M)?(?:(?P<s>-?\d+(\.\d+)?)S)?)?"
)
_POSTGRES = re.compile(
    r"(?:(?P<Y>-?\d+) years? ?)?(?:(?P<M>[+-]?\d+) mons? ?)?(?P<W>(?!))?(?:(?P<D>[+-]?\d+) days? ?)?"
    r"(?:(?P<sign>[+-])?(?P<h>\d+):(?P<m>\d\d):(?P<s>\d\d(\.\d+)?))?"
)
_UNITS = {
    "Y": 360 * _DAY,
    "M": 30 * _DAY,
    "W": 7 * _DAY,
    "D": _DAY,
    "h": 3600 * _SECOND,
    "m": 60 * _SECOND,
    "s": _SECOND,
}


def _duration(value: Any) -> Decimal:
    """Microseconds; a month has 30 days and a day 24 hours, as where PostgreSQL compares intervals."""
    found = _ISO.fullmatch(value) or _POSTGRES.fullmatch(value)
    if found is None:
        raise ValueError(f"no duration: {value!r}")
    parts = found.groupdict()
    sign = -1 if parts.get("sign") == "-" else 1
    return sum(
        (Decimal(parts[unit] or 0) * size * (sign if unit in "hms" else 1) for unit, size in _UNITS.items()),
        Decimal(0),
    )


_CLASSES: Mapping[type, str] = {
    bool: "boolean",
    str: "string",
    int: "number",
    float: "number",
    Decimal: "number",
}


def _json(value: Any) -> Any:
    """A tagged tuple: Python takes `True` for 1, JSON does not."""
    if isinstance(value, dict):
        return ("object", frozenset((key, _json(item)) for key, item in value.items()))
    if isinstance(value, list | tuple):
        return ("array", tuple(_json(item) for item in value))
    if value is None:
        return ("null", None)
    kind = _CLASSES[type(value)]
    return (kind, _number(value) if kind == "number" else value)


class Network(NamedTuple):
    """An address and its prefix length. It sorts as PostgreSQL sorts: wider networks before what is in them.

    version: 4 or 6. prefix: the bits that make the network, as zeros and ones.
    """

    version: int
    prefix: str
    address: int


def _network(value: Any) -> Network:
    interface = ipaddress.ip_interface(value)
    address = int(interface.ip)
    bits = format(address, f"0{interface.max_prefixlen}b")
    return Network(interface.version, bits[: interface.network.prefixlen], address)


def _mac(value: Any) -> int:
    return int(re.sub("[:-]", "", value), 16)


def _labels(value: Any) -> tuple[str, ...]:
    return tuple(value.split(".")) if value else ()


_READ: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("int2", "int4", "int8", "numeric"), _number),
    "float8": float,
    "float4": _float4,
    "bool": _boolean,
    "uuid": _uuid,
    **dict.fromkeys(("date", "time", "timestamp", "timestamptz"), _moment),
    "interval": _duration,
    **dict.fromkeys(("json", "jsonb"), _json),
    **dict.fromkeys(("inet", "cidr"), _network),
    "macaddr": _mac,
    "ltree": _labels,
}
