"""The body of a function → its statements as plain SQL, in the order of the text. Never raises."""

from __future__ import annotations

from functools import lru_cache

from fraiseql.compiler.analyse.plpgsql import read_plpgsql
from fraiseql.compiler.analyse.reader import Reader, Statement, StatementKind
from fraiseql.compiler.catalog import Function


def statements(function: Function) -> tuple[Statement, ...]:
    """The statements of a function in `sql` or `plpgsql`; one that is `unknown` for any other language."""
    if function.body is None or function.language not in ("sql", "plpgsql"):
        return (Statement("unknown", "", 0, 1),)
    return _read(function.body, function.language)


@lru_cache(maxsize=4096)
def _read(body: str, language: str) -> tuple[Statement, ...]:
    reader = Reader(body)
    if language == "plpgsql":
        read_plpgsql(reader)
    else:
        _read_sql(reader)
    return tuple(reader.found)


def _read_sql(reader: Reader) -> None:
    """Statements between `;`, also in `BEGIN ATOMIC … END`; or one `RETURN`."""
    if reader.peek().is_any("begin") and reader.peek(1).is_any("atomic"):
        reader.at = 2
        reader.tokens = reader.tokens[: -1 if reader.tokens[-1].is_any("end") else None]
    elif reader.peek().is_any("return") and len(reader.tokens) > 1:
        reader.expression(range(1, len(reader.tokens)), "return")
        return
    for part in reader.split(range(reader.at, len(reader.tokens)), ";"):
        if part:
            broken = reader.tokens[part.stop - 1].kind == "broken"
            kind: StatementKind = "unknown" if broken else "query"
            reader.add(kind, reader.between(part), part.start)
