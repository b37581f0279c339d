"""Manifests of persisted documents, as client tools write them, as sources of one document each.

`{"<sha256>": "query …"}` is what graphql-codegen and the Relay compiler write; Apollo's generator writes
`{"format": "apollo-persisted-query-manifest", "operations": [{"id": "<sha256>", "body": "query …"}]}`.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec
from msgspec import Struct

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.source import Source, Span
from fraiseql.plan import digest

SUFFIX = ".json"
"""How the name of such a manifest ends."""


class _Entry(Struct):
    id: str
    body: str


class _Apollo(Struct):
    operations: list[_Entry]


def read_persisted(manifest: Source) -> tuple[list[Source], list[Diagnostic]]:
    """The documents of a manifest, and what is wrong with it.

    A document is shown as `persisted.json#` and the start of its id; positions are those in its own text.
    """
    try:
        entries = _entries(json.loads(manifest.text))
    except json.JSONDecodeError as error:
        span = Span(manifest, error.pos, min(error.pos + 1, len(manifest.text)))
        return [], [Diagnostic("FQ611", f"the file is not JSON: {error.msg.lower()}", span)]
    except (msgspec.ValidationError, RecursionError):
        message = "the file is no manifest of persisted documents"
        hint = "it maps the SHA-256 of each document to its text"
        return [], [Diagnostic("FQ611", message, Span(manifest, 0, min(1, len(manifest.text))), hint)]
    sources = []
    found = []
    for id_, text in entries.items():
        sources.append(Source(f"{manifest.name}#{id_[:12]}", text))
        if not _is_hash(id_, text):
            message = f"`{id_}` is not the SHA-256 of its document"
            hint = "let the tool that writes the manifest hash with SHA-256"
            found.append(Diagnostic("FQ611", message, _place(manifest, id_), hint))
    return sources, found


def _is_hash(id_: str, text: str) -> bool:
    try:
        return digest(text.encode()) == id_
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can write
        return False


def _entries(content: Any) -> dict[str, str]:
    if isinstance(content, dict) and "operations" in content:
        return {entry.id: entry.body for entry in msgspec.convert(content, _Apollo).operations}
    return msgspec.convert(content, dict[str, str])


def _place(manifest: Source, id_: str) -> Span | None:
    written = json.dumps(id_, ensure_ascii=False)
    start = manifest.text.find(written)
    return Span(manifest, start, start + len(written)) if start >= 0 else None
