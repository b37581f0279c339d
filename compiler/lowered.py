"""What lowering yields, as data, and what all of lowering shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from graphql import UndefinedType, value_from_ast_untyped

from fraiseql.assemble import place
from fraiseql.compiler.bound import BoundView
from fraiseql.compiler.catalog import Column
from fraiseql.compiler.model import Argument
from fraiseql.compiler.source import Span
from fraiseql.compiler.sql.tree import Call, Expression, Name, Star
from fraiseql.operation import TrustedDocument
from fraiseql.plan import UNSET, Constraint, InputField, Mutation, ObjectType, Query, Type, type_ref
from fraiseql.scalars import SCALARS

ROW = "t"
"""The alias of the row that a statement reads."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement to PREPARE, what it is, and the place in the schema that it comes from."""

    label: str
    sql: str
    span: Span | None


@dataclass(frozen=True)
class Lowered:
    """Everything the plan files hold, and every statement they can lead to.

    constraints: those that clients are told of, by table or domain, and by name.
    operations: the trusted documents, by the SHA-256 of their text; `trust` adds them. ids: the hashes by
        the names of the operations that are in files of the project.
    """

    types: dict[str, Type] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    mutations: dict[str, Mutation] = field(default_factory=dict)
    constraints: dict[str, dict[str, Constraint]] = field(default_factory=dict)
    operations: dict[str, TrustedDocument] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    statements: list[Prepared] = field(default_factory=list)

    def example(self) -> str:
        """A query to try first: the first list, with its plain fields."""
        for query in self.queries.values():
            row = self.types.get(type_ref(query.type).name)
            needed = any(
                a.session is not None or (a.type.endswith("!") and a.default is UNSET)
                for a in query.arguments.values()
            )
            if query.returns == "many" and not needed and isinstance(row, ObjectType):
                plain = [n for n, f in row.fields.items() if type_ref(f.type).name in SCALARS]
                limit = "(limit: 2)" if "limit" in query.arguments else ""
                return f"{{ {query.name}{limit} {{ {' '.join(plain[:3] or ['__typename'])} }} }}"
        return "{ __typename }"


def input_field(argument: Argument) -> InputField:
    """The plan of an argument, or of a field of an input object."""
    session = argument.session.value if argument.session is not None else None
    return InputField(
        type=argument.type.text, key=argument.key, default=default_of(argument), session=session
    )


def default_of(argument: Argument) -> object:
    """The default value as JSON, or UNSET."""
    if argument.default is None:
        return UNSET
    value = value_from_ast_untyped(argument.default)
    return UNSET if isinstance(value, UndefinedType) else value


def key_of(view: BoundView) -> Column:
    """The key column of a view."""
    assert view.key is not None  # what is lowered is free of errors
    return view.key


def document_of(view: BoundView) -> Expression:
    """The document of a view's row."""
    return (
        Name((ROW, view.document)) if view.document is not None else Call(Name(("to_jsonb",)), (Star(ROW),))
    )


def numbered(fragments: Sequence[str]) -> list[str]:
    """Each fragment that takes a value with a parameter of its own."""
    numbers = count(1)
    return [place(fragment, next(numbers)) if "$1" in fragment else fragment for fragment in fragments]
