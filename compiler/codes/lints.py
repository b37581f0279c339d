"""FQ5xx: performance and sync. FQ501 to FQ509 are about sync coverage."""

from __future__ import annotations

from fraiseql.compiler.codes.row import Code

ROWS: tuple[Code, ...] = ()
