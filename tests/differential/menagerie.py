"""The schema and the rows on which FraiseQL is held against graphql-core's executor.

Every kind of output type is there, nested in each other. Most documents fit the schema; in some a value is
null, absent, of another form, or of a type that nobody knows.
"""

from __future__ import annotations

import json
import random
import re
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    is_abstract_type,
)

from tests.postgres import run

KEYS = tuple(f"k{number}" for number in range(10))

SCHEMA = """
enum Key { K0 K1 K2 K3 K4 K5 K6 K7 K8 K9 }
enum Mood { HAPPY @from("very happy") SAD }

interface Named { name: String }

interface Node implements Named @view(tv_node) @discriminator(kind) {
  key: Key!
  name: String
  next: Node
  parent: Owner
  tags: [String!]
  scores: [[Int!]]
}

interface Owner implements Named @discriminator(type) {
  name: String
  email: String!
}

union Anything @view(tv_node) = Thing | Person | Robot

type Thing implements Node & Named @view(tv_thing) {
  key: Key!
  name: String
  next: Node
  parent: Person
  tags: [String!]
  scores: [[Int!]]
  fullTitle: String! @from(title)
  views: Int!
  rating: Float!
  price: Decimal
  big: BigInt
  mood: Mood
  moods: [Mood!]!
  meta: JSON
  uid: UUID
  writtenAt: DateTime
  flag: Boolean!
  anything: [Anything]
}

type Person implements Owner & Node & Named {
  key: Key!
  name: String
  next: Node
  parent: Owner
  tags: [String!]
  scores: [[Int!]]
  email: String!
  friends: [Owner!]
  pet: Robot!
}

type Robot implements Named & Node {
  key: Key!
  name: String
  next: Robot
  parent: Owner
  tags: [String!]
  scores: [[Int!]]
  serial: ID!
  battery: Float
  parts: [Thing!]!
}

type NodeConnection { nodes: [Node] edges: [NodeEdge!]! totalCount: Int! pageInfo: PageInfo! }
type NodeEdge { node: Node! }
type PageInfo { hasNextPage: Boolean! }

type Query {
  node(key: Key!): Node
  thing(key: Key!): Thing
  anything(key: Key!): Anything
  clean(key: Key!): Thing! @view(tv_clean)
  nodes(key: Key, limit: Int = 4, offset: Int): [Node]
  things(limit: Int): [Thing!]
  cleanThings(limit: Int! = 2): [Thing!]! @view(tv_clean)
  nodePage(first: Int): NodeConnection
  count: Int! @view(tv_node)
}

type Mutation {
  touch(key: Key!): Node @command(fn_touch)
  mustTouch(key: Key!): Thing! @command(fn_touch)
  echo(input: EchoInput, numbers: [Int] = [1, null], pick: Pick = { a: 1 }): JSON @command(fn_echo)
}

input EchoInput {
  text: String = "x"
  number: Int! = 3
  ratio: Float
  anId: ID
  mood: Mood = SAD
  moods: [Mood!] = HAPPY
  matrix: [[Int]!]
  inner: EchoInput
  picks: [Pick!]
  any: JSON
}

input Pick @oneOf { a: Int b: String @from(bee) }
"""

SQL = """
CREATE TABLE tv_node (id text COLLATE "C" PRIMARY KEY, key text NOT NULL, data jsonb NOT NULL);
CREATE TABLE tv_thing (LIKE tv_node INCLUDING ALL);
CREATE TABLE tv_clean (LIKE tv_node INCLUDING ALL);
CREATE FUNCTION fn_touch(p_key text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    IF p_key = 'k3' THEN RAISE EXCEPTION 'k3 is not to be touched'; END IF;
    RETURN nullif(p_key, 'k5');
END $$;
CREATE FUNCTION fn_echo(p_input jsonb, p_numbers jsonb, p_pick jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('input', p_input, 'numbers', p_numbers, 'pick', p_pick)
$$;
"""

TABLES = {"tv_node": ("Node", 0.05), "tv_thing": ("Thing", 0.05), "tv_clean": ("Thing", 0.004)}
"""The type of a table's rows, and how many of their values are wrong."""

STORED = {"fullTitle": "title", "HAPPY": "very happy", "b": "bee"}
"""What `@from` says."""

WRONG: tuple[Any, ...] = (
    *(None, None, None, "wrong", "", 7, -1, 2**31, 1.5, True, [], {}),
    *([None], {"kind": "Wolf"}, [[1, "2"]], "12"),
)

LEAVES: dict[str, tuple[Any, ...]] = {
    "String": ("a", "ünï", 'quo"te', "", 5, True),
    "Int": (0, 1, -5, 3.0, 2**31 - 1),
    "Float": (0, 1.5, -2.25, 1e20, 1e-7),
    "Decimal": (1.5, "2.50", 3),
    "BigInt": (2**53 + 1, "17"),
    "ID": ("x", 12, "13"),
    "JSON": ({"b": [1, {"c": None}], "aa": "x"}, [1.5], "text", False, 0),
    "UUID": ("00000000-0000-0000-0000-000000000001",),
    "DateTime": ("2026-01-31T12:00:00+00:00",),
    "Boolean": (True, False),
}


def stored(name: str) -> str:
    """The stored name of a field, input field or enum value."""
    if name in STORED:
        return STORED[name]
    return name.lower() if name.isupper() else re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Documents:
    """Makes documents of the types of a schema. faults: how many values are wrong, of 1."""

    def __init__(self, schema: GraphQLSchema, seed: int, faults: float) -> None:
        self._schema = schema
        self._random = random.Random(seed)
        self._faults = faults

    def value(self, type_: GraphQLOutputType, depth: int = 0) -> Any:
        """A value as it is stored."""
        if self._random.random() < self._faults:
            return self._random.choice(WRONG)
        if isinstance(type_, GraphQLNonNull):
            return self._present(type_.of_type, depth)
        return None if self._random.random() < 0.1 else self._present(type_, depth)

    def _present(self, type_: Any, depth: int) -> Any:
        if isinstance(type_, GraphQLList):
            few = self._random.randrange(3 if depth < 2 else 1 if depth > 3 else 2)
            return [self.value(type_.of_type, depth + 1) for _ in range(few)]
        if is_abstract_type(type_):
            return self._present(self._random.choice(self._schema.get_possible_types(type_)), depth)
        if isinstance(type_, GraphQLObjectType):
            return self._document(type_, depth)
        if isinstance(type_, GraphQLEnumType):
            return stored(self._random.choice(list(type_.values)))
        return self._random.choice(LEAVES[type_.name])

    def _document(self, type_: GraphQLObjectType, depth: int) -> dict[str, Any]:
        document = {}
        for name, field in type_.fields.items():
            nested = name in ("next", "parent", "friends", "anything")
            if (nested and depth >= 3) or self._random.random() < self._faults / 3:
                continue
            document[stored(name)] = self.value(field.type, depth + 1)
        for discriminator in ("kind", "type", "__typename"):
            wrong = self._random.random() < self._faults
            document[discriminator] = self._random.choice(WRONG) if wrong else type_.name
        return document


Tables = dict[str, list[tuple[str, Any]]]
"""By table, the key and the document of each row, in order."""


def fill(url: str, schema: GraphQLSchema, seed: int) -> None:
    """Fills the tables."""
    for table, (name, faults) in TABLES.items():
        made = Documents(schema, seed, faults)
        type_: Any = GraphQLNonNull(schema.type_map[name])
        rows = [(key, made.value(type_)) for key in KEYS]
        literals = ", ".join(
            "('{0}', '{0}', '{1}')".format(key, json.dumps(document).replace("'", "''"))
            for key, document in rows
        )
        run(url, f"INSERT INTO {table} VALUES {literals}")
