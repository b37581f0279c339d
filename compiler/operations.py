"""Operation files → the documents that clients will name by their hash (trusted documents).

A file that holds one operation, and of fragments just those that it uses, is a document as it stands: its id
is the SHA-256 of the file. Otherwise each operation is printed with the fragments it uses, wherever they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from graphql import (
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSyntaxError,
    Node,
    OperationDefinitionNode,
    Visitor,
    VisitorAction,
    parse,
    print_ast,
    visit,
)

from fraiseql.compiler.diagnostics import Diagnostic, Related, suggest
from fraiseql.compiler.persisted import SUFFIX, read_persisted
from fraiseql.compiler.source import Located, Source, Span, span_of

Fragments: TypeAlias = Mapping[str, "Written"]


@dataclass(frozen=True, eq=False)
class Written:
    """An operation or a fragment, known by its identity, and the file that it is written in."""

    source: Source
    node: OperationDefinitionNode | FragmentDefinitionNode

    @property
    def name(self) -> str | None:
        """Its name; only an operation may have none."""
        return self.node.name.value if self.node.name else None

    @property
    def span(self) -> Span | None:
        """Where its name stands; without a name, all of it."""
        return span_of(self.node.name or self.node)


@dataclass(frozen=True, eq=False)
class Document:
    """One operation as clients send it.

    parts: the operation and its fragments, in the order of the text. manifest: whether it comes from a
        manifest of persisted documents, so that clients know its id from there.
    """

    text: str
    parts: tuple[Written, ...]
    manifest: bool = False

    @property
    def operation(self) -> Written:
        """The only operation."""
        return next(part for part in self.parts if isinstance(part.node, OperationDefinitionNode))

    def places(self) -> dict[tuple[int, int], Span | None]:
        """Where in the files the nodes stand that start at a line and column of the text."""
        spans: dict[tuple[int, int], Span | None] = {}
        for part, printed in zip(self.parts, parse(self.text).definitions, strict=True):
            for node, original in zip(_nodes(printed), _nodes(part.node), strict=True):
                assert node.loc
                start = node.loc.start_token
                spans[start.line, start.column] = span_of(original)
        return spans


def read_operations(sources: Sequence[Source]) -> tuple[list[Document], list[Diagnostic]]:
    """The documents of some files, and what is wrong with the files.

    The files share their fragments. A manifest of persisted documents (`fraiseql.compiler.persisted`) holds
    documents that are complete; several manifests, of several releases of a client, may hold the same ones.
    """
    files, found = _read([source for source in sources if not source.name.endswith(SUFFIX)])
    documents = {document.text: document for document in files}
    for manifest in sources:
        if manifest.name.endswith(SUFFIX):
            entries, problems = read_persisted(manifest)
            found.extend(problems)
            for entry in entries:
                complete, problems = _read_entry(entry)
                found.extend(problems)
                for document in complete:
                    documents.setdefault(document.text, replace(document, manifest=True))
    return list(documents.values()), found


def _read_entry(entry: Source) -> tuple[list[Document], list[Diagnostic]]:
    documents, found = _read([entry])
    failed = any(diagnostic.severity == "error" for diagnostic in found)
    if not failed and [document.text for document in documents] != [entry.text]:
        message = "a persisted document holds one operation, and no fragment that this does not use"
        return [], [Diagnostic("FQ611", message, Span(entry, 0, len(entry.text)))]
    return documents, found


def _read(sources: Iterable[Source]) -> tuple[list[Document], list[Diagnostic]]:
    """The documents of files that share their fragments."""
    found: list[Diagnostic] = []
    definitions: list[Written] = []
    for source in sources:
        nodes, problems = _parse(source)
        definitions.extend(Written(source, node) for node in nodes)
        found.extend(problems)
    operations = [each for each in definitions if isinstance(each.node, OperationDefinitionNode)]
    fragments, repeated = _by_name(
        each for each in definitions if isinstance(each.node, FragmentDefinitionNode)
    )
    if not found:  # a file that cannot be read may have held them
        found.extend(_unknown_fragments(definitions, fragments))
    found.extend((*_nameless(operations), *_by_name(operations)[1], *repeated))
    if found:
        return [], found
    documents = [_document(operation, definitions, fragments) for operation in operations]
    found.extend(_same_texts(documents))
    used = {part for document in documents for part in document.parts}
    for name, fragment in fragments.items():
        if fragment not in used:
            message = f"no operation uses the fragment `{name}`, so nothing checks it"
            hint = "remove it, or use it"
            found.append(Diagnostic("FQ610", message, fragment.span, hint, severity="warning"))
    return documents, found


# --- files -----------------------------------------------------------------------------------------------


def _parse(source: Source) -> tuple[list[OperationDefinitionNode | FragmentDefinitionNode], list[Diagnostic]]:
    try:
        definitions = parse(Located(source)).definitions
    except GraphQLSyntaxError as error:
        return [], [_syntax_error(source, error)]
    nodes = []
    found = []
    for node in definitions:
        if isinstance(node, OperationDefinitionNode | FragmentDefinitionNode):
            nodes.append(node)
            continue
        message = "a type cannot be defined among operations"
        hint = "definitions of types belong in the schema file"
        found.append(Diagnostic("FQ601", message, span_of(node), hint))
    return nodes, found


def _syntax_error(source: Source, error: GraphQLSyntaxError) -> Diagnostic:
    span = _word(source, *error.positions or ())
    if _NOTHING.fullmatch(source.text):
        return Diagnostic("FQ601", "the file holds no operation", span, "write one, or remove the file")
    message, hint = worded(error.message)
    if message == "unterminated string":  # reported at its end, where nothing stands
        span = Span(source, source.text.rfind('"', 0, span.start), span.start)
    if message.startswith("unexpected Name"):
        hint = hint or suggest(source.text[span.start : span.end], _KEYWORDS)
    return Diagnostic("FQ601", message, span, hint)


_NOTHING = re.compile(r"(?:[ \t,\r\n\ufeff]|#[^\r\n]*)*")
_KEYWORDS = ("query", "mutation", "fragment")


def _word(source: Source, start: int = 0) -> Span:
    """The name that starts at an offset, or the character there, if there is one."""
    word = re.compile(r"\w+|[^\r\n]|", re.ASCII).match(source.text, start)
    assert word is not None
    return Span(source, *word.span())


def worded(message: str) -> tuple[str, str | None]:
    """A message of graphql-core in our style, and the hint that it may hold."""
    text = (
        message.removeprefix("Syntax Error: ")
        .replace("<EOF>", "the end of the file")
        .removesuffix(" Parsing aborted.")
        .rstrip(".")
    )
    text = re.sub(r"""^(Int|Float|String|Boolean|ID)\b|'([^'\s]+)'|^"(\w+)\"""", r"`\1\2\3`", text)
    text, _, hint = re.sub(
        r"(?:\.|,)? ((?i:did you mean) |Use different )", r"\n\1", text, count=1
    ).partition("\n")
    return text[:1].lower() + text[1:], hint[:1].lower() + hint[1:] or None


# --- names -----------------------------------------------------------------------------------------------


def _nameless(operations: Sequence[Written]) -> Iterator[Diagnostic]:
    """Operations without a name, where something must tell them apart from others of their file."""
    held = Counter(id(operation.source) for operation in operations)
    for operation in operations:
        if operation.name is None and held[id(operation.source)] > 1:
            message = "an operation without a name cannot share its file with others"
            yield Diagnostic("FQ603", message, operation.span, "give it a name, or a file of its own")


def _by_name(definitions: Iterable[Written]) -> tuple[dict[str, Written], list[Diagnostic]]:
    named: dict[str, Written] = {}
    found = []
    for each in definitions:
        if each.name is None:
            continue
        first = named.setdefault(each.name, each)
        if first is not each:
            kind = "fragments" if isinstance(each.node, FragmentDefinitionNode) else "operations"
            note = Related("it is first here", span=first.span)
            message = f"two {kind} have the name `{each.name}`"
            found.append(Diagnostic("FQ604", message, each.span, "rename one of them", (note,)))
    return named, found


def _same_texts(documents: Iterable[Document]) -> Iterator[Diagnostic]:
    """Documents that are alike; with names, one of them has a wrong name already."""
    kept: dict[str, Document] = {}
    for document in documents:
        first = kept.setdefault(document.text, document)
        if first is not document:
            note = Related("it is first here", span=first.operation.span)
            hint = "clients need only one of them"
            message = "two files hold the same text"
            yield Diagnostic("FQ604", message, document.operation.span, hint, (note,))


def _unknown_fragments(definitions: Iterable[Written], fragments: Fragments) -> Iterator[Diagnostic]:
    for each in definitions:
        for spread in _spreads(each.node):
            name = spread.name.value
            if name not in fragments:
                span = span_of(spread.name)
                hint = suggest(name, fragments) or "it must be in one of the files that are compiled together"
                yield Diagnostic("FQ605", f"there is no fragment `{name}`", span, hint)


# --- documents -------------------------------------------------------------------------------------------


def _document(operation: Written, definitions: Iterable[Written], fragments: Fragments) -> Document:
    used = [operation]
    for part in used:  # grows while it is walked
        spread = dict.fromkeys(fragments[spread.name.value] for spread in _spreads(part.node))
        used.extend(fragment for fragment in spread if fragment not in used)
    beside = [each for each in definitions if each.source is operation.source]
    if set(beside) == set(used):
        return Document(operation.source.text, tuple(beside))
    return Document("\n\n".join(print_ast(part.node) for part in used), tuple(used))


class _Collector(Visitor):
    """Collects all nodes, in the order of the text."""

    def __init__(self) -> None:
        super().__init__()
        self.nodes: list[Node] = []

    def enter(self, node: Node, *_: object) -> VisitorAction:
        """Called with each node."""
        self.nodes.append(node)
        return None


def _nodes(node: Node) -> list[Node]:
    collector = _Collector()
    visit(node, collector)
    return collector.nodes


def _spreads(node: Node) -> Iterator[FragmentSpreadNode]:
    return (each for each in _nodes(node) if isinstance(each, FragmentSpreadNode))
