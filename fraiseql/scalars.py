"""The scalar table: everything FraiseQL knows about a scalar is in its row (design §2).

A value passes two checks on its way into SQL, both before any SQL runs: `Scalar.coerce` says whether
the client's JSON is a value of the GraphQL scalar, and `to_text` whether PostgreSQL's type can hold
it. They differ where one scalar meets several column types: an `ID` is any string for a `text`
column, and must be a UUID for a `uuid` column.
"""

from __future__ import annotations

import ipaddress
import math
import re
import struct
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal

import msgspec

from fraiseql.plan import Leaf

Family = Literal["any", "ordered", "text", "json", "ltree", "network", "list"]
"""A group of filter operators (see `fraiseql.operators`)."""

INT32 = range(-(2**31), 2**31)
INT64 = range(-(2**63), 2**63)

TEXT_TYPES = ("text", "varchar", "bpchar", "citext", "name")
INTEGER_TYPES = ("int2", "int4", "int8")

SQL_NAMES = {
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "bool": "boolean",
    "float4": "real",
    "float8": "double precision",
    "timestamp": "timestamp without time zone",
    "timestamptz": "timestamp with time zone",
    "time": "time without time zone",
}
"""What PostgreSQL calls these types in messages and in the definitions of indexes."""

_WHOLE_DIGITS = 131_072
_FRACTION_DIGITS = 16_383
"""What `numeric` holds before and after the point (PostgreSQL manual, 8.1)."""


# --- coercion: JSON of the client → value of the scalar ------------------------------------------
#
# Each takes what JSON or a GraphQL literal may hold (numbers with a fraction come as `Decimal`, so
# that no digit is lost) and returns the value, or raises ValueError with what was expected.


def _int(value: Any) -> int:
    number = _integer(value, "a whole number")
    if number not in INT32:
        raise ValueError("a whole number between -2147483648 and 2147483647")
    return number


def _integer(value: Any, expected: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(expected)
    if isinstance(value, int):
        return value
    # A Decimal such as 1E+999999999 would take all memory as an int: look at its size first.
    if not math.isfinite(value) or not -(2**64) < value < 2**64 or value != int(value):
        raise ValueError(expected)
    return int(value)


def _float(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError("a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError("a finite number")
    return number


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a string")
    if "\0" in value:
        raise ValueError("a string without U+0000, which PostgreSQL cannot store")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("a string without lone surrogates") from None
    return value


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _id(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise ValueError("a string or a whole number")
    return _string(value)


_CANONICAL_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch


def _uuid(value: Any) -> str:
    if isinstance(value, str) and _CANONICAL_UUID(value):
        return value
    try:
        return str(uuid.UUID(_string(value)))
    except ValueError:
        raise ValueError("a UUID") from None


def _big_int(value: Any) -> int:
    expected = "a whole number of 64 bits, as a string or a number"
    if isinstance(value, str) and re.fullmatch(r"[+-]?[0-9]{1,19}", value):
        value = int(value)
    number = _integer(value, expected)
    if number not in INT64:
        raise ValueError(expected)
    return number


def _fits_numeric(number: Decimal) -> bool:
    """Whether PostgreSQL's `numeric`, of which `jsonb` is made, can hold it."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_FRACTION_DIGITS and number.adjusted() < _WHOLE_DIGITS


def _decimal(value: Any) -> Decimal:
    expected = "a decimal number, as a string or a number"
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError(expected)
    text = str(value)
    if not re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?", text):
        raise ValueError(expected)
    number = Decimal(text)
    if not _fits_numeric(number):
        raise ValueError(f"{expected}, of fewer digits")
    return number


def _pattern(expected: str, regex: str, check: Callable[[str], object] = str) -> Callable[[Any], str]:
    compiled = re.compile(regex, re.ASCII)

    def coerce(value: Any) -> str:
        try:
            if isinstance(value, str) and compiled.fullmatch(value):
                check(value)
                return value
        except ValueError:
            pass
        raise ValueError(expected)

    return coerce


_DATE = r"\d{4}-\d{2}-\d{2}"
_TIME = r"\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?"
_ZONE = r"([Zz]|[+-]\d{2}:\d{2})"
_IP = r"[0-9A-Fa-f:.]+(/(0|[1-9]\d{0,2}))?"


def _iso_datetime(text: str) -> None:
    offset = datetime.fromisoformat(text.upper()).utcoffset()
    if offset is not None and abs(offset) >= timedelta(hours=16):
        raise ValueError("PostgreSQL has no such offset")


_MONTHS_AND_DAYS = {"Y": (12, 0), "M": (1, 0), "W": (0, 7), "D": (0, 1)}


def _iso_duration(text: str) -> None:
    """PostgreSQL counts months and days with 32 bits each; hours and less always fit."""
    months = days = 0
    for number, unit in re.findall(r"([0-9]+)([YMWD])", text.partition("T")[0]):
        of_months, of_days = _MONTHS_AND_DAYS[unit]
        months += of_months * int(number)
        days += of_days * int(number)
    if max(months, days) >= 2**31:
        raise ValueError("out of PostgreSQL's range")


def _json(value: Any) -> Any:
    inside = [value]
    for item in inside:  # grows while it is walked
        if isinstance(item, dict):
            inside.extend(item.values())
        elif isinstance(item, list | tuple):
            inside.extend(item)
        elif isinstance(item, float | Decimal) and not _fits_numeric(Decimal(item)):
            raise ValueError("JSON with finite numbers, of fewer digits")
    try:
        text = _json_text(value)
    except (UnicodeEncodeError, RecursionError):
        raise ValueError("JSON without lone surrogates") from None
    if re.search(r"(?<!\\)(\\\\)*\\u0000", text):
        raise ValueError("JSON without U+0000, which PostgreSQL cannot store")
    return value


def represented(value: Any) -> Any:
    """A value of a custom scalar, of whose type PostgreSQL alone knows what it can hold."""
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a finite number")
    if not isinstance(value, int | float | Decimal):  # bool is an int
        raise ValueError("a string, a number, true or false")
    return value


# --- the second check: value → the text form of a PostgreSQL type --------------------------------


def _integer_text(bits: int) -> Callable[[Any], str]:
    limits = range(-(2 ** (bits - 1)), 2 ** (bits - 1))

    def to_text(value: Any) -> str:
        if type(value) is int and value in limits:
            return str(value)
        if isinstance(value, str) and not re.fullmatch(r"[+-]?[0-9]{1,19}", value):
            raise ValueError("a whole number")
        if isinstance(value, float) and not value.is_integer():
            raise ValueError("a whole number")
        if int(value) not in limits:
            raise ValueError(f"a whole number of {bits} bits")
        return str(int(value))

    return to_text


def _float4_text(value: Any) -> str:
    try:
        (kept,) = struct.unpack("<f", struct.pack("<f", value))
    except OverflowError:
        kept = 0
    if value and not kept:
        raise ValueError("a number of single precision")
    return str(value)


_JSON = msgspec.json.Encoder(decimal_format="number")


def _json_text(value: Any) -> str:
    return _JSON.encode(value).decode()


def _cidr_text(value: str) -> str:
    try:
        ipaddress.ip_network(value)
    except ValueError:
        raise ValueError("an IP network such as 10.0.0.0/8") from None
    return value


def _boolean_text(value: Any) -> str:
    return "true" if value else "false"


_TO_TEXT: dict[str, Callable[[Any], str]] = {
    "int2": _integer_text(16),
    "int4": _integer_text(32),
    "int8": _integer_text(64),
    "float4": _float4_text,
    "bool": _boolean_text,
    "uuid": _uuid,
    "cidr": _cidr_text,
    "json": _json_text,
    "jsonb": _json_text,
}


def to_text(postgres: str | None, value: Any) -> str:
    """The text form of a coerced value for a parameter of a PostgreSQL type.

    postgres: absent for a custom scalar, whose text PostgreSQL alone understands.
    Raises ValueError, with what was expected, where the type cannot hold the value.
    """
    if postgres is None:
        return _boolean_text(value) if isinstance(value, bool) else str(value)
    convert = _TO_TEXT.get(postgres)
    return convert(value) if convert else str(value)


def array_text(items: Iterable[str | None]) -> str:
    """The text form of a one-dimensional array (PostgreSQL manual, 8.15.2); `None` is NULL."""
    return "{" + ",".join("NULL" if item is None else _quoted(item) for item in items) + "}"


def _quoted(item: str) -> str:
    escaped = item.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# --- the table -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scalar:
    """One scalar.

    accepts: the PostgreSQL types (`pg_type.typname`) of a native column it may stand for.
    widens: further types that can take its values as a function's parameter.
    cast: the type to which its JSON form in a document is cast in SQL.
    leaf: how the projector writes it.
    coerce: JSON of the client → value, or ValueError saying what was expected.
    families: which groups of filter operators it has.
    sortable: whether rows can be sorted by it, and found by an argument that compares.
    specified_by: for `@specifiedBy`, where a public text defines its form.
    extension: the extension of PostgreSQL that brings its type, where one does.
    """

    name: str
    description: str
    accepts: tuple[str, ...]
    cast: str
    leaf: Leaf
    coerce: Callable[[Any], Any]
    families: tuple[Family, ...] = ("any", "ordered")
    sortable: bool = True
    widens: tuple[str, ...] = ()
    specified_by: str | None = None
    extension: str | None = None


_ROWS = (
    Scalar(
        "Int",
        "A whole number of 32 bits.",
        ("int4", "int2"),
        "int4",
        "int",
        _int,
        widens=("int8", "numeric", "float8", "float4"),
    ),
    Scalar(
        "Float",
        "A number of double precision.",
        ("float8", "float4", "int2", "int4", "int8", "numeric"),
        "float8",
        "float",
        _float,
    ),
    Scalar("String", "Text.", TEXT_TYPES, "text", "string", _string, ("any", "ordered", "text")),
    Scalar("Boolean", "`true` or `false`.", ("bool",), "bool", "boolean", _boolean, ("any",)),
    Scalar(
        "ID",
        "An opaque key.",
        ("uuid", *TEXT_TYPES, *INTEGER_TYPES),
        "text",
        "id",
        _id,
    ),
    Scalar(
        "UUID",
        "A UUID, in its canonical form.",
        ("uuid",),
        "uuid",
        "string",
        _uuid,
        specified_by="https://www.rfc-editor.org/rfc/rfc9562",
    ),
    Scalar("BigInt", "A whole number of 64 bits, as a string.", INTEGER_TYPES, "int8", "digits", _big_int),
    Scalar(
        "Decimal",
        "An exact number, as a string.",
        ("numeric", *INTEGER_TYPES),
        "numeric",
        "digits",
        _decimal,
    ),
    Scalar(
        "DateTime",
        "A point in time with its offset: `2026-01-31T12:00:00Z`.",
        ("timestamptz",),
        "timestamptz",
        "string",
        _pattern(
            "a date and time with an offset, such as 2026-01-31T12:00:00Z",
            f"{_DATE}[Tt ]{_TIME}{_ZONE}",
            _iso_datetime,
        ),
        specified_by="https://www.rfc-editor.org/rfc/rfc3339",
    ),
    Scalar(
        "LocalDateTime",
        "A date and time without an offset: `2026-01-31T12:00:00`.",
        ("timestamp",),
        "timestamp",
        "string",
        _pattern(
            "a date and time without an offset, such as 2026-01-31T12:00:00",
            f"{_DATE}[Tt ]{_TIME}",
            _iso_datetime,
        ),
    ),
    Scalar(
        "Date",
        "A calendar date: `2026-01-31`.",
        ("date",),
        "date",
        "string",
        _pattern("a date such as 2026-01-31", _DATE, date.fromisoformat),
    ),
    Scalar(
        "Time",
        "A time of day without an offset: `12:30:00`.",
        ("time",),
        "time",
        "string",
        _pattern("a time such as 12:30:00", _TIME, time.fromisoformat),
    ),
    Scalar(
        "Duration",
        "An ISO 8601 duration: `P1DT2H`.",
        ("interval",),
        "interval",
        "string",
        _pattern(
            "an ISO 8601 duration such as P1DT2H",
            r"P(?=.)(-?\d{1,9}W|(-?\d{1,9}Y)?(-?\d{1,9}M)?(-?\d{1,9}D)?"
            r"(T(?=.)(-?\d{1,9}H)?(-?\d{1,9}M)?(-?\d{1,9}(\.\d{1,6})?S)?)?)",
            _iso_duration,
        ),
    ),
    Scalar(
        "JSON",
        "Any JSON value.",
        ("jsonb", "json"),
        "jsonb",
        "any",
        _json,
        ("any", "json"),
        sortable=False,
        specified_by="https://www.rfc-editor.org/rfc/rfc8259",
    ),
    Scalar(
        "IpAddress",
        "An IPv4 or IPv6 address, with or without a prefix length.",
        ("inet", "cidr"),
        "inet",
        "string",
        _pattern("an IP address", _IP, ipaddress.ip_interface),
        ("any", "ordered", "network"),
    ),
    Scalar(
        "Cidr",
        "An IPv4 or IPv6 network.",
        ("cidr",),
        "cidr",
        "string",
        _pattern("an IP network such as 10.0.0.0/8", _IP, ipaddress.ip_network),
        ("any", "ordered", "network"),
    ),
    Scalar(
        "MacAddress",
        "A MAC address of 6 bytes: `08:00:2b:01:02:03`.",
        ("macaddr",),
        "macaddr",
        "string",
        _pattern(
            "a MAC address such as 08:00:2b:01:02:03",
            r"[0-9A-Fa-f]{2}([:-])[0-9A-Fa-f]{2}(\1[0-9A-Fa-f]{2}){4}",
        ),
    ),
    Scalar(
        "LTree",
        "A label path: `Top.Science`.",
        ("ltree",),
        "ltree",
        "string",
        # Which letters a label may have is up to the database's locale.
        _pattern("a label path such as Top.Science", r"(?u:[\w-]{1,1000}(\.[\w-]{1,1000}){0,65534})?"),
        ("any", "ordered", "ltree"),
        extension="ltree",
    ),
)

SCALARS: dict[str, Scalar] = {row.name: row for row in _ROWS}
"""Every built-in scalar, by its GraphQL name."""

STANDARD = frozenset({"Int", "Float", "String", "Boolean", "ID"})
"""The scalars of the GraphQL specification, which a schema does not declare."""

ENUM_COLUMNS = TEXT_TYPES
"""Column types, besides PostgreSQL's own enums, that a GraphQL enum may stand for."""
