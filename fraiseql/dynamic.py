"""Documents that clients bring along: read by graphql-core, and kept by their text.

By Apollo's protocol of automatic persisted queries, a client sends the hash of a document first; where that
is not known, it sends the text along once, and the hash alone from then on.
"""

from __future__ import annotations

from functools import partial

from fraiseql.cache import Cache, Recent
from fraiseql.document import read_document, read_schema
from fraiseql.documents import EMPTY_SIZE, Document
from fraiseql.errors import RefusedError, RequestError
from fraiseql.introspection import answer_introspection
from fraiseql.limits import DEFAULT_LIMITS, Limits, check_operation
from fraiseql.load import Plans

KEPT = 500_000
"""How many characters of documents are kept ready. An operation takes about 100 bytes for each."""

PERSISTED = 1_000_000
"""How many characters of documents are kept for requests that hold only their hash."""


class DynamicDocuments:
    """Documents of any client.

    limits: what they may ask for. automatic: whether hashes stand for them.
    introspection: whether they may ask for the schema.

    Raises PlanError where the public schema of the plans is none.
    """

    def __init__(
        self, plans: Plans, limits: Limits = DEFAULT_LIMITS, *, automatic: bool, introspection: bool = True
    ) -> None:
        self._plans = plans
        self._limits = limits
        self._introspection = introspection
        self._schema = read_schema(plans.schema_sdl)
        self._documents = Cache(self._read, lambda key: len(key[0]) + EMPTY_SIZE, KEPT)
        self._texts: Recent[str, str] | None = Recent(PERSISTED) if automatic else None

    def read(self, text: str, operation_name: str | None) -> Document:
        """The operation of a document. Raises RefusedError with all that is wrong with it."""
        return self._documents.get((text, operation_name))

    def _read(self, key: tuple[str, str | None]) -> Document:
        text, operation_name = key
        operation = read_document(
            self._schema, text, operation_name, self._limits, introspection=self._introspection
        )
        check_operation(operation, self._plans.queries, self._plans.types, self._limits)
        about_schema = None
        if operation.introspection is not None:
            about_schema = partial(answer_introspection, self._schema, operation.introspection)
        return Document(operation, about_schema, len(text) + EMPTY_SIZE)

    def persisted(self, sha256: str) -> str:
        """The text that was sent with this hash before. Raises RefusedError, in the protocol's words."""
        if self._texts is None:
            raise RefusedError(RequestError("PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED"))
        text = self._texts.get(sha256)
        if text is None:
            raise RefusedError(RequestError("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND"))
        return text

    def persist(self, sha256: str, text: str) -> None:
        """Keeps a text, whose hash this is, for requests that hold only the hash."""
        if self._texts is not None:
            self._texts.put(sha256, text, len(text) + EMPTY_SIZE)
