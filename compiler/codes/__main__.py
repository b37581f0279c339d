"""Writes the reference page of all codes."""

from __future__ import annotations

import sys

from fraiseql.compiler.codes import reference

sys.stdout.write(reference())
