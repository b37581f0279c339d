"""Names: how a GraphQL name becomes a stored name (design §2), and a name of Python."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+[0-9]*|[0-9]+")


def snake_case(name: str) -> str:
    """`createdAt` → `created_at`, `HTTPServer` → `http_server`, `PUBLISHED` → `published`.

    Underscores stay where they are, so that a name in snake case is its own stored name.
    """
    words = (("_".join(_WORD.findall(part)) or part) for part in name.split("_"))
    return "_".join(words).lower()
