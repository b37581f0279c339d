"""The directives of the schema language (design §2): the one place that defines them.

`schemas/directives.graphql` holds them for editors and other tools that read standard SDL (see `contracts`).
"""

from __future__ import annotations

from graphql import DocumentNode, parse

SDL = '''\
"""
The relation that holds the type's documents, one a row. On a root field it overrides the type's own.
"""
directive @view(
  """
  A table, view or materialized view: a bare name is found by the search path, "app.tv_post" says where.
  """
  name: String!
  """
  The jsonb column with the document; null where the row's own columns are the document.
  """
  document: String = "data"
  """
  The unique column that finds a row, and that makes the order of lists total.
  """
  key: String = "id"
) on OBJECT | INTERFACE | UNION | FIELD_DEFINITION

"""
The PostgreSQL function that a mutation field calls.
"""
directive @command(
  """
  A function: a bare name is found by the search path, "app.fn_create_post" says where.
  """
  name: String!
  """
  How many times at most it is called again, from 1 to 10, where PostgreSQL gives it up because of another
  transaction: a serialisation failure or a deadlock.
  """
  retry: Int
  """
  The isolation level of its transaction: "READ_COMMITTED", "REPEATABLE_READ" or "SERIALIZABLE". Without it,
  the default of the database.
  """
  isolation: String
) on FIELD_DEFINITION

"""
The stored name, where it is not the snake_case of the GraphQL name.
"""
directive @from(
  """
  The key in the document, or the stored word of an enum value.
  """
  key: String!
) on FIELD_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE

"""
The native column to filter and sort on, where its name differs from the stored key.
"""
directive @column(
  """
  A column of the relation.
  """
  name: String!
) on FIELD_DEFINITION | ARGUMENT_DEFINITION

"""
Which object type a document of an interface or a union is. Without this directive the key is "__typename".
"""
directive @discriminator(
  """
  The key in the document whose value is the name of the object type.
  """
  key: String!
) on INTERFACE | UNION

"""
The PostgreSQL type that reads the values of a custom scalar.
"""
directive @represents(
  """
  A type: a bare name is found by the search path, "app.money" says where.
  """
  pgType: String!
) on SCALAR

"""
Which rows there are, whoever asks for them and however. It always holds, together with what else is asked.
"""
directive @filter(
  """
  A predicate of stored names, names of the session and literals: "published or author_id = $user_id".
  """
  predicate: String!
) on OBJECT | INTERFACE | UNION | FIELD_DEFINITION

"""
Rows of another view, which are not in the document: those that the predicate holds for.
"""
directive @relation(
  """
  A predicate: "author_id = id". On the right of comparisons stand names of the row itself, elsewhere those of
  the other view.
  """
  on: String!
) on FIELD_DEFINITION

"""
The value comes from the session, never from the client, who does not see the argument or input field.
"""
directive @session(
  """
  The name of a value of the session.
  """
  name: String!
) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION

"""
The page size of a list.
"""
directive @limit(
  """
  How many rows there are where the client does not say.
  """
  default: Int
  """
  The most rows that a client may ask for.
  """
  max: Int
) on FIELD_DEFINITION
'''
"""The definitions as text: the content of `schemas/directives.graphql`."""

DIRECTIVES: DocumentNode = parse(SDL, no_location=True)
"""The definitions as AST."""
