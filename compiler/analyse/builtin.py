"""The functions of PostgreSQL whose results are known: their types, and when they are null.

Those that make or change JSON are followed in `json.py`. What is not here is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function. type: of its result; `same` as its first argument's; none where that depends.

    null: `strict` if it is null just where an argument is; `never`; or it can be null for other reasons.
    """

    type: str | None
    null: Literal["strict", "never", "other"]


def _rows(null: Literal["strict", "never", "other"], **types: str) -> dict[str, Builtin]:
    return {
        name: Builtin(None if type_ == "any" else type_, null)
        for type_, names in types.items()
        for name in names.split()
    }


FUNCTIONS: dict[str, Builtin] = {
    **_rows(
        "strict",
        text="""lower upper initcap btrim ltrim rtrim trim left right lpad rpad repeat replace reverse
        translate substring substr md5 to_char split_part regexp_replace quote_ident quote_literal chr
        overlay normalize encode to_hex jsonb_typeof json_typeof jsonb_pretty host abbrev""",
        int4="""length char_length character_length octet_length bit_length position strpos ascii
        jsonb_array_length json_array_length cardinality masklen""",
        numeric="to_number",
        date="make_date to_date",
        timestamptz="to_timestamp make_timestamptz",
        timestamp="make_timestamp",
        time="make_time",
        interval="age justify_days justify_hours justify_interval make_interval",
        bool="starts_with isfinite",
        float8="sqrt exp ln",
        any="date_trunc abs ceil ceiling floor round trunc sign",
    ),
    **_rows(
        "never",
        timestamptz="now statement_timestamp clock_timestamp transaction_timestamp",
        uuid="gen_random_uuid uuidv4 uuidv7 uuid_generate_v4",
        text="concat timeofday version current_database",
        float8="random pi",
        int4="num_nulls num_nonnulls pg_backend_pid",
    ),
    **_rows(
        "other",
        text="concat_ws array_to_string current_setting format obj_description regexp_substr",
        int4="array_length array_upper array_lower array_ndims array_position",
        float8="similarity",
    ),
}
"""Scalar functions."""

SAME = frozenset("abs ceil ceiling floor round trunc sign date_trunc".split())
"""Functions whose result can have their argument's type; `round(double)` is a double, of an int not."""

WHOLE = frozenset("ceil ceiling floor round trunc sign".split())
"""Those whose result has no fraction, if they have one argument."""

AVERAGES = {
    "int2": "numeric",
    "int4": "numeric",
    "int8": "numeric",
    "numeric": "numeric",
    "float4": "float8",
    "float8": "float8",
}
"""The type of `avg`, by that of its argument."""

SUMS = {**AVERAGES, "int2": "int8", "int4": "int8", "float4": "float4"}
"""The type of `sum`."""

AGGREGATES: dict[str, str | None] = {
    "count": "int8",
    "regr_count": "int8",
    "sum": None,
    "avg": None,
    "min": "same",
    "max": "same",
    "any_value": "same",
    "bool_and": "bool",
    "bool_or": "bool",
    "every": "bool",
    "string_agg": "text",
    "array_agg": "array",
    "mode": None,
    "percentile_cont": None,
    "percentile_disc": None,
    "stddev": None,
    "stddev_pop": None,
    "stddev_samp": None,
    "variance": None,
    "var_pop": None,
    "var_samp": None,
    "bit_and": "same",
    "bit_or": "same",
    "xmlagg": "xml",
    "jsonb_agg": "jsonb",
    "json_agg": "json",
    "jsonb_agg_strict": "jsonb",
    "json_agg_strict": "json",
    "jsonb_object_agg": "jsonb",
    "json_object_agg": "json",
    "jsonb_object_agg_strict": "jsonb",
    "json_object_agg_strict": "json",
    "jsonb_object_agg_unique": "jsonb",
    "json_object_agg_unique": "json",
    "jsonb_object_agg_unique_strict": "jsonb",
    "json_object_agg_unique_strict": "json",
}
"""Aggregates, with the type of what they yield."""

WINDOWS: dict[str, str] = {
    "row_number": "int8",
    "rank": "int8",
    "dense_rank": "int8",
    "ntile": "int4",
    "percent_rank": "float8",
    "cume_dist": "float8",
}
"""Window functions that are never null."""

CLOCKS: dict[str, str] = {
    "CurrentDate": "date",
    "CurrentTime": "timetz",
    "CurrentTimestamp": "timestamptz",
    "Localtime": "time",
    "Localtimestamp": "timestamp",
    "CurrentUser": "name",
    "SessionUser": "name",
    "CurrentRole": "name",
    "CurrentCatalog": "name",
    "CurrentSchema": "name",
}
"""What is called without parentheses, by sqlglot's name. All but the schema are never null."""
