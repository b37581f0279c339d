"""What the client is told when a statement fails, and what only the log is told (design §5)."""

from __future__ import annotations

import logging
import re
import uuid
from dataclasses import dataclass

from psycopg.pq import DiagnosticField
from psycopg.pq.abc import PGresult

from fraiseql.connection import FATAL_ERROR, ConnectionLostError, NoAnswerError
from fraiseql.errors import Code, FieldError
from fraiseql.sqlstate import CODES, code_of

log = logging.getLogger("fraiseql")

_OUT_OF_REACH = {
    *("08000", "08001", "08003", "08004", "08006", "08007"),  # not 08P01: we broke the protocol
    *("57P01", "57P02", "57P03", "53300"),
}
"""SQLSTATEs of a server, or a foreign server behind it, that cannot be reached."""

_ABOUT_VALUES = ("22", "23", "42", "54")
"""Classes of SQLSTATEs that say of a parameter that its text is no value of its type (ltree says 42601)."""

_BAD_REGEX = "2201B"

MISREAD = {"22P02", "22003", "22007", "22008", "42601"}
"""SQLSTATEs of a cast that meets text which is no value of its type; the last is what ltree says."""

MISFITS = {*MISREAD, "22001"}
"""What a value inside a document can do besides: be too long for its attribute."""

_PARAMETER = re.compile(r"[^\"\n]*\$([0-9]+)( = .*)?", re.DOTALL)
"""The whole context of an error in reading a parameter: `unnamed portal parameter $1 = '...'`."""


@dataclass(slots=True)
class UnreadableError(FieldError):
    """A statement failed because PostgreSQL cannot read a value, the client's or a stored one.

    reason: what PostgreSQL says. parameter: the number of the one that holds it, where it says so.
    """

    reason: str = ""
    parameter: int | None = None


@dataclass(slots=True)
class ViolationError(FieldError):
    """A command failed because of a value that a constraint, or a type inside a document, does not allow.

    What the client is told depends on the command (`fraiseql.violation`); the message here tells nothing.

    said: what PostgreSQL says. reason: that in full, for the log.
    parameter: the number of the one that holds the value, where PostgreSQL says so.
    on_top: it happened in the statement itself, not in a function that it calls.
    owner: the table or the domain, `schema.name`. column, constraint: empty where PostgreSQL names none.
    """

    sqlstate: str = ""
    said: str = ""
    reason: str = ""
    owner: str = ""
    column: str = ""
    constraint: str = ""
    parameter: int | None = None
    on_top: bool = False


_RAISED = {
    "sqlstate": DiagnosticField.SQLSTATE,
    "detail": DiagnosticField.MESSAGE_DETAIL,
    "hint": DiagnosticField.MESSAGE_HINT,
    "constraint": DiagnosticField.CONSTRAINT_NAME,
    "column": DiagnosticField.COLUMN_NAME,
    "table": DiagnosticField.TABLE_NAME,
}
"""What a function that raises an error may say besides the message: all of it is for the client."""

_LOGGED = {
    "message": DiagnosticField.MESSAGE_PRIMARY,
    "sqlstate": DiagnosticField.SQLSTATE,
    "detail": DiagnosticField.MESSAGE_DETAIL,
    "hint": DiagnosticField.MESSAGE_HINT,
    "context": DiagnosticField.CONTEXT,
    "query": DiagnosticField.INTERNAL_QUERY,
    "table": DiagnosticField.TABLE_NAME,
    "column": DiagnosticField.COLUMN_NAME,
    "constraint": DiagnosticField.CONSTRAINT_NAME,
}


def is_stale(result: PGresult) -> bool:
    """Whether the prepared statement is gone, or a change of the schema made its plan unusable."""
    if result.status != FATAL_ERROR:
        return False
    sqlstate = result.error_field(DiagnosticField.SQLSTATE)
    function = result.error_field(DiagnosticField.SOURCE_FUNCTION)
    return sqlstate == b"26000" or (sqlstate == b"0A000" and function == b"RevalidateCachedQuery")


def field_error(result: PGresult, *, filtered: bool, timeout: float) -> FieldError:
    """What the client is told about a failed statement.

    filtered: whether it reads, filters and sorts; else it is of a command. timeout: the seconds that it had.

    What PL/pgSQL's RAISE says was written for the client, and what PostgreSQL says of a parameter is
    about the client's own value; everything else goes to the log.
    """

    def of(field: DiagnosticField) -> str:
        return (result.error_field(field) or b"").decode(errors="replace")

    sqlstate, said = of(DiagnosticField.SQLSTATE), of(DiagnosticField.MESSAGE_PRIMARY)
    lines = [f"{name}: {text}" for name, field in _LOGGED.items() if (text := of(field))]
    reason = "\n  ".join(["The database failed.", *lines])
    if sqlstate == "P0001" or of(DiagnosticField.SOURCE_FUNCTION) == "exec_stmt_raise":
        code = code_of(sqlstate)
        given = {name: text for name, field in _RAISED.items() if (text := of(field))}
        return internal(reason) if code == "INTERNAL" else FieldError(said, code, given)
    if sqlstate == "57014":
        message = (
            f"The database stopped the statement: it took longer than {timeout:g} s, the statement timeout, "
            "or was cancelled."
        )
        return FieldError(message, "TIMEOUT")
    context = of(DiagnosticField.CONTEXT)
    # What happens in the statement itself, not in a function that it calls.
    on_top = context in ("", "parallel worker") and not of(DiagnosticField.STATEMENT_POSITION)
    in_filter = filtered and on_top
    parameter = _PARAMETER.fullmatch(context) if sqlstate.startswith(_ABOUT_VALUES) else None
    number = int(parameter[1]) if parameter is not None else None
    if not filtered and (sqlstate.startswith("23") or (sqlstate in MISFITS and on_top)):
        owner = f"{of(DiagnosticField.SCHEMA_NAME)}.{of(_TABLE) or of(DiagnosticField.DATATYPE_NAME)}"
        column, constraint = of(DiagnosticField.COLUMN_NAME), of(DiagnosticField.CONSTRAINT_NAME)
        named = (owner, column, constraint)
        place = (number, on_top and not of(_TABLE))  # a table's may be found late, by COMMIT
        return ViolationError("Internal error.", "INTERNAL", {}, sqlstate, said, reason, *named, *place)
    if number is not None or (sqlstate == _BAD_REGEX and in_filter):
        message = f"The database does not accept a value: {said}."
        return UnreadableError(message, "BAD_USER_INPUT", reason=said, parameter=number)
    if sqlstate in _OUT_OF_REACH:
        log.warning("The database cannot be reached: %s", said)
        return unavailable()
    if sqlstate in MISFITS and in_filter:
        identifier = _logged(reason)
        # Whose data it is, nobody knows: the value itself is for the log alone.
        message = (
            "The database holds a value that a filter or an ordering cannot read as its field's type; "
            f"the log has it under id {identifier}."
        )
        return UnreadableError(message, "INVALID_DATA", {"id": identifier}, said)
    if filtered:
        return internal(reason)
    return _of_command(sqlstate, reason)


_TABLE = DiagnosticField.TABLE_NAME


def _of_command(sqlstate: str, reason: str) -> FieldError:
    """What the client is told of a command's failure that the function did not mean."""
    code = CODES.get(sqlstate)
    if code == "CONFLICT":
        log.warning("A command met another one: %s", reason)
        message = "The command met another one that changes the same rows, and was given up. Try again."
        return FieldError(message, code)
    if code is None or code not in _UNMEANT:
        return internal(reason)
    identifier = _logged(reason)
    return FieldError(f"{_UNMEANT[code]} The log has it under id {identifier}.", code, {"id": identifier})


_UNMEANT: dict[Code, str] = {
    "NOT_FOUND": "Something that the command needs does not exist.",
    "FORBIDDEN": "The database does not allow this.",
}
"""What PostgreSQL's own words are replaced with, since they name tables."""


def internal(reason: str, *, trace: bool = False) -> FieldError:
    """What the client gets in place of the reason, which only the log gets; trace: with the stack."""
    identifier = _logged(reason, trace=trace)
    message = f"Internal error; the log has it under id {identifier}."
    return FieldError(message, "INTERNAL", {"id": identifier})


def unexpected() -> FieldError:
    """What the client gets in place of the exception that is being handled, which only the log gets."""
    return internal("An exception that nobody expected.", trace=True)


def _logged(reason: str, *, trace: bool = False) -> str:
    identifier = str(uuid.uuid4())
    log.error("Internal error %s: %s", identifier, reason, exc_info=trace)
    return identifier


def unavailable(message: str = "The database cannot be reached.") -> FieldError:
    """The error for a client where there is no database to ask."""
    return FieldError(message, "DATABASE_UNAVAILABLE")


def stopped() -> FieldError:
    """The error for what is under way when the application ends."""
    return unavailable("The request was stopped: the application shuts down.")


def unknown_outcome(error: ConnectionLostError | NoAnswerError | FieldError) -> FieldError:
    """The error for a command that may have been committed, or not. A FieldError says that it was stopped."""
    if isinstance(error, FieldError):
        return FieldError(error.message, error.code, {"outcome": "unknown"})
    log.warning("A command was not confirmed: %s", str(error) or "the database did not answer in time")
    return FieldError(
        "The connection to the database failed before it confirmed the command. "
        "Whether the command took effect is unknown.",
        "TIMEOUT" if isinstance(error, NoAnswerError) else "DATABASE_UNAVAILABLE",
        {"outcome": "unknown"},
    )
