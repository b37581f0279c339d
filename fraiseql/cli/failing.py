"""What goes wrong, as a diagnostic or a line, and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from fraiseql.cli.options import ERRORS, UNREACHABLE
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.introspect import CatalogUnreadable, DatabaseUnreachable
from fraiseql.errors import FraiseQLError
from fraiseql.terminal import report, say


@contextmanager
def failing(form: str = "text") -> Iterator[None]:
    """Turns what the steps raise into a diagnostic or a line, and an exit code."""
    try:
        yield
    except DatabaseUnreachable as error:
        report([Diagnostic("FQ301", str(error))], form)
        sys.exit(UNREACHABLE)
    except CatalogUnreadable as error:
        report([Diagnostic("FQ302", str(error))], form)
        sys.exit(ERRORS)
    except FraiseQLError as error:
        fail(str(error), ERRORS)
    except OSError as error:
        fail(f"{error.filename or 'the system'}: {error.strerror}", ERRORS)


def fail(message: str, code: int) -> NoReturn:
    """Ends with a line and an exit code."""
    say(f"error: {message}", "red")
    sys.exit(code)
