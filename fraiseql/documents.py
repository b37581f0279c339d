"""Which document a request asks for: a trusted one by its id or its text, or one that the client brings.

A trusted document was compiled ahead of time; it is found without graphql-core, which is imported only where
other documents are allowed too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

import msgspec
from msgspec import Struct

from fraiseql.errors import Code, RefusedError, RequestError
from fraiseql.load import Plans
from fraiseql.operation import Operation, TrustedDocument
from fraiseql.plan import digest
from fraiseql.request import Request

Allowed: TypeAlias = Literal["any", "only"]
"""Which documents are executed: any, or only trusted ones."""

EMPTY_SIZE = 200
"""What a document counts in caches, in characters, before its first."""


class Document(Struct, frozen=True, eq=False):
    """One operation of a document, which is known by its identity.

    about_schema: variables as the client gave them → the answers to `__schema` and `__type`, by response
        key; absent where neither is asked. size: what it counts in caches, in characters.
    """

    operation: Operation
    about_schema: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None
    size: int


class Dynamic(Protocol):
    """Documents that are not trusted (see `fraiseql.dynamic`)."""

    def read(self, text: str, operation_name: str | None) -> Document:
        """The operation of a document. Raises RefusedError."""

    def persisted(self, sha256: str) -> str:
        """The text that was sent with this hash before. Raises RefusedError."""

    def persist(self, sha256: str, text: str) -> None:
        """Keeps a text for requests that hold only its hash."""


class Documents:
    """The documents that requests may ask for.

    dynamic: those that are not trusted; absent where only trusted ones are allowed.
    """

    def __init__(self, plans: Plans, dynamic: Dynamic | None) -> None:
        self._dynamic = dynamic
        self._trusted = {
            sha256: (document, _ready(document)) for sha256, document in plans.operations.items()
        }
        self._ids = {document.text: sha256 for sha256, document in plans.operations.items()}

    @property
    def size(self) -> int:
        """What all trusted documents count in caches, in characters."""
        return sum(document.size for _, document in self._trusted.values())

    def find(self, request: Request) -> Document:
        """The operation to execute. Raises RefusedError."""
        text = request.query
        named = read_id(request)
        if named is None:
            if text is None:
                raise _refused('The request holds neither a "query" nor a "documentId".', "BAD_REQUEST")
            sha256 = self._ids.get(text, "")
        else:
            sha256 = named.sha256
            if text is not None and digest(text.encode(errors="surrogatepass")) != sha256:
                raise _refused("The document's id is not the SHA-256 of the query.", "BAD_REQUEST")
        trusted = self._trusted.get(sha256)
        if trusted is not None:
            _check_name(trusted[0], request.operation_name)
            return trusted[1]
        return self._find_dynamic(request, named)

    def _find_dynamic(self, request: Request, named: Id | None) -> Document:
        text = request.query
        if text is None:
            assert named is not None
            if self._dynamic is None or not named.automatic:
                reason = f'No trusted document has the id "{named.sha256[:80]}".'
                raise _refused(reason, "PERSISTED_QUERY_NOT_FOUND")
            return self._dynamic.read(self._dynamic.persisted(named.sha256), request.operation_name)
        if self._dynamic is None:
            reason = "Only trusted documents are executed here, and this is none; send a documentId."
            raise _refused(reason, "DOCUMENT_NOT_TRUSTED")
        document = self._dynamic.read(text, request.operation_name)
        if named is not None and named.automatic:
            self._dynamic.persist(named.sha256, text)
        return document


def _ready(trusted: TrustedDocument) -> Document:
    answers = trusted.introspection
    about_schema = (lambda _: answers) if answers else None
    return Document(trusted.operation, about_schema, len(trusted.text) + EMPTY_SIZE)


def _check_name(document: TrustedDocument, name: str | None) -> None:
    if name is not None and name != document.name:
        reason = f'The document holds no operation named "{name}".'
        raise _refused(reason, "OPERATION_RESOLUTION_FAILURE")


def _refused(reason: str, code: Code) -> RefusedError:
    return RefusedError(RequestError(reason, code))


# --- ids of requests -----------------------------------------------------------------------------------


class Id(NamedTuple):
    """The id that a request gives. automatic: by Apollo's protocol, so it may be that of any document."""

    sha256: str
    automatic: bool


class _PersistedQuery(Struct, rename="camel"):
    version: int
    sha256_hash: str


def read_id(request: Request) -> Id | None:
    """The document's id, if the request gives one: `documentId`, or Apollo's `persistedQuery` extension.

    Raises RefusedError (`BAD_REQUEST`) where it is malformed.
    """
    if request.document_id is not None:
        return Id(request.document_id.removeprefix("sha256:").lower(), automatic=False)
    given = (request.extensions or {}).get("persistedQuery")
    if given is None:
        return None
    try:
        query = msgspec.convert(given, _PersistedQuery)
    except msgspec.ValidationError as error:
        reason = f"The extension persistedQuery is malformed: {error}."
        raise _refused(reason, "BAD_REQUEST") from None
    if query.version != 1:
        reason = f"Version {query.version} of the extension persistedQuery is not supported; 1 is."
        raise _refused(reason, "BAD_REQUEST")
    return Id(query.sha256_hash.lower(), automatic=True)
