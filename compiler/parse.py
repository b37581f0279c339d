"""Schema text → GraphQL AST. The one addition to standard SDL is the bare first argument of a directive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

from graphql import (
    ArgumentNode,
    DefinitionNode,
    DirectiveDefinitionNode,
    DirectiveNode,
    DocumentNode,
    EnumValueNode,
    ExecutableDefinitionNode,
    GraphQLSyntaxError,
    NameNode,
    OperationDefinitionNode,
    StringValueNode,
    Token,
    TokenKind,
    print_ast,
    specified_directives,
)
from graphql.language.parser import Parser

from fraiseql.compiler import mistakes
from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.directives import DIRECTIVES
from fraiseql.compiler.kept import Kept
from fraiseql.compiler.mistakes import ONLY_FIRST
from fraiseql.compiler.source import Located, Piece, Source, Span, span_of


def read(path: Path, name: str) -> tuple[Source | None, list[Diagnostic]]:
    """Reads a text file, to be shown as `name`; FQ102 where it cannot. A byte order mark is dropped."""
    try:
        whole = path.read_bytes()
    except (OSError, ValueError) as error:  # a path with U+0000 is a ValueError
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return None, [Diagnostic("FQ102", f"cannot read {name}: {reason}")]
    data = whole.removeprefix(b"\xef\xbb\xbf")
    try:
        return Source(name, data.decode()), []
    except UnicodeDecodeError as error:
        shown = Source(name, data.decode(errors="replace"))
        start = len(data[: error.start].decode())
        at = len(whole) - len(data) + error.start
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02X} at offset {at} cannot stand here"
        utf16 = whole.startswith((b"\xff\xfe", b"\xfe\xff"))
        hint = f"save the file as UTF-8{'; it looks like UTF-16' if utf16 else ''}"
        return None, [Diagnostic("FQ102", message, Span(shown, start, start + 1), hint)]


def parse(
    sources: Sequence[Source], kept: Kept | None = None
) -> tuple[DocumentNode | None, list[Diagnostic]]:
    """Parses the files of a schema. Definitions that are kept of another run are the same nodes again.

    Returns one document of all files, which holds type system definitions and extensions only, and what was
    wrong. There is no document after a syntax error. A bare argument has its parameter's name, and it, its
    name and its value are located at the bare word.
    """
    kept = Kept() if kept is None else kept
    parsed = _files(sources, _FIRST_PARAMETERS, kept)
    own = {
        name: first
        for document, _ in parsed
        if document is not None
        for name, first in _first_parameters(document).items()
    }
    if own:  # directives may be used before they are defined, also in other files
        parsed = _files(sources, own | _FIRST_PARAMETERS, kept)
    diagnostics = [diagnostic for _, found in parsed for diagnostic in found]
    if any(document is None for document, _ in parsed):
        return None, diagnostics
    definitions: list[DefinitionNode] = []
    for document, _ in parsed:
        for node in document.definitions if document else ():
            if isinstance(node, ExecutableDefinitionNode):
                diagnostics.append(_not_a_definition(node))
            else:
                definitions.append(node)
    if not definitions and not diagnostics:
        end = len(sources[0].text)
        least = "a schema needs at least `type Query { … }`"
        diagnostics.append(Diagnostic("FQ101", "the schema is empty", Span(sources[0], end, end), least))
    return DocumentNode(definitions=tuple(definitions)) if definitions else None, diagnostics


_Parsed: TypeAlias = tuple[DocumentNode | None, list[Diagnostic]]


def _files(sources: Sequence[Source], first: Mapping[str, _Parameter], kept: Kept) -> list[_Parsed]:
    """Each file, in pieces that change one by one; as one text where something in it is wrong."""
    parameters = tuple(first.items())
    met: Counter[tuple[str, str]] = Counter()
    parsed: list[_Parsed] = []
    for source in sources:
        definitions: list[DefinitionNode] = []
        for start, text in pieces(source.text):
            met[source.name, text] += 1  # several may have one text
            piece, found = kept.of_equal(_piece, text, source.name, met[source.name, text], parameters)
            if found is None:
                parsed.append(_parse(source, first))
                break
            piece.source, piece.start = source, start
            definitions.extend(found)
        else:
            parsed.append((DocumentNode(definitions=tuple(definitions)), []))
    return parsed


def _piece(
    text: str, name: str, _: int, first: Iterable[tuple[str, _Parameter]]
) -> tuple[Piece, tuple[DefinitionNode, ...] | None]:
    """A piece of a file, and its definitions; `None` where it cannot be parsed."""
    piece = Piece(Source(name, text), 0)
    if _IGNORED.fullmatch(text):
        return piece, ()
    try:
        return piece, _SchemaParser(Located(piece, text), dict(first)).parse_document().definitions
    except (GraphQLSyntaxError, RecursionError):
        return piece, None


_TOKENS = re.compile(
    r'"""(?:[^"\\]|\\"""|\\|"(?!""))*"""|"(?:[^"\\\r\n]|\\.)*"|#[^\r\n]*|[{}()\[\]]|'
    r"^(?:schema|scalar|type|interface|union|enum|input|directive|extend)\b",
    re.MULTILINE,
)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """A file in pieces, each with its offset: one for each definition that starts a line of its own.

    No definition goes on behind a word, or a description, that starts another.
    """
    starts = [0]
    depth, described = 0, False
    for token in _TOKENS.finditer(text):
        first = token[0][0]
        if first in "{([":
            depth += 1
        elif first in "})]":
            depth -= 1
        elif first != "#" and depth == 0:
            at_start = token.start() == 0 or text[token.start() - 1] in "\r\n"
            if at_start and not described:
                starts.append(token.start())
            described = first == '"'
    for start, end in pairwise(dict.fromkeys((*starts, len(text)))):
        yield start, text[start:end]


def _parse(source: Source, first: Mapping[str, _Parameter]) -> _Parsed:
    """A file as one text."""
    parser = _SchemaParser(Located(source), first)
    try:
        return parser.parse_document(), []
    except GraphQLSyntaxError as error:
        return None, [_syntax_error(source, parser, error)]
    except RecursionError:
        token = parser.token
        return None, [Diagnostic("FQ101", "nested too deeply", Span(source, token.start, token.end))]


class _Parameter(NamedTuple):
    """The first parameter of a directive. text: whether a bare word is a string, not an enum value."""

    name: str
    text: bool


def _first_parameters(document: DocumentNode) -> dict[str, _Parameter]:
    """The first parameter of each directive that a document defines."""
    return {
        node.name.value: _Parameter(node.arguments[0].name.value, _is_text(print_ast(node.arguments[0].type)))
        for node in document.definitions
        if isinstance(node, DirectiveDefinitionNode) and node.arguments
    }


def _is_text(type_: str) -> bool:
    return type_.removesuffix("!") in ("String", "ID")


_FIRST_PARAMETERS = _first_parameters(DIRECTIVES) | {
    directive.name: _Parameter(name, _is_text(str(argument.type)))
    for directive in specified_directives
    for name, argument in list(directive.args.items())[:1]
}

_UNKNOWN = _Parameter("name", text=True)
"""For a directive that nobody defines: the schema rules will report it."""

_VALUES = {
    TokenKind.NAME,
    TokenKind.STRING,
    TokenKind.BLOCK_STRING,
    TokenKind.INT,
    TokenKind.FLOAT,
    TokenKind.BRACKET_L,
    TokenKind.BRACE_L,
}
_AFTER_A_NAME = (TokenKind.COLON, TokenKind.EQUALS)
"""What shows that a word is an argument's name; `=` is a mistake, reported as such."""


class _SchemaParser(Parser):
    """graphql-core's parser, with bare arguments."""

    def __init__(self, source: Located, first: Mapping[str, _Parameter]) -> None:
        super().__init__(source)
        self._first = first

    @property
    def token(self) -> Token:
        """The token that is looked at."""
        return self._lexer.token

    def parse_directive(self, is_const: bool) -> DirectiveNode:
        start = self.token
        self.expect_token(TokenKind.AT)
        name = self.parse_name()
        arguments: list[ArgumentNode] = []
        if self.expect_optional_token(TokenKind.PAREN_L):
            arguments.append(self._parse_first(self._first.get(name.value, _UNKNOWN), is_const))
            while not self.expect_optional_token(TokenKind.PAREN_R):
                arguments.append(self._parse_further(is_const))
        return DirectiveNode(name=name, arguments=tuple(arguments) or None, loc=self.loc(start))

    def _parse_first(self, parameter: _Parameter, is_const: bool) -> ArgumentNode:
        if self.peek(TokenKind.NAME) and self._lexer.lookahead().kind in _AFTER_A_NAME:
            return self.parse_argument(is_const)
        value = self.parse_value_literal(is_const)
        if parameter.text and isinstance(value, EnumValueNode):
            value = StringValueNode(value=value.value, block=False, loc=value.loc)
        return ArgumentNode(name=NameNode(value=parameter.name, loc=value.loc), value=value, loc=value.loc)

    def _parse_further(self, is_const: bool) -> ArgumentNode:
        named = self.peek(TokenKind.NAME) and self._lexer.lookahead().kind in _AFTER_A_NAME
        if self.token.kind in _VALUES and not named:
            raise GraphQLSyntaxError(self._lexer.source, self.token.start, ONLY_FIRST)
        return self.parse_argument(is_const)


# --- syntax errors -------------------------------------------------------------------------------

_DIRECTIVE_OPENED = [TokenKind.AT, TokenKind.NAME, TokenKind.PAREN_L]
_IGNORED = re.compile(r"(?:[ \t,\r\n\ufeff]|#[^\r\n]*)*")
_WORD = re.compile(r"[^\s,:()\[\]{}\"'=$@!|&#]+")


def _not_a_definition(node: ExecutableDefinitionNode) -> Diagnostic:
    kind = node.operation.value if isinstance(node, OperationDefinitionNode) else "fragment"
    hint = f"did you mean `type {kind.capitalize()} {{ … }}`?" if kind != "fragment" else None
    message = f"a {kind} cannot stand in a schema, which holds definitions only"
    return Diagnostic("FQ101", message, span_of(node), hint)


def _syntax_error(source: Source, parser: _SchemaParser, error: GraphQLSyntaxError) -> Diagnostic:
    assert error.positions
    offset = next(iter(error.positions))
    tokens = list(_tokens(parser.token))
    wrong = next((token for token in tokens if token.start == offset and token.kind != TokenKind.SOF), None)
    before = [token for token in tokens if token.end <= offset and token is not wrong]

    message, hint = _words(error)
    if wrong is None:
        return _not_a_token(source, before, offset, message, hint)
    hint = hint or mistakes.hint(message, before, wrong)
    related: tuple[Related, ...] = ()
    opened = mistakes.unclosed(before) if wrong.kind == TokenKind.EOF else []
    for opening in opened[-1:] or (mistakes.left_open(before, wrong) or ())[:1]:
        where = Span(source, opening.start, opening.end)
        related = (Related(f"this `{opening.kind.value}` is not closed", span=where),)
    return Diagnostic("FQ101", message, Span(source, wrong.start, wrong.end), hint, related)


def _not_a_token(
    source: Source, before: list[Token], offset: int, message: str, hint: str | None
) -> Diagnostic:
    if word := _bare_word(source, before, offset):
        message, hint = (
            f"the bare argument `{word[0]}` is not a single name",
            f'put it in quotes: "{word[0]}"',
        )
        return Diagnostic("FQ101", message, Span(source, *word.span()), hint)
    start = _skip_ignored(source.text, before[-1].end)
    # An unterminated string is reported at its end; the line's end is no part of it.
    end = offset if source.text[offset : offset + 1] in ("", "\r", "\n") else offset + 1
    hint = hint or mistakes.hint_of_text(message, source.text, start)
    return Diagnostic("FQ101", message, Span(source, start, end), hint)


def _tokens(last: Token) -> Iterator[Token]:
    """All tokens that were read, without comments, in order."""
    first = last
    while first.prev:
        first = first.prev
    token: Token | None = first
    while token:
        if token.kind != TokenKind.COMMENT:
            yield token
        token = token.next


def _words(error: GraphQLSyntaxError) -> tuple[str, str | None]:
    """graphql-core's message in our style, and the hint it may hold."""
    text = error.message.removeprefix("Syntax Error: ").replace("<EOF>", "the end of the file").rstrip(".")
    message, comma, hint = text.partition(", did you mean")
    return message[0].lower() + message[1:], f"did you mean{hint}" if comma else None


def _skip_ignored(text: str, start: int) -> int:
    """The offset of the next character that is neither white space nor in a comment."""
    ignored = _IGNORED.match(text, start)
    assert ignored
    return ignored.end()


def _bare_word(source: Source, before: list[Token], offset: int) -> re.Match[str] | None:
    """The word around an offset, if it is the first argument of a directive."""
    opening = len(before) - (1 if before[-1].kind == TokenKind.PAREN_L else 2)
    if [token.kind for token in before[max(opening - 2, 0) : opening + 1]] != _DIRECTIVE_OPENED:
        return None
    word = _WORD.match(source.text, _skip_ignored(source.text, before[opening].end))
    return word if word and word.end() > offset else None
