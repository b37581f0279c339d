"""Errors: what the client is told, and what only the log is told (design §5).

Every error that reaches a client is a `RequestError` or a `FieldError`; its `code` is one of `CODES`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Code = Literal[
    "BAD_REQUEST",
    "METHOD_NOT_ALLOWED",
    "NOT_ACCEPTABLE",
    "UNSUPPORTED_MEDIA_TYPE",
    "PAYLOAD_TOO_LARGE",
    "URI_TOO_LONG",
    "HEADERS_TOO_LARGE",
    "REQUEST_TIMEOUT",
    "UNAUTHENTICATED",
    "AUTHENTICATION_UNAVAILABLE",
    "FORBIDDEN",
    "BAD_USER_INPUT",
    "GRAPHQL_PARSE_FAILED",
    "GRAPHQL_VALIDATION_FAILED",
    "OPERATION_RESOLUTION_FAILURE",
    "LIMIT_EXCEEDED",
    "OVERLOADED",
    "DOCUMENT_NOT_TRUSTED",
    "PERSISTED_QUERY_NOT_FOUND",
    "PERSISTED_QUERY_NOT_SUPPORTED",
    "COMMAND_FAILED",
    "NOT_FOUND",
    "CONFLICT",
    "NULL_VALUE",
    "INVALID_DATA",
    "TIMEOUT",
    "DATABASE_UNAVAILABLE",
    "INTERNAL",
    "NOT_COMPILED",
]

CODES: dict[Code, str] = {
    "BAD_REQUEST": "The HTTP request or its JSON is malformed.",
    "METHOD_NOT_ALLOWED": "The HTTP method is not served, or not for this operation.",
    "NOT_ACCEPTABLE": "The client accepts none of the media types that responses have.",
    "UNSUPPORTED_MEDIA_TYPE": "The request body does not say that it is JSON in UTF-8.",
    "PAYLOAD_TOO_LARGE": "The request body is over the limit.",
    "URI_TOO_LONG": "The query string of the URL is over the limit.",
    "HEADERS_TOO_LARGE": "The request's headers are over the limit.",
    "REQUEST_TIMEOUT": "The request body did not arrive in time.",
    "UNAUTHENTICATED": "Who asks must be known: to the application's `session`, to a command or to a field.",
    "AUTHENTICATION_UNAVAILABLE": "What is needed to know who asks is out of reach; try again.",
    "FORBIDDEN": "The application's `session`, a command, or the protection of browsers' users refuses it.",
    "BAD_USER_INPUT": "A variable or argument does not fit its type, its column, or a rule of the database.",
    "GRAPHQL_PARSE_FAILED": "The document is not GraphQL.",
    "GRAPHQL_VALIDATION_FAILED": "The document does not fit the schema.",
    "OPERATION_RESOLUTION_FAILURE": "The document does not hold the operation asked for.",
    "LIMIT_EXCEEDED": "The operation asks for more than a limit allows; `extensions.limit` names it.",
    "OVERLOADED": "Too many requests are running at the same time; try again.",
    "DOCUMENT_NOT_TRUSTED": "Only trusted documents are executed, and this is none.",
    "PERSISTED_QUERY_NOT_FOUND": "No document of this id is known; with the extension, send the query along.",
    "PERSISTED_QUERY_NOT_SUPPORTED": "Automatic persisted queries are turned off; send the query.",
    "COMMAND_FAILED": "A command's function raised an error; the message is the function's.",
    "NOT_FOUND": "A command says that what it needs does not exist.",
    "CONFLICT": "A command does not fit what others wrote: a value is taken, or two met in the same rows.",
    "NULL_VALUE": "The database holds null where the schema promises a value.",
    "INVALID_DATA": "The database holds a value that the schema's type cannot express.",
    "TIMEOUT": "A statement or the wait for a connection took too long.",
    "DATABASE_UNAVAILABLE": "The database cannot be reached.",
    "INTERNAL": "Something unexpected; the log has the details under `extensions.id`.",
    "NOT_COMPILED": "`fraiseql dev` has nothing to serve: the project has not compiled yet.",
}
"""Every value of `extensions.code`, and what it means."""


class FraiseQLError(Exception):
    """The base of every error FraiseQL raises."""


class PlanError(FraiseQLError):
    """The plan files cannot be used. The message names the file and what to do."""


@dataclass(slots=True)
class RequestError(FraiseQLError):
    """The request as a whole cannot be executed: the response has no `data`.

    locations: (line, column) pairs in the document, from 1.
    challenge: what a response of the status 401 says in `WWW-Authenticate`.
    """

    message: str
    code: Code
    locations: tuple[tuple[int, int], ...] = ()
    extensions: dict[str, Any] = field(default_factory=dict)
    challenge: str | None = None

    def __str__(self) -> str:
        return self.message


@dataclass(slots=True)
class FieldError(FraiseQLError):
    """One root field failed: it is null, the others are not affected.

    extensions: more members of the error's `extensions`, besides `code`.
    """

    message: str
    code: Code
    extensions: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message


class RefusedError(FraiseQLError):
    """All the reasons why a request cannot be executed; at least one."""

    def __init__(self, *errors: RequestError) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = errors
