"""What is done about warnings: `# fraiseql-ignore FQ512` in one place, `[lints]` everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

import graphql
from graphql import DocumentNode, GraphQLSyntaxError, Lexer, Token, TokenKind

from fraiseql.compiler.codes import CODES
from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.settings import Settings
from fraiseql.compiler.source import Source, Span, span_of


def settled(
    found: Sequence[Diagnostic],
    sources: Sequence[Source],
    document: DocumentNode | None,
    settings: Settings,
    unknown: AbstractSet[str],
) -> list[Diagnostic]:
    """What is left of the diagnostics, with the severities that they have been given.

    document: of the schema, to find where a definition ends.
    unknown: the codes of which the run cannot say that a place does not have them. To ignore them is
        never in vain.
    """
    ignores = [ignore for source in sources for ignore in _ignores(source, document)]
    left = [diagnostic for diagnostic in found if not _is_ignored(diagnostic, ignores)]
    whole = not any(diagnostic.severity == "error" for diagnostic in found)
    for ignore in ignores:
        left.extend(_said_of(ignore, unknown | settings.levels.keys(), whole=whole))
    return [levelled for diagnostic in left for levelled in _levelled(diagnostic, settings)]


def _levelled(diagnostic: Diagnostic, settings: Settings) -> Iterator[Diagnostic]:
    if diagnostic.severity == "error":
        yield diagnostic
        return
    level = settings.levels.get(diagnostic.code, diagnostic.severity)
    if level == "warning" and settings.deny_warnings:
        level = "error"
    if level != "off":
        yield replace(diagnostic, severity=level)


# --- ignoring in one place -------------------------------------------------------------------------


@dataclass(slots=True)
class _Ignore:
    """A comment that ignores codes, and the lines, the last included, in which it does.

    met: the codes that were there to be ignored. errors: those that were there as errors.
    """

    span: Span
    codes: tuple[str, ...]
    first: int
    last: int
    met: set[str] = field(default_factory=set)
    errors: set[str] = field(default_factory=set)


_COMMENT = re.compile(r"#\s*fraiseql-ignore\b[\s:]*((?:\w+(?:\s*,\s*\w+)*)?)")


def _is_ignored(diagnostic: Diagnostic, ignores: Sequence[_Ignore]) -> bool:
    span, ignored = diagnostic.span, False
    for ignore in ignores:
        if (
            span is not None
            and span.source == ignore.span.source
            and ignore.first <= span.first[0] <= ignore.last
            and diagnostic.code in ignore.codes
        ):
            if diagnostic.severity == "error":
                ignore.errors.add(diagnostic.code)
            else:
                ignore.met.add(diagnostic.code)
                ignored = True
    return ignored


def _said_of(ignore: _Ignore, unknown: AbstractSet[str], *, whole: bool) -> Iterator[Diagnostic]:
    """What is wrong with a comment. whole: whether the compiler came to its end."""
    if not ignore.codes:
        hint = "write the code, and then the reason if you like: `# fraiseql-ignore FQ512 a small table`"
        yield Diagnostic("FQ106", "no code is named that is to be ignored", ignore.span, hint, (), "warning")
    for code in ignore.codes:
        if code not in CODES:
            message, hint_ = f"there is no code `{code}` to ignore", suggest(code, CODES)
        elif code in ignore.errors:
            message, hint_ = f"`{code}` is an error here, which cannot be ignored", None
        elif whole and code not in ignore.met and code not in unknown:
            message, hint_ = f"there is no `{code}` here to ignore", "remove the comment"
        else:
            continue
        yield Diagnostic("FQ106", message, ignore.span, hint_, (), "warning")


def _ignores(source: Source, document: DocumentNode | None) -> Iterator[_Ignore]:
    """The comments of a file that ignore something."""
    if "fraiseql-ignore" not in source.text:
        return
    ends = dict(_ends(source, document)) if document is not None else {}
    waiting: list[tuple[Span, tuple[str, ...]]] = []
    line = 0  # the last one with something else than comments
    for kind, start, end in _tokens(source):
        written = source.position(start)[0]
        if kind != TokenKind.COMMENT:
            for span, codes in waiting:
                yield _Ignore(span, codes, written, ends.get(written, written))
            waiting = []
            line = source.position(end - 1)[0]
        elif comment := _COMMENT.match(source.text, start, end):
            span = Span(source, start, start + len(comment[0].rstrip()))
            codes = tuple(dict.fromkeys(re.findall(r"\w+", comment[1])))
            if line == written:
                yield _Ignore(span, codes, written, written)
            else:
                waiting.append((span, codes))
    for span, codes in waiting:  # nothing follows
        yield _Ignore(span, codes, span.first[0], span.first[0])


def _tokens(source: Source) -> Iterator[tuple[TokenKind, int, int]]:
    """The kind and place of each token of a file; of one that is no GraphQL, those before what is not."""
    lexer = Lexer(graphql.Source(source.text))
    try:
        while lexer.advance().kind != TokenKind.EOF:
            pass
    except GraphQLSyntaxError:
        return
    token: Token | None = lexer.token.prev
    chain = []
    while token is not None and token.kind != TokenKind.SOF:
        chain.append((token.kind, token.start, token.end))
        token = token.prev
    yield from reversed(chain)


def _ends(source: Source, document: DocumentNode) -> Iterator[tuple[int, int]]:
    """For each definition of a file the line in which it, or its name, starts, and that in which it ends.

    Outer definitions come last, so that they count where several start in one line.
    """
    nodes: list[graphql.Node] = list(document.definitions)
    for node in nodes:
        for part in ("fields", "values", "arguments"):
            nodes.extend(getattr(node, part, None) or ())
    for node in reversed(nodes):
        span = span_of(node)
        if span is None or span.source != source:
            continue
        yield span.first[0], span.last[0]
        name = getattr(node, "name", None)
        named = span_of(name) if name is not None else None
        if named is not None:
            yield named.first[0], span.last[0]
