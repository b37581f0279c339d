"""Hypothesis strategies that a plan implies: filters, orderings and documents (design §3)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from fraiseql.load import Plans
from fraiseql.operators import QUANTIFIERS, Operator, operators_of
from fraiseql.plan import (
    AbstractType,
    EnumType,
    InputType,
    ObjectType,
    ScalarType,
    Target,
    TypeRef,
    ValueTarget,
    type_ref,
)
from fraiseql.scalars import SCALARS
from fraiseql.testing.hurtful import LETTERS, TEXTS, accepted, spelled, values
from fraiseql.testing.inputs import argument_type, input_type, required
from fraiseql.testing.oracle import UNMODELLED, Document, object_type, row_type
from fraiseql.testing.values import knows

_DIRECTIONS = (
    *("ASC", "ASC_NULLS_FIRST", "ASC_NULLS_LAST"),
    *("DESC", "DESC_NULLS_FIRST", "DESC_NULLS_LAST"),
)
_MAX_DEPTH = 2
"""How deep embedded objects are gone into: their types may hold themselves."""

Json = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Strategies:
    """What can be generated for the fields of a plan."""

    plans: Plans

    def where(self, query: str, near: Sequence[Document] = ()) -> SearchStrategy[Json]:
        """Filters of a root field, as JSON for a variable.

        near: documents of rows; about half of the values are taken from them, so that filters find
        something. Operators that the oracle does not know are left out.
        """
        root = self.plans.queries[query]
        _, accepts = argument_type(self.plans.types, root, "where")
        return self._where(row_type(self.plans, root), root.targets, near, 0, accepts)

    def order_by(self, query: str) -> SearchStrategy[Any]:
        """Orderings of a root field, as JSON for a variable: up to three keys, or one if it takes no list."""
        root = self.plans.queries[query]
        written, accepts = argument_type(self.plans.types, root, "order")
        keys = self._keys(root.targets, 0, accepts)
        if not keys:
            return st.just([])
        return st.lists(st.one_of(keys), max_size=3) if type_ref(written).lists else st.one_of(keys)

    def documents(self, type_: str) -> SearchStrategy[Json]:
        """Documents as they are stored for a type; numbers with a fraction are `Decimal` or `float`.

        Where a field may be null, it is also absent. Write them with `to_json`.
        """
        return self._document(object_type(self.plans.types, type_), 0)

    # --- filters ---------------------------------------------------------------------------------

    def _where(
        self,
        row: ObjectType,
        targets: Mapping[str, Target],
        near: Sequence[Document],
        depth: int,
        accepts: InputType | None,
    ) -> SearchStrategy[Json]:
        fields = {
            name: _brief(
                self._field(target, _stored(near, row.fields[name].key), depth, self._below(accepts, name))
            )
            for name, target in targets.items()
            if (isinstance(target, ValueTarget) or depth < _MAX_DEPTH or _needs(accepts, name))
            and _takes(accepts, name)
        }
        if not fields:
            return st.just({})
        tests = _members(fields, accepts)
        if not any(_needs(accepts, name) for name in fields):
            tests |= st.just({})

        def combined(inner: SearchStrategy[Json]) -> SearchStrategy[Json]:
            several = st.lists(inner, max_size=3)
            each = {"AND": several, "OR": several, "NOT": inner}
            logic = st.one_of(
                [st.fixed_dictionaries({name: each[name]}) for name in each if _takes(accepts, name)]
            )
            return st.builds(lambda x, y: x | y, tests, logic)

        logical = any(_takes(accepts, name) for name in ("AND", "OR", "NOT"))
        return st.recursive(tests, combined, max_leaves=4) if depth == 0 and logical else tests

    def _below(self, accepts: InputType | None, name: str) -> InputType | None:
        """What the input of a member accepts, where that is known."""
        if accepts is None or name not in accepts.fields:
            return None
        return input_type(self.plans.types, accepts.fields[name].type)

    def _field(
        self, target: Target, near: Sequence[Any], depth: int, accepts: InputType | None
    ) -> SearchStrategy[Json]:
        if isinstance(target, ValueTarget):
            return self._tests(target, near, accepts)
        embedded = object_type(self.plans.types, target.type)
        items = [item for value in near for item in (value if isinstance(value, list) else [value])]
        documents = [item for item in items if isinstance(item, dict)]

        def inner(accepts: InputType | None) -> SearchStrategy[Json]:
            return st.deferred(lambda: self._where(embedded, embedded.targets, documents, depth + 1, accepts))

        if not target.list:
            return inner(accepts)
        return _members(
            {name: inner(self._below(accepts, name)) for name in QUANTIFIERS if _takes(accepts, name)},
            accepts,
        )

    def _tests(
        self, target: ValueTarget, near: Sequence[Any], accepts: InputType | None
    ) -> SearchStrategy[Json]:
        definition = self.plans.types.get(target.type)
        custom = isinstance(definition, ScalarType)
        rows = operators_of(target.type, is_list=target.list, custom=custom).values()
        known = {*target.operators, *target.measures} - UNMODELLED.keys()
        if custom and not knows(target.postgres):
            known &= {"isNull", "isEmpty", "length"}
        if target.list:
            near = [item for value in near if isinstance(value, list) for item in value if item is not None]
        near = self._as_sent(target.type, near)
        each = {
            row.name: self._tests(target.measures[row.name], range(4), self._below(accepts, row.name))
            if row.takes == "measure"
            else self._operand(row, target, near, nullable=_takes_null(accepts, row.name))
            for row in rows
            if row.name in known and _takes(accepts, row.name)
        }
        return _members(each, accepts)

    def _as_sent(self, type_: str, near: Sequence[Any]) -> list[Any]:
        definition = self.plans.types.get(type_)
        if not isinstance(definition, EnumType):
            return [value for value in near if accepted(type_, value)]
        names = {stored: name for name, stored in definition.values.items()}
        return [names[value] for value in near if value in names]

    def _operand(
        self, row: Operator, target: ValueTarget, near: Sequence[Any], *, nullable: bool
    ) -> SearchStrategy[Any]:
        if row.takes == "flag":
            return st.booleans()
        if row.takes in ("text", "texts"):
            if row.families == ("text",):
                return _regexes(near)
            keys = _keys_of(near)
            return st.lists(keys, max_size=3) if row.takes == "texts" else keys
        value = self._value(target, near)
        if row.families == ("text",) and row.name != "ieq":
            return _patterns(near) if row.name in ("like", "ilike") else _pieces(near) | value
        if row.families == ("json",):
            return value | _parts(near)
        if row.takes == "list":
            # GraphQL takes one value for a list of it; one that is a list itself is taken for the list.
            several = st.lists(value, max_size=4)
            return several if target.type == "JSON" else several | value
        return value | st.none() if row.name in ("eq", "ne") and nullable else value

    def _value(self, target: ValueTarget, near: Sequence[Any]) -> SearchStrategy[Any]:
        definition = self.plans.types.get(target.type)
        if isinstance(definition, EnumType):
            return st.sampled_from(list(definition.values))
        random = values(target.type, target.postgres)
        either = st.sampled_from(list(near)) | random if near else random
        return either.flatmap(spelled(target.type))

    # --- orderings -------------------------------------------------------------------------------

    def _keys(
        self, targets: Mapping[str, Target], depth: int, accepts: InputType | None
    ) -> list[SearchStrategy[Json]]:
        keys: list[SearchStrategy[Json]] = []
        for name, target in targets.items():
            if not _takes(accepts, name):
                continue
            if isinstance(target, ValueTarget):
                if target.sortable:
                    keys.append(st.fixed_dictionaries({name: st.sampled_from(_DIRECTIONS)}))
            elif not target.list and depth < _MAX_DEPTH:
                embedded = object_type(self.plans.types, target.type)
                inner = self._keys(embedded.targets, depth + 1, self._below(accepts, name))
                if inner:
                    keys.append(st.fixed_dictionaries({name: st.one_of(inner)}))
        return keys

    # --- documents -------------------------------------------------------------------------------

    def _document(self, row: ObjectType, depth: int) -> SearchStrategy[Json]:
        if isinstance(row, AbstractType):
            return st.one_of([self._possible(row, stored, depth) for stored in row.possible])
        required: dict[Any, SearchStrategy[Any]] = {}
        optional: dict[Any, SearchStrategy[Any]] = {}
        for name, field in row.fields.items():
            ref = type_ref(field.type)
            value = _brief(self._stored(ref, self._postgres(row, name, ref.name), depth))
            (optional if ref.nullable[0] else required)[field.key] = value
        return st.fixed_dictionaries(required, optional=optional)

    def _possible(self, row: AbstractType, stored: str, depth: int) -> SearchStrategy[Json]:
        concrete = object_type(self.plans.types, row.possible[stored])
        return self._document(concrete, depth).map(lambda document: document | {row.discriminator: stored})

    def _stored(self, ref: TypeRef, postgres: str, depth: int) -> SearchStrategy[Any]:
        definition = self.plans.types.get(ref.name)
        unknown = isinstance(definition, ScalarType) and not knows(postgres)
        if ref.nullable[0]:
            some = TypeRef(ref.name, (False, *ref.nullable[1:]))
            return st.none() if unknown else st.none() | self._stored(some, postgres, depth)
        if unknown:
            raise LookupError(f"no values of {ref.name} are known; use a strategy of your own")
        if ref.lists:
            item = st.deferred(lambda: self._stored(TypeRef(ref.name, ref.nullable[1:]), postgres, depth))
            deep = depth >= _MAX_DEPTH and ref.name in self.plans.types
            return st.lists(item, max_size=0 if deep else 3)
        if isinstance(definition, EnumType):
            return st.sampled_from(list(definition.values.values()))
        if isinstance(definition, ObjectType):
            return st.deferred(lambda: self._document(definition, depth + 1))
        return values(ref.name, postgres)

    def _postgres(self, row: ObjectType, field: str, type_: str) -> str:
        """The type of a field's native column, if a query knows one, else of its values in a document."""
        for query in self.plans.queries.values():
            target = query.targets.get(field)
            if isinstance(target, ValueTarget) and row.name in _names(row_type(self.plans, query)):
                return target.postgres
        custom = self.plans.types.get(type_)
        if isinstance(custom, ScalarType):
            return custom.postgres
        return SCALARS[type_].cast if type_ in SCALARS else "text"


def _names(row: ObjectType) -> Collection[str]:
    """The types that a document of a row may have."""
    return row.possible.values() if isinstance(row, AbstractType) else (row.name,)


def _takes(accepts: InputType | None, name: str) -> bool:
    """Whether an input has a member; one that a schema wrote by hand may have few."""
    return accepts is None or name in accepts.fields


def _needs(accepts: InputType | None, name: str) -> bool:
    """Whether an input must be given a member."""
    return accepts is not None and name in accepts.fields and required(accepts.fields[name])


def _takes_null(accepts: InputType | None, name: str) -> bool:
    """Whether a member may be null."""
    return accepts is None or type_ref(accepts.fields[name].type).nullable[0]


def _members(each: Mapping[str, SearchStrategy[Any]], accepts: InputType | None) -> SearchStrategy[Json]:
    """Objects with one of these members for the most part, and always with those that are needed."""
    one = st.one_of([st.fixed_dictionaries({name: value}) for name, value in each.items()])
    if accepts is not None and accepts.one_of:
        return one
    some = one | one | one | st.builds(lambda x, y: x | y, one, one)
    needed = {name: value for name, value in each.items() if _needs(accepts, name)}
    return st.builds(lambda x, y: x | y, st.fixed_dictionaries(needed), some) if needed else some


def _brief(strategy: SearchStrategy[T]) -> SearchStrategy[T]:
    """The same strategy, which does not show all its parts where hypothesis shows it."""

    @st.composite
    def generated(draw: st.DrawFn) -> T:
        return draw(strategy)

    return generated()


def _stored(documents: Sequence[Document], key: str) -> list[Any]:
    found = (document.get(key) for document in documents)
    return [value for value in found if value is not None]


# --- values that are made of others ----------------------------------------------------------------


def _texts(near: Sequence[Any]) -> SearchStrategy[str]:
    return st.sampled_from([*near, *TEXTS])


def _pieces(near: Sequence[str]) -> SearchStrategy[str]:
    """Parts of texts, short ones for the most part, also in another case or with a wildcard in them."""
    ends = st.integers(0, 6)
    parts = st.builds(lambda text, start, size: text[start : start + size], _texts(near), ends, ends)
    wild = st.sampled_from("%_\\")
    marred = st.builds(lambda text, place, mark: text[:place] + mark + text[place + 1 :], parts, ends, wild)
    return parts | parts.map(str.upper) | marred | _texts(near).map(lambda text: text[-3:])


def _patterns(near: Sequence[str]) -> SearchStrategy[str]:
    """LIKE patterns: escaped texts with wildcards, and anything that does not end amid an escape."""
    wild = st.sampled_from(["%", "_", "", "\\\\", "\\%"])
    safe = _pieces(near).map(lambda text: re.sub(r"([\\%_])", r"\\\1", text))
    whole = st.builds("{}{}{}{}".format, wild, safe, wild, safe)
    anything = st.text("aAbB%_\\é", max_size=6)
    return whole | anything.filter(lambda text: (len(text) - len(text.rstrip("\\"))) % 2 == 0)


def _regexes(near: Sequence[str]) -> SearchStrategy[str]:
    """Regular expressions that mean the same to PostgreSQL and to Python."""
    literal = _pieces(near).map(re.escape)
    letter = st.text(LETTERS, min_size=1, max_size=1).map(re.escape)
    atom = letter | st.sampled_from([".", "[a-z]", "[^a]", "(a|B)", "[A-Z0-9]", r"\\", "%"])
    # One repetition without end a pattern: more of them take Python for ever on long texts.
    repeated = st.builds("{}{}".format, atom, st.sampled_from(["*", "+", "?", "{1,2}", ""]))
    once = st.builds("{}{}".format, atom, st.sampled_from(["?", "{2}", ""]))
    start, end = st.sampled_from(["", "", r"\A"]), st.sampled_from(["", "", r"\Z"])
    return st.builds("{}{}{}{}{}".format, start, literal, repeated, once, end)


def _parts(near: Sequence[Any]) -> SearchStrategy[Any]:
    """JSON that is within some JSON: members of objects, items of lists."""
    found: list[Any] = []
    for value in near:
        if isinstance(value, dict):
            found.extend({key: item} for key, item in value.items())
        elif isinstance(value, list):
            found.extend([item] for item in value)
            found.extend(item for item in value if item is not None)
    return st.sampled_from(found) if found else st.just({})


def _keys_of(near: Sequence[Any]) -> SearchStrategy[str]:
    found = ["a", "b"]
    for value in near:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict | list):
            found.extend(key for key in value if isinstance(key, str))
    return st.sampled_from(found) | st.text(LETTERS, max_size=3)
