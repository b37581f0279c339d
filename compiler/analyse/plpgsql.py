"""A body in PL/pgSQL → its statements, read as PostgreSQL's own parser does.

A statement ends at `;`, an expression at the keyword that must follow it. Nesting is kept on a list, so that
no text is too deep. What cannot be read is a statement of the kind `unknown`, and reading goes on behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from fraiseql.compiler.analyse.reader import Frame, Reader, StatementKind, Unreadable, Variable


def read_plpgsql(reader: Reader) -> None:
    """Adds the statements to the reader's."""
    _options(reader)
    opened = False
    while reader.at < len(reader.tokens):
        start = reader.at
        if opened and not reader.frames:
            if not reader.skip(";"):
                reader.unknown(start)
            continue
        try:
            if reader.declared is not None and not reader.peek().is_any("begin", "declare"):
                _declaration(reader)
            elif reader.frames or reader.peek().is_any("<<", "declare", "begin"):
                _statement(reader)
            else:
                raise Unreadable
        except Unreadable:
            reader.unknown(start)
        opened = opened or bool(reader.frames)
    if reader.frames or not opened:
        reader.add("unknown", "", reader.at)


def _options(reader: Reader) -> None:
    """`#variable_conflict use_column` and the like: a line each."""
    while reader.peek().is_any("#"):
        end = reader.text.find("\n", reader.peek().start)
        while reader.at < len(reader.tokens) and (end < 0 or reader.peek().start < end):
            reader.at += 1


def _statement(reader: Reader) -> None:
    if reader.skip("<<"):
        reader.identifier()
        reader.expect(">>")
        return
    start = reader.at
    if _assigned(reader):
        return
    word = reader.peek()
    if word.kind != "word":
        raise Unreadable
    reader.at += 1
    if word.name in _VERBS:
        _VERBS[word.name](reader)
    elif word.name in _SILENT:
        reader.until(";")
    else:
        reader.until(";")
        reader.query(range(start, reader.at - 1))


_SILENT = ("null", "close", "move", "commit", "rollback")
"""Statements that neither read a table nor write one."""


def _assigned(reader: Reader) -> bool:
    """`a.b := 1`, also where the name is a keyword of PL/pgSQL."""
    start = reader.at
    try:
        target = reader.target()
    except Unreadable:
        target = ""
    if not target or not reader.skip(":=", "="):
        reader.at = start
        return False
    reader.expression(reader.until(";"), "assign", (target,))
    return True


# --- blocks ----------------------------------------------------------------------------------------


def _declare(reader: Reader) -> None:
    reader.declared = reader.declared or {}


def _declaration(reader: Reader) -> None:
    assert reader.declared is not None
    name = reader.identifier()
    if reader.skip("alias"):
        reader.expect("for")
        meant = reader.peek()
        reader.at += 1
        reader.expect(";")
        reader.declared[name] = Variable(name, "", alias=meant.name or meant.text)
        return
    start = reader.at
    whole = reader.until(";")
    if _cursor(reader, name, range(start, whole.stop)):
        return
    type_ = reader.split(whole, ":=", "=", "default", "collate", "not")[0]
    if type_ and reader.tokens[type_.start].is_any("constant"):
        type_ = type_[1:]
    reader.declared[name] = Variable(name, reader.between(type_))
    default = reader.behind(whole, ":=", "=", "default")
    if default is not None:
        reader.expression(default, "assign", (name,))


def _cursor(reader: Reader, name: str, part: range) -> bool:
    """`c NO SCROLL CURSOR (key integer) FOR SELECT …`."""
    query, head = reader.behind(part, "for", "is"), reader.split(part, "for", "is")[0]
    if query is None or not any(reader.tokens[place].is_any("cursor") for place in head):
        return False
    assert reader.declared is not None
    reader.declared[name] = Variable(name, "refcursor", query=reader.between(query))
    return True


def _begin(reader: Reader) -> None:
    reader.frames.append(Frame("block", reader.variables))
    reader.declared = None


def _exception(reader: Reader) -> None:
    _inside(reader, "block").handling = True
    if not reader.peek().is_any("when"):
        raise Unreadable


def _inside(reader: Reader, *kinds: str) -> Frame:
    if not reader.frames or reader.frames[-1].kind not in kinds:
        raise Unreadable
    return reader.frames[-1]


def _when(reader: Reader) -> None:
    frame = _inside(reader, "block", "case")
    part = reader.until("then")
    if frame.kind == "case":
        reader.expression(part)
    elif not frame.handling:
        raise Unreadable


def _end(reader: Reader) -> None:
    closed = next((kind for kind in ("if", "case", "loop") if reader.skip(kind)), "block")
    if not any(frame.kind == closed for frame in reader.frames):
        raise Unreadable
    while reader.frames.pop().kind != closed:
        pass  # what was left open inside
    if reader.frames or reader.at < len(reader.tokens):
        reader.until(";")


# --- branches and loops ----------------------------------------------------------------------------


def _push(
    reader: Reader, kind: Literal["if", "case", "loop"], more: Mapping[str, Variable] | None = None
) -> None:
    reader.frames.append(Frame(kind, {**reader.variables, **more} if more else reader.variables))


def _if(reader: Reader) -> None:
    reader.expression(reader.until("then"))
    _push(reader, "if")


def _elsif(reader: Reader) -> None:
    _inside(reader, "if")
    reader.expression(reader.until("then"))


def _else(reader: Reader) -> None:
    _inside(reader, "if", "case")


def _case(reader: Reader) -> None:
    part = reader.until("when")
    reader.at -= 1
    if part:
        reader.expression(part)
    _push(reader, "case")


def _loop(reader: Reader) -> None:
    _push(reader, "loop")


def _while(reader: Reader) -> None:
    reader.expression(reader.until("loop"))
    _push(reader, "loop")


def _for(reader: Reader) -> None:
    into = reader.targets()
    reader.expect("in")
    reader.skip("reverse")
    part = reader.until("loop")
    bounds = reader.split(part, "..", "by")
    if len(bounds) > 1:
        for bound in bounds:
            reader.expression(bound)
        _push(reader, "loop", {into[0]: Variable(into[0], "integer")})
        return
    _rows(reader, part, "for", into)
    _push(reader, "loop")


def _rows(reader: Reader, part: range, kind: StatementKind, into: tuple[str, ...] = ()) -> None:
    """A query, the text of one behind `EXECUTE`, or a cursor with its query."""
    first = reader.tokens[part.start] if part else None
    if first is not None and first.is_any("execute"):
        _executed(reader, part[1:], kind, into)
        return
    cursor = reader.variables.get(first.name) if first is not None and first.name else None
    if cursor is not None and cursor.query is not None:
        reader.add(kind, cursor.query, part.start, into)
    else:
        reader.query(part, kind, into)


def _foreach(reader: Reader) -> None:
    into = reader.targets()
    if reader.skip("slice"):
        reader.at += 1
    reader.expect("in")
    reader.expect("array")
    reader.expression(reader.until("loop"), "expression")
    reader.add("assign", "", reader.at - 1, into)
    _push(reader, "loop")


def _leave(reader: Reader) -> None:
    condition = reader.behind(reader.until(";"), "when")
    if condition is not None:
        reader.expression(condition)


# --- statements of one part ------------------------------------------------------------------------


def _return(reader: Reader) -> None:
    if reader.skip("query"):
        _rows(reader, reader.until(";"), "return query")
        return
    kind: StatementKind = "return next" if reader.skip("next") else "return"
    part = reader.until(";")
    if part:
        reader.expression(part, kind)


def _raise(reader: Reader) -> None:
    sections = reader.sections(reader.until(";"), "using")
    _, *arguments = reader.split(sections[""], ",")
    for option in reader.split(sections["using"], ",") if "using" in sections else []:
        given = reader.behind(option, "=", ":=")
        if given is None:
            raise Unreadable
        arguments.append(given)
    for argument in arguments:
        reader.expression(argument)


def _assert(reader: Reader) -> None:
    reader.expression(reader.until(";"))


def _perform(reader: Reader) -> None:
    part = reader.until(";")
    reader.add("query", f"SELECT {reader.between(part)}", part.start)


def _execute(reader: Reader) -> None:
    _executed(reader, reader.until(";"), "query")


def _executed(reader: Reader, part: range, kind: StatementKind, into: tuple[str, ...] = ()) -> None:
    sections = reader.sections(part, "into", "using")
    for argument in reader.split(sections["using"], ",") if "using" in sections else []:
        reader.expression(argument)
    if "into" in sections:
        back, reader.at = reader.at, sections["into"].start
        into = reader.targets()
        reader.at = back
    reader.text_of(sections[""], into, kind)


def _get(reader: Reader) -> None:
    reader.skip("current", "stacked")
    reader.expect("diagnostics")
    back = reader.at
    part = reader.until(";")
    after, names = reader.at, []
    for item in reader.split(part, ","):
        reader.at = item.start
        names.append(reader.target())
    reader.at = after
    reader.add("assign", "", back, tuple(names))


def _open(reader: Reader) -> None:
    start = reader.at
    cursor = reader.variables.get(reader.identifier())
    query = reader.behind(reader.until(";"), "for")
    if query is not None:
        _rows(reader, query, "query")
    elif cursor is not None and cursor.query is not None:
        reader.add("query", cursor.query, start)
    else:
        raise Unreadable


def _fetch(reader: Reader) -> None:
    start = reader.at
    sections = reader.sections(reader.until(";"), "into")
    after, reader.at = reader.at, sections["into"].start if "into" in sections else len(reader.tokens)
    into = reader.targets()
    reader.at = after
    reader.add("assign", "", start, into)


_VERBS: dict[str, Callable[[Reader], None]] = {
    "assert": _assert,
    "begin": _begin,
    "case": _case,
    "continue": _leave,
    "declare": _declare,
    "else": _else,
    "elseif": _elsif,
    "elsif": _elsif,
    "end": _end,
    "exception": _exception,
    "execute": _execute,
    "exit": _leave,
    "fetch": _fetch,
    "for": _for,
    "foreach": _foreach,
    "get": _get,
    "if": _if,
    "loop": _loop,
    "open": _open,
    "perform": _perform,
    "raise": _raise,
    "return": _return,
    "when": _when,
    "while": _while,
}
