"""The machine-readable contracts under `schemas/`, made from the code that is their only definition.

`python -m fraiseql.compiler.contracts` writes them, in the folder it is run in.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import msgspec

from fraiseql.compiler.directives import SDL
from fraiseql.operation import OperationIds, TrustedDocument
from fraiseql.plan import (
    FORMAT,
    AbstractType,
    Constraints,
    EnumType,
    InputType,
    Manifest,
    Mutation,
    ObjectType,
    Query,
    ScalarType,
)

_FILES = (
    Manifest,
    ObjectType,
    AbstractType,
    EnumType,
    ScalarType,
    InputType,
    Query,
    Mutation,
    Constraints,
    TrustedDocument,
    OperationIds,
)
"""What a file of a plan directory may hold."""


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of plan files: every `*.json` of a plan directory is an instance of it."""
    files, definitions = msgspec.json.schema_components(_FILES, ref_template="#/$defs/{name}")
    for definition in definitions.values():
        # Before Python 3.13 docstrings keep the indentation of their lines.
        definition["description"] = inspect.cleandoc(definition["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"FraiseQL plan file, format {FORMAT}",
        "anyOf": list(files),
        "$defs": definitions,
    }


def contracts() -> dict[str, str]:
    """Every file under `schemas/`, by name."""
    return {
        "directives.graphql": SDL,
        "plan.schema.json": json.dumps(plan_schema(), indent=2, ensure_ascii=False) + "\n",
    }


if __name__ == "__main__":
    for name, text in contracts().items():
        Path("schemas", name).write_text(text)
