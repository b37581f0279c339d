"""What changed between two plan folders."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fraiseql.cli import main
from fraiseql.compiler.diff import Change, diff
from fraiseql.load import load
from tests.plans import write_plans
from tests.postgres import MakeDatabase

SCHEMA = """
enum Mood { HAPPY SAD }
type Author { name: String! }
type Post @view(tv_post) { id: ID! title: String! views: Int! mood: Mood! author: Author! }
type Query {
  post(id: ID!): Post
  posts(where: PostWhere, limit: Int = 20): [Post!]! @limit(default: 20, max: 100)
  pages(first: Int, after: String, orderBy: [PostOrderBy!]): PostConnection!
  postCount: Int! @view(tv_post)
}
type Mutation { createPost(title: String!): Post! @command(fn_create_post) }
"""
SQL = """
CREATE TABLE tv_post (id uuid PRIMARY KEY, no int UNIQUE NOT NULL, views int NOT NULL, data jsonb NOT NULL);
CREATE VIEW v_post AS SELECT * FROM tv_post;
CREATE FUNCTION fn_create_post(title text) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE FUNCTION fn_write_post(title text) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE FUNCTION fn_post_no(title text) RETURNS int LANGUAGE sql AS 'SELECT 1';
"""
TITLES = "query Titles { posts { title } }"


Edit = tuple[str, str]


class Workshop:
    """Makes plan folders of variations of one project. base: as it is."""

    def __init__(self, make_database: MakeDatabase, root: Path) -> None:
        self.make_database, self.root = make_database, root
        self.url = make_database(SQL)
        self.base = self.plans()

    def plans(self, *edits: Edit, sql: str = "", operations: Sequence[str] = (TITLES,)) -> Path:
        schema = SCHEMA
        for before, after in edits:
            assert before in schema
            schema = schema.replace(before, after)
        url = self.make_database(SQL + sql) if sql else self.url
        return write_plans(url, self.root / str(len(list(self.root.iterdir()))), schema, operations)

    def changes(self, *edits: Edit, sql: str = "", operations: Sequence[str] = (TITLES,)) -> list[Change]:
        return diff(load(self.base), load(self.plans(*edits, sql=sql, operations=operations)))


@pytest.fixture(scope="module")
def workshop(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(make_database, tmp_path_factory.mktemp("diff"))


def test_the_public_schema(workshop: Workshop) -> None:
    changes = workshop.changes(
        ("post(id: ID!): Post", "post(id: ID!, title: String): Post"),
        ("postCount: Int! @view(tv_post)", "count: Int! @view(tv_post)"),
        ("views: Int!", "views: Int"),
        ("enum Mood { HAPPY SAD }", "enum Mood { HAPPY SAD CALM }"),
        ("title: String! views", 'title: String! @deprecated(reason: "old") views'),
        ("name: String!", '"Of the author." name: String!'),
    )
    schema = [(level, message) for level, file, message in changes if file == "schema.graphql"]
    assert schema == [
        ("breaking", "field Post.views changed type from Int! to Int"),
        ("breaking", "field Query.postCount was removed"),
        ("dangerous", "enum value Mood.CALM was added"),
        ("safe", "Post.title is deprecated: old"),
        ("safe", "an optional argument Query.post(title:) was added"),
        ("safe", 'description of field Author.name has changed to "Of the author."'),
        ("safe", "field Query.count was added"),
    ]


def test_a_deprecation_and_its_end(workshop: Workshop) -> None:
    old, new = (
        workshop.plans(),
        workshop.plans(("views: Int!", 'views: Int! @deprecated(reason: "use clicks")')),
    )
    there, back = diff(load(old), load(new)), diff(load(new), load(old))
    assert there == [Change("safe", "schema.graphql", "Post.views is deprecated: use clicks")]
    assert back == [Change("safe", "schema.graphql", "Post.views is no longer deprecated")]


def test_what_is_stored_elsewhere(workshop: Workshop) -> None:
    changes = workshop.changes(
        ("title: String! views", 'title: String! @from("heading") views'),
        ("HAPPY SAD", 'HAPPY @from("glad") SAD'),
    )
    assert [c for c in changes if c.file.startswith("types/")] == [
        Change("dangerous", "types/Mood.json", "Mood.HAPPY is stored as `glad`, before as `happy`"),
        Change("dangerous", "types/Post.json", "Post.title is stored as `heading`, before as `title`"),
    ]
    filters = "the SQL of the filters or orderings of query posts is another"
    assert Change("safe", "query/posts.json", filters) in changes


def test_another_relation(workshop: Workshop) -> None:
    changes = workshop.changes(("post(id: ID!): Post", "post(id: ID!): Post @view(v_post)"))
    message = "query post reads public.v_post, before public.tv_post"
    assert changes == [Change("dangerous", "query/post.json", message)]


def test_another_document(workshop: Workshop) -> None:
    sql = "ALTER TABLE tv_post ADD body jsonb NOT NULL;"
    changes = workshop.changes(("@view(tv_post) { id", '@view(tv_post, document: "body") { id'), sql=sql)
    assert Change("dangerous", "query/post.json", "the SQL of query post is another") in changes
    read = Change("dangerous", "mutation/createPost.json", "mutation createPost reads its result otherwise")
    assert read in changes
    trusted = [c for c in changes if c.file.startswith("operations/")]
    assert [(c.level, c.message.partition(" (")[0]) for c in trusted] == [
        ("safe", "the SQL of the trusted document Titles")
    ]


@pytest.mark.parametrize(
    ("limit", "level", "message"),
    [
        ("default: 20, max: 50", "breaking", "a client may ask query posts for 50 rows, before for 100 rows"),
        ("default: 20, max: 500", "safe", "a client may ask query posts for 500 rows, before for 100 rows"),
        ("default: 20", "safe", "a client may ask query posts for all rows, before for 100 rows"),
        (
            "default: 10, max: 100",
            "dangerous",
            "query posts yields 10 rows where the client says nothing, before 20 rows",
        ),
    ],
)
def test_limits(workshop: Workshop, limit: str, level: str, message: str) -> None:
    changes = workshop.changes(("default: 20, max: 100", limit))
    assert [(c.level, c.message) for c in changes] == [(level, message)]


def test_a_key_is_in_every_cursor(workshop: Workshop) -> None:
    changes = workshop.changes(
        ("@view(tv_post) { id", '@view(tv_post, key: "no") { id'), ("fn_create_post", "fn_post_no")
    )
    of_pages = [(c.level, c.message) for c in changes if c.file == "query/pages.json"]
    assert of_pages[0] == (
        "breaking",
        "cursors of query pages that clients hold become invalid: its key or relation changed",
    )
    ordered = "query posts orders by t.no where the client says nothing, before by t.id"
    assert Change("dangerous", "query/posts.json", ordered) in changes


def test_an_ordering_is_in_its_cursors(workshop: Workshop) -> None:
    changes = workshop.changes(sql="ALTER TABLE tv_post ADD title text;")
    invalid = (
        "cursors of query pages that clients hold become invalid where they order by (t.data ->> 'title')"
    )
    filters = "the SQL of the filters or orderings of query pages is another"
    assert [(c.level, c.message) for c in changes if c.file == "query/pages.json"] == [
        ("breaking", invalid),
        ("safe", filters),
    ]


def test_commands(workshop: Workshop) -> None:
    message = "mutation createPost calls public.fn_write_post, before public.fn_create_post"
    assert workshop.changes(("fn_create_post", "fn_write_post")) == [
        Change("dangerous", "mutation/createPost.json", message)
    ]
    sql = """DROP FUNCTION fn_create_post;
        CREATE FUNCTION fn_create_post(title varchar) RETURNS uuid
            LANGUAGE sql AS 'SELECT gen_random_uuid()';"""
    assert workshop.changes(sql=sql) == [
        Change(
            "dangerous",
            "mutation/createPost.json",
            "mutation createPost passes its arguments to public.fn_create_post otherwise",
        )
    ]


def test_optional_input_that_is_new_changes_nothing_without_a_default(workshop: Workshop) -> None:
    changes = workshop.changes(
        ("title: String! views", "title: String! body: String views"),
        ("limit: Int = 20)", "limit: Int = 20, offset: Int)"),
        ("first: Int,", "first: Int = 10, last: Int, before: String,"),
    )
    assert {
        (level, message) for level, _, message in changes if "optional" in message or "default" in message
    } == {
        ("safe", "an optional field PostWhere.body was added"),
        ("safe", "an optional field PostOrderBy.body was added"),
        ("safe", "an optional argument Query.posts(offset:) was added"),
        ("safe", "an optional argument Query.pages(last:) was added"),
        ("safe", "an optional argument Query.pages(before:) was added"),
        ("safe", "Query.pages(first:) added a defaultValue 10"),
    }
    changes = workshop.changes(("post(id: ID!)", 'post(id: ID!, title: String = "x")'))
    assert (
        Change("dangerous", "schema.graphql", "an optional argument Query.post(title:) was added") in changes
    )


def test_how_a_command_runs(workshop: Workshop) -> None:
    plain = workshop.base
    careful = workshop.plans(
        ("@command(fn_create_post)", '@command(fn_create_post, retry: 3, isolation: "SERIALIZABLE")')
    )
    once = workshop.plans(("@command(fn_create_post)", "@command(fn_create_post, retry: 1)"))
    file, name = "mutation/createPost.json", "mutation createPost"
    tried = f"{name} is tried {{}} where PostgreSQL gives it up, before {{}}"
    assert diff(load(plain), load(careful)) == [
        Change(
            "dangerous", file, f"{name} runs at the level SERIALIZABLE, before at the level of the database"
        ),
        Change("safe", file, tried.format("again 3 times", "not again")),
    ]
    assert diff(load(once), load(plain)) == [
        Change("dangerous", file, tried.format("not again", "again once"))
    ]


def test_what_is_said_of_constraints(workshop: Workshop) -> None:
    comment = "COMMENT ON CONSTRAINT tv_post_no_key ON tv_post IS '{}';"
    plain, one, other = (
        workshop.plans(sql=sql) for sql in ("SELECT 1;", comment.format("Taken."), comment.format("Gone."))
    )
    shown = "a client that violates constraint tv_post_no_key of public.tv_post is told {}, before {}"
    about = "a violation of constraint tv_post_no_key of public.tv_post is about {}, before {}"
    file = "constraints.json"
    assert diff(load(plain), load(one)) == [
        Change("safe", file, shown.format('"Taken."', "nothing of its own")),
        Change("safe", file, about.format("no", "no column")),
    ]
    assert diff(load(one), load(other)) == [Change("safe", file, shown.format('"Gone."', '"Taken."'))]
    assert diff(load(one), load(plain)) == [
        Change("dangerous", file, about.format("no column", "no")),
        Change("safe", file, shown.format("nothing of its own", '"Taken."')),
    ]
    more = comment.format("Taken.") + "COMMENT ON CONSTRAINT tv_post_pkey ON tv_post IS 'There.';"
    assert {"no_key" in c.message for c in diff(load(one), load(workshop.plans(sql=more)))} == {False}


def test_trusted_documents(workshop: Workshop) -> None:
    changes = workshop.changes(operations=("{ postCount }",))
    assert [(c.level, c.message.partition(" (")[0][:31]) for c in changes] == [
        ("breaking", "the trusted document Titles"),
        ("safe", "the trusted document d132cc2f35"),
    ]


def fraiseql(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env={"NO_COLOR": "1"})


MOOD = """array_position('{"happy","sad"}'::text[], (t.data ->> 'mood'))"""
TEXT = f"""\
breaking:
  query/pages.json
    cursors of query pages that clients hold become invalid where they order by {MOOD}
  query/posts.json
    a client may ask query posts for 50 rows, before for 100 rows
dangerous:
  schema.graphql
    enum value Mood.CALM was added
safe:
  query/pages.json
    the SQL of the filters or orderings of query pages is another
  query/posts.json
    the SQL of the filters or orderings of query posts is another
  schema.graphql
    Other was added
"""


class TestCommandLine:
    def test_text(self, workshop: Workshop) -> None:
        old = workshop.base
        new = workshop.plans(
            ("max: 100", "max: 50"),
            ("Mood { HAPPY SAD }", "Mood { HAPPY SAD CALM }"),
            ("type Author {", "type Other { a: Int } type Author {"),
        )
        result = fraiseql("diff", old, new)
        assert (result.exit_code, result.stderr) == (
            1,
            "2 breaking changes, 1 dangerous change, 3 safe changes\n",
        )
        assert result.stdout == TEXT

    def test_json(self, workshop: Workshop) -> None:
        result = fraiseql(
            "diff", workshop.plans(), workshop.plans(("max: 100", "max: 50")), "--format", "json"
        )
        message = "a client may ask query posts for 50 rows, before for 100 rows"
        assert json.loads(result.stdout) == {
            "changes": [{"level": "breaking", "file": "query/posts.json", "message": message}]
        }

    @pytest.mark.parametrize(("level", "code"), [("breaking", 0), ("dangerous", 1), ("safe", 1), ("none", 0)])
    def test_fail_on(self, workshop: Workshop, level: str, code: int) -> None:
        new = workshop.plans(("default: 20", "default: 10"))
        assert fraiseql("diff", workshop.base, new, "--fail-on", level).exit_code == code

    def test_nothing_changed(self, workshop: Workshop) -> None:
        plans = workshop.base
        result = fraiseql("diff", plans, plans, "--fail-on", "safe")
        assert (result.exit_code, result.stdout) == (0, "")
        assert json.loads(fraiseql("diff", plans, plans, "--format", "json").stdout) == {"changes": []}

    def test_plans_that_cannot_be_loaded(self, workshop: Workshop) -> None:
        result = fraiseql("diff", workshop.root, workshop.base, "--format", "json")
        (diagnostic,) = json.loads(result.stdout)["diagnostics"]
        assert (result.exit_code, diagnostic["code"]) == (1, "FQ494")
