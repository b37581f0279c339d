"""Plan files from disk: read once, checked against their hashes, decoded (design §4)."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.json import Decoder

from fraiseql import plan
from fraiseql.errors import PlanError
from fraiseql.operation import TrustedDocument
from fraiseql.plan import CONSTRAINTS, MANIFEST, OPERATIONS, SCHEMA

REMEDY = "Run `fraiseql compile` again."

S = TypeVar("S")


class Plans(Struct, frozen=True, kw_only=True):
    """Everything the compiler wrote, as data.

    schema_sdl: the public schema. types, queries, mutations: by GraphQL name.
    operations: the trusted documents, by the SHA-256 of their text.
    constraints: those that clients are told of, by table or domain (`schema.name`), and by name.
    """

    manifest: plan.Manifest
    schema_sdl: str
    types: dict[str, plan.Type]
    queries: dict[str, plan.Query]
    mutations: dict[str, plan.Mutation]
    operations: dict[str, TrustedDocument] = {}
    constraints: dict[str, dict[str, plan.Constraint]] = {}


class _Version(Struct):
    format: int


_VERSION = Decoder(_Version)
_MANIFEST = Decoder(plan.Manifest)
_TYPE: Decoder[plan.Type] = Decoder(plan.Type)
_QUERY = Decoder(plan.Query)
_MUTATION = Decoder(plan.Mutation)
_CONSTRAINTS = Decoder(plan.Constraints)
# Numbers with a fraction keep every digit, as in a request.
_DOCUMENT = Decoder(TrustedDocument, float_hook=Decimal)


def load(path: str | os.PathLike[str]) -> Plans:
    """The plans in a directory.

    Raises PlanError, which names the file, if one is missing, was changed since it was compiled, or
    was made for another version of FraiseQL.
    """
    directory = Path(path)
    manifest = _manifest(directory)
    files = {name: _file(directory, name, digest) for name, digest in manifest.files.items()}
    types: dict[str, plan.Type] = {}
    queries: dict[str, plan.Query] = {}
    mutations: dict[str, plan.Mutation] = {}
    operations: dict[str, TrustedDocument] = {}
    constraints: dict[str, dict[str, plan.Constraint]] = {}
    for name, data in files.items():
        folder, _, file = name.rpartition("/")
        key = file.removesuffix(".json")
        if folder == "types":
            types[key] = _decode(directory / name, data, _TYPE)
        elif folder == "query":
            queries[key] = _decode(directory / name, data, _QUERY)
        elif folder == "mutation":
            mutations[key] = _decode(directory / name, data, _MUTATION)
        elif folder == "operations":
            operations[key] = _decode(directory / name, data, _DOCUMENT)
        elif name == CONSTRAINTS:
            constraints = _decode(directory / name, data, _CONSTRAINTS).constraints
        elif name not in (SCHEMA, OPERATIONS):
            raise PlanError(f"{directory / name}: this version of FraiseQL knows no such plan file. {REMEDY}")
    if SCHEMA not in files:
        raise PlanError(f"{directory / MANIFEST}: it does not list {SCHEMA}. {REMEDY}")
    return Plans(
        manifest=manifest,
        schema_sdl=_text(directory / SCHEMA, files[SCHEMA]),
        types=types,
        queries=queries,
        mutations=mutations,
        operations=operations,
        constraints=constraints,
    )


def _manifest(directory: Path) -> plan.Manifest:
    file = directory / MANIFEST
    data = _read(file)
    # The version comes first: a manifest of another version may hold what this one does not know.
    version = _decode(file, data, _VERSION).format
    if version != plan.FORMAT:
        raise PlanError(
            f"{file}: the plans have format {version}, and this version of FraiseQL reads format "
            f"{plan.FORMAT}. {REMEDY}"
        )
    manifest = _decode(file, data, _MANIFEST)
    if data != plan.encode(manifest) or manifest != plan.seal(manifest):
        raise PlanError(f"{file}: it was changed after it was compiled. {REMEDY}")
    return manifest


def _file(directory: Path, name: str, digest: str) -> bytes:
    data = _read(directory / name)
    if plan.digest(data) != digest:
        raise PlanError(f"{directory / name}: it was changed after it was compiled. {REMEDY}")
    return data


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise PlanError(f"{file}: there is no such file. {REMEDY}") from None
    except OSError as error:
        raise PlanError(f"{file}: it cannot be read: {error.strerror}.") from None


def _decode(file: Path, data: bytes, decoder: Decoder[S]) -> S:
    try:
        return decoder.decode(data)
    except (ValueError, RecursionError) as error:
        raise PlanError(f"{file}: it is not a plan file: {error}. {REMEDY}") from None


def _text(file: Path, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise PlanError(f"{file}: it is not UTF-8: {error}. {REMEDY}") from None
