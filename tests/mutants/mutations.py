"""Source → its mutants: the mutations of mutmut, and more for conditions, statements and SQL in strings.

mutmut by itself leaves alone what stands outside of functions, decorated functions and f-strings. Here
the first is the operator table, and the last are most of the SQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import libcst as cst
from libcst import matchers as m
from mutmut.mutation.mutators import mutation_operators, operator_string


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change. place: the function it is in. before, after: the lines that changed."""

    module: str
    place: str
    before: str
    after: str
    source: str


def mutants_of(module: str, source: str) -> Iterator[Mutant]:
    """All mutants of a module, in the order of its text; each differs from it, and from the others."""
    tree = cst.parse_module(source)
    visitor = _Visitor()
    tree.visit(visitor)
    seen = {source}
    for place, node, other in visitor.found:
        mutated = tree.deep_replace(node, other)
        assert isinstance(mutated, cst.Module)
        if mutated.code not in seen:
            seen.add(mutated.code)
            yield Mutant(module, place, *_changed(source, mutated.code), mutated.code)


def _changed(source: str, mutated: str) -> tuple[str, str]:
    before, after = source.splitlines(), mutated.splitlines()
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return " ".join(line.strip() for line in before), " ".join(line.strip() for line in after)


class _Visitor(cst.CSTVisitor):
    """Finds the changes. found: the function, the node, and what replaces it."""

    def __init__(self) -> None:
        self.found: list[tuple[str, cst.CSTNode, cst.CSTNode]] = []
        self._names: list[str] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if m.matches(node, _UNTOUCHED):
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._names.append(node.name.value)
        for kind, mutate in _MUTATIONS:
            if isinstance(node, kind):
                self.found += ((".".join(self._names), node, other) for other in mutate(node))
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef | cst.ClassDef) and original_node.name.value:
            self._names.pop()


_DOCSTRING = m.SimpleStatementLine(body=[m.Expr(m.SimpleString() | m.ConcatenatedString())])
_TYPE_ALIAS = m.SimpleStatementLine(
    body=[m.Assign(value=m.Subscript()) | m.AnnAssign(annotation=m.Annotation(m.Name("TypeAlias")))]
)
_UNTOUCHED = (
    m.Annotation()
    | m.Decorator()
    | m.Import()
    | m.ImportFrom()
    | m.Assert()  # for the type checker
    | m.Call(func=m.Name("cast") | m.Name("isinstance") | m.Name("len"))
    | _DOCSTRING
    | _TYPE_ALIAS
    | m.SimpleString(value=m.MatchRegex(r"[\"'][A-Z].* .*\.[\"']"))  # a sentence describes something
    | m.Arg(keyword=m.Name("frozen") | m.Name("kw_only") | m.Name("maxsize"))
)
"""What does nothing at run time, or fails at once if it is changed."""


# --- conditions and statements -----------------------------------------------------------------------------


def _forced(node: cst.If | cst.CompIf) -> Iterator[cst.CSTNode]:
    test = node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    space = cst.SimpleWhitespace(" ")
    for operator, value in ((cst.And(), "False"), (cst.Or(), "True")):
        forced = cst.BooleanOperation(test, operator, cst.Name(value))
        before = {"whitespace_before_test": space}
        yield node.with_changes(test=forced, **before)


def _operands(node: cst.BooleanOperation) -> Iterator[cst.CSTNode]:
    for operand in (node.left, node.right):
        yield operand.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def _without(node: cst.SimpleStatementLine) -> Iterator[cst.CSTNode]:
    if m.matches(node, m.SimpleStatementLine(body=[m.Expr() | m.Raise() | m.Continue() | m.AugAssign()])):
        yield node.with_changes(body=[cst.Pass()])
    match node.body:
        case [cst.Return(value=cst.BaseExpression() as value)] if not m.matches(value, m.Name("None")):
            yield node.with_changes(body=[cst.Return(cst.Name("None"))])


def _shorter(node: cst.Tuple | cst.List | cst.Set | cst.Dict) -> Iterator[cst.CSTNode]:
    if len(node.elements) > 1 or not isinstance(node, cst.Tuple | cst.Set):
        for index in range(len(node.elements)):
            kept = [*node.elements[:index], *node.elements[index + 1 :]]
            if len(kept) == 1 and isinstance(node, cst.Tuple):
                comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
                kept = [kept[0].with_changes(comma=comma)]
            yield node.with_changes(elements=kept)


# --- SQL and text ------------------------------------------------------------------------------------------

_SWAPPED = {
    "=": ("<>",),
    ">": (">=", "<"),
    ">=": (">",),
    "<": ("<=", ">"),
    "<=": ("<",),
    "<>": ("=",),
    "@>": ("<@", "="),
    "<@": ("@>", "="),
    "&&": ("@>",),
    "?": ("=",),
    "?|": ("?&",),
    "?&": ("?|",),
    "<<": ("<<=", ">>"),
    "<<=": ("<<", ">>="),
    ">>": (">>=", "<<"),
    ">>=": (">>", "<<="),
    "~": ("~*",),
    "~*": ("~",),
    "@@": ("=",),
    "@": ("~",),
    "->>": ("->",),
    "#>>": ("#>",),
    "LIKE": ("ILIKE", "="),
    "ILIKE": ("LIKE",),
    "AND": ("OR",),
    "OR": ("AND",),
    "TRUE": ("FALSE", "NULL"),
    "FALSE": ("TRUE", "NULL"),
    "NOT": ("",),
    "IS NULL": ("IS NOT NULL",),
    "IS DISTINCT FROM": ("<>", "="),
    "IS NOT TRUE": ("IS TRUE", "IS FALSE"),
    "ASC": ("DESC",),
    "DESC": ("ASC",),
    "FIRST": ("LAST",),
    "LAST": ("FIRST",),
    "ANY": ("ALL",),
    "lower": ("", "upper"),
    "4": ("6",),
    "6": ("4",),
    "$0": ("$1",),
    "$1": ("$0",),
    "text": ("jsonb",),
    "'array'": ("'object'",),
    "'null'": ("'true'",),
}
_WORD = re.compile(
    r"IS NULL|IS DISTINCT FROM|IS NOT TRUE|'array'|'null'|\$\d|\b[A-Za-z0-9]+\b|[-#<>=~@?&|*]+"
)


def _sql(node: cst.SimpleString | cst.FormattedStringText) -> Iterator[cst.CSTNode]:
    if not node.value.startswith('"""'):
        for word in _WORD.finditer(node.value):
            for other in _SWAPPED.get(word[0], ()):
                value = node.value[: word.start()] + other + node.value[word.end() :]
                yield node.with_changes(value=value)


def _blank(node: cst.FormattedStringText | cst.FormattedStringExpression) -> Iterator[cst.CSTNode]:
    yield cst.FormattedStringText("")


def _other(node: cst.SimpleString) -> Iterator[cst.CSTNode]:
    """The first of mutmut's three; the others are the text in capitals and without."""
    yield from islice(operator_string(node), 1)


_MUTATIONS: tuple[tuple[Any, Callable[[Any], Iterable[cst.CSTNode]]], ...] = (
    *((kind, mutate) for kind, mutate in mutation_operators if mutate is not operator_string),
    (cst.SimpleString, _other),
    (cst.If | cst.CompIf, _forced),
    (cst.BooleanOperation, _operands),
    (cst.SimpleStatementLine, _without),
    (cst.Tuple | cst.List | cst.Set | cst.Dict, _shorter),
    (cst.SimpleString | cst.FormattedStringText, _sql),
    (cst.FormattedStringText | cst.FormattedStringExpression, _blank),
)
