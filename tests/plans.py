"""Plans for tests of the runtime: a small schema, compiled against a real database."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.pipeline import compile_schema
from fraiseql.compiler.prepare import prepare
from fraiseql.compiler.render import render_text
from fraiseql.compiler.source import Source
from fraiseql.compiler.write import write
from fraiseql.load import Plans

SQL = """
CREATE TYPE post_status AS ENUM ('draft', 'live');
CREATE TABLE tv_post (
    id uuid PRIMARY KEY,
    number int UNIQUE,
    identifier text,
    author_id uuid,
    data jsonb NOT NULL
);
INSERT INTO tv_post
SELECT ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid,
       n,
       'post-' || n,
       CASE WHEN n = 5 THEN NULL ELSE ('00000000-0000-0000-0000-00000000000' || n % 2)::uuid END,
       jsonb_build_object(
           'id', '00000000-0000-0000-0000-' || lpad(n::text, 12, '0'),
           'number', n,
           'identifier', 'post-' || n,
           'title', (ARRAY['One', 'Two_%', NULL, 'Four', 'Five'])[n],
           'views', n * 10,
           'price', n + 0.50,
           'big', 9007199254740993,
           'status', (ARRAY['draft', 'live'])[1 + n % 2],
           'tags', jsonb_build_array('a', 'b'),
           'meta', jsonb_build_object('n', n),
           'created', '2026-01-0' || n || 'T00:00:00+00:00',
           'author', jsonb_build_object(
               'id', n % 2, 'full_name', 'Author ' || n % 2, 'boss', jsonb_build_object('name', 'Boss ' || n)
           ),
           'comments', jsonb_build_array(jsonb_build_object('body', 'Comment of ' || n))
       )
FROM generate_series(1, 5) AS n;

-- What the compiler cannot see: no SQL that it follows writes this.
CREATE TABLE tb_broken AS
SELECT '{"id": 1, "title": null, "views": "many", "status": "gone", "tags": 3}'::jsonb AS data;
CREATE VIEW v_broken AS
SELECT p.id, p.number, b.data FROM tv_post p CROSS JOIN tb_broken b WHERE p.number = 1;

CREATE FUNCTION fn_rename(p_id uuid, p_title text DEFAULT 'Untitled') RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    IF p_title = 'forbidden' THEN RAISE EXCEPTION 'That title is taken.'; END IF;
    UPDATE tv_post SET data = data || jsonb_build_object('title', p_title) WHERE id = p_id;
    RETURN CASE WHEN p_title = 'lost' THEN NULL ELSE p_id END;
END $$;
CREATE FUNCTION fn_echo(input jsonb, p_tags text[] DEFAULT '{none}', p_limits int[] DEFAULT NULL)
RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('input', input, 'tags', to_jsonb(p_tags), 'limits', to_jsonb(p_limits))
$$;
CREATE FUNCTION fn_sleep(p_seconds float8) RETURNS text LANGUAGE sql AS $$
    SELECT pg_sleep(p_seconds)::text
$$;
CREATE FUNCTION fn_whoami() RETURNS text LANGUAGE sql AS $$ SELECT current_setting('app.user_id', true) $$;
CREATE VIEW v_session AS
SELECT 1 AS id, jsonb_build_object('user', current_setting('app.user_id', true)) AS data;
CREATE VIEW v_slow AS SELECT 1 AS id, jsonb_build_object('slept', pg_sleep(20)::text) AS data;
"""

SCHEMA = """
type Post @view(tv_post) {
  id: ID!
  number: Int!
  identifier: String!
  title: String
  views: Int!
  price: Decimal
  big: BigInt
  status: Status!
  tags: [String!]!
  meta: JSON
  created: DateTime
  author: Author!
  comments: [Comment!]!
}
type Author { id: ID! name: String! @from(full_name) boss: Boss }
type Boss { name: String! }
type Comment { body: String! }
enum Status { DRAFT @from(draft) LIVE @from(live) }
type Broken @view(v_broken) { id: ID! number: Int title: String! views: Int status: Status tags: [String!] }
type Session @view(v_session) { user: String }
type Slow @view(v_slow) { slept: String }

type Query {
  post(id: ID, identifier: String, number: Int): Post  # fraiseql-ignore FQ513
  postByAuthor(authorId: ID!): Post  # fraiseql-ignore FQ513
  posts(where: PostWhere, orderBy: [PostOrderBy!], limit: Int, offset: Int): [Post!]!
    @limit(default: 3, max: 4)
  postsByAuthor(authorId: ID, status: Status = LIVE, limit: Int = 2): [Post!]! @view(tv_post)
  postCount(where: PostWhere): Int! @view(tv_post)
  broken(number: Int): Broken
  brokens(limit: Int): [Broken]
  strict(number: Int!): Broken! @view(v_broken)
  sessions: [Session!]!
  slow: [Slow!]!
}
type Mutation {
  rename(id: ID!, title: String): Post! @command(fn_rename)
  tryRename(id: ID!, title: String): Post @command(fn_rename)
  echo(input: EchoInput!, tags: [String], limits: [Int!]): JSON @command(fn_echo)
  sleep(seconds: Float!): String @command(fn_sleep)
  whoami: String @command(fn_whoami)
}
input EchoInput {
  firstName: String
  status: Status = DRAFT
  amount: Decimal
  nested: [EchoInput!]
  anything: JSON @from("any_thing")
  count: Int! = 7
}
"""


def write_plans(url: str, directory: Path, schema: str = SCHEMA, operations: Sequence[str] = ()) -> Path:
    """Compiles a schema against a database and writes the plan files to a new directory.

    operations: the texts of operation files.
    """
    files = [Source(f"{number}.graphql", text) for number, text in enumerate(operations)]
    with connect(url) as connection:
        compiled = compile_schema(
            [Source("schema.graphql", schema)], introspect(connection), partial(prepare, connection), files
        )
    assert not compiled.failed, render_text(compiled.diagnostics, color=False)
    write(compiled.files, directory)
    return directory


class Sample(NamedTuple):
    """The small schema, compiled. url: its database. directory: its plan files."""

    url: str
    directory: Path
    plans: Plans
