from __future__ import annotations

import gc
import json
import sys
from pathlib import Path

import msgspec
import pytest

from fraiseql.compiler.catalog import Catalog, Column, PgType, Relation
from fraiseql.compiler.introspect import DatabaseUnreachable
from fraiseql.compiler.pipeline import Compiled, compile_project, compile_schema
from fraiseql.compiler.project import read_project
from fraiseql.compiler.source import Source
from fraiseql.plan import Manifest, ObjectType, Query, ValueTarget
from tests.compiling import BLOG, blog_database, blog_schema, compiled
from tests.postgres import MakeDatabase, run

POST = "CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);"
SCHEMA = "type Post @view(tv_post) { id: ID! } type Query { posts: [Post!]! }"


def codes(result: Compiled) -> list[str]:
    return [diagnostic.code for diagnostic in result.diagnostics]


def manifest(result: Compiled) -> Manifest:
    return msgspec.json.decode(result.files["manifest.json"], type=Manifest)


@pytest.mark.parametrize("collecting", [True, False])
def test_garbage_is_collected_after_as_it_was_before(make_database: MakeDatabase, collecting: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        assert not compiled(SCHEMA, make_database(POST)).failed
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if was else gc.disable)()


class TestCompileProject:
    def test_the_blog(self, make_database: MakeDatabase) -> None:
        project, _ = read_project(BLOG)
        assert project is not None
        result = compile_project(project, make_database(blog_database()))
        assert (result.diagnostics, result.failed) == ([], False)
        assert {"manifest.json", "schema.graphql", "query/posts.json"} < result.files.keys()

    def test_a_schema_that_cannot_be_read_needs_no_database(self, tmp_path: Path) -> None:
        project, _ = read_project(tmp_path)
        assert project is not None
        result = compile_project(project, "postgresql://nobody@127.0.0.1:1/nothing")
        assert (codes(result), result.failed, result.files) == (["FQ102"], True, {})

    def test_a_database_out_of_reach_is_an_error_of_its_own(self, tmp_path: Path) -> None:
        (tmp_path / "schema.graphql").write_text(SCHEMA)
        project, _ = read_project(tmp_path)
        assert project is not None
        with pytest.raises(DatabaseUnreachable):
            compile_project(project, "postgresql://nobody@127.0.0.1:1/nothing")


class TestDeterminism:
    def test_two_databases_give_the_same_bytes(self, make_database: MakeDatabase) -> None:
        first = compiled(blog_schema(), make_database(blog_database()))
        second = compiled(blog_schema(), make_database("CREATE TABLE other (a int);\n" + blog_database()))
        assert list(first.files.items()) == list(second.files.items())

    def test_what_is_not_used_does_not_make_plans_stale(self, make_database: MakeDatabase) -> None:
        url = make_database(POST)
        before = compiled(SCHEMA, url)
        run(url, "CREATE TABLE tv_user (id int); CREATE FUNCTION fn() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        assert compiled(SCHEMA, url).files == before.files
        run(url, "ALTER TABLE tv_post ADD COLUMN title text")
        after = compiled(SCHEMA, url)
        assert manifest(after).catalog_sha256 != manifest(before).catalog_sha256
        assert manifest(after).schema_sha256 == manifest(before).schema_sha256
        changed = compiled(SCHEMA + "\n", url)
        assert manifest(changed).catalog_sha256 == manifest(after).catalog_sha256
        assert manifest(changed).schema_sha256 != manifest(after).schema_sha256

    def test_the_functions_and_views_of_commands_are_used(self, make_database: MakeDatabase) -> None:
        url = make_database(
            POST + "CREATE FUNCTION fn(p_id uuid) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';"
        )
        schema = SCHEMA.replace("posts: [Post!]!", "a: Int @view(tv_post)") + (
            "type Mutation { touch(id: ID!): Post! @command(fn) }"
        )
        before = manifest(compiled(schema, url)).catalog_sha256
        run(
            url,
            """
            CREATE OR REPLACE FUNCTION fn(p_id uuid) RETURNS uuid LANGUAGE plpgsql
                AS 'BEGIN RETURN p_id; END';
            CREATE TRIGGER t BEFORE UPDATE ON tv_post FOR EACH ROW
                EXECUTE FUNCTION suppress_redundant_updates_trigger();
            """,
        )
        assert manifest(compiled(schema, url)).catalog_sha256 == before  # the plans are the same
        run(url, "ALTER FUNCTION fn STABLE")
        assert manifest(compiled(schema, url)).catalog_sha256 != before


class TestDiagnostics:
    def test_all_problems_of_all_stages_come_out_of_one_run(self, make_database: MakeDatabase) -> None:
        schema = """
        type Post @view(tv_pots) @colour(red) { id: Idd! a: Int A: Int }
        type Query { posts: [Post!]! post: Post stats: Int! }
        type Mutation { add(title: String!): ID! @command(fn_add) }
        subscription { a }
        """
        result = compiled(schema, make_database(POST))
        assert sorted(codes(result)) == [
            "FQ101", "FQ201", "FQ202", "FQ206", "FQ209", "FQ210", "FQ401", "FQ421",
        ]  # fmt: skip
        spans = [diagnostic.span for diagnostic in result.diagnostics]
        positions = [span.start for span in spans if span is not None]
        assert len(positions) == len(spans)
        assert positions == sorted(positions)
        assert (result.files, result.lowered.queries) == ({}, {})

    @pytest.mark.parametrize("schema", ["", "type Query {", "{ a }", "#", '"""'])
    def test_what_is_no_schema_at_all(self, schema: str, database_url: str) -> None:
        result = compiled(schema, database_url)
        assert (codes(result), result.failed) == (["FQ101"], True)

    def test_one_cause_of_a_refusal_is_said_once_a_field(self, make_database: MakeDatabase) -> None:
        schema = SCHEMA.replace("id: ID!", "id: ID! path: Point place: Point").replace(
            "posts:", "posts(where: PostWhere, path: Point):"
        )
        result = compiled(schema + "scalar Point @represents(point)", make_database(POST))
        assert codes(result) == ["FQ491"]
        (note,) = result.diagnostics[0].related
        assert note.definition == "… AND (t.data ->> 'path')::point = $9::point …"

    def test_a_refusal_without_a_place_shows_the_whole_statement(self, make_database: MakeDatabase) -> None:
        schema = SCHEMA.replace("id: ID!", 'id: ID! a: JSON @from("a\\u0000")').replace(
            "posts:", "posts(where: PostWhere):"
        )
        result = compiled(schema, make_database(POST))
        assert codes(result) == ["FQ491"]
        assert "U+0000" in result.diagnostics[0].message
        (note,) = result.diagnostics[0].related
        assert (note.definition or "").startswith("SELECT t.data\nFROM public.tv_post AS t\nWHERE ")


class TestExtensions:
    """What tests/debian runs, as text: the embedded PostgreSQL has no extensions."""

    CATALOG = Catalog(
        server_version=150000,
        search_path=("public",),
        relations=(
            Relation(
                schema="public",
                name="tv_post",
                unique=(("id",),),
                kind="table",
                columns=(
                    Column(name="id", type="uuid"),
                    Column(name="word", type="ext.citext"),
                    Column(name="data", type="jsonb"),
                ),
            ),
        ),
        types={
            "uuid": PgType(key="uuid", kind="base"),
            "jsonb": PgType(key="jsonb", kind="base"),
            "ext.citext": PgType(key="ext.citext", kind="base"),
            "other.ltree": PgType(key="other.ltree", kind="base"),
        },
    )

    def test_operators_and_functions_are_those_of_the_schema_that_has_the_type(self) -> None:
        schema = SCHEMA.replace("id: ID!", "id: ID! path: LTree word: String").replace(
            "posts:", "posts(where: PostWhere):"
        )
        result = compile_schema([Source("schema.graphql", schema)], self.CATALOG, lambda _: {})
        assert result.diagnostics == []
        path, word = (result.lowered.queries["posts"].targets[name] for name in ("path", "word"))
        assert isinstance(path, ValueTarget)
        assert isinstance(word, ValueTarget)
        tree = "(t.data ->> 'path')::other.ltree"
        assert path.operators["ancestorOf"] == f"{tree} OPERATOR(other.@>) $1::other.ltree"
        assert path.operators["matchesLquery"] == f"{tree} OPERATOR(other.~) $1::other.lquery"
        assert path.operators["in"] == f"{tree} OPERATOR(other.=) ANY ($1::other.ltree[])"
        assert path.operators["isNull"] == "(t.data ->> 'path') IS NULL"
        assert path.measures["depth"].operators["gt"] == f"other.nlevel({tree}) > $1::int4"
        assert word.operators["ne"] == "(t.word OPERATOR(ext.=) $1::ext.citext) IS NOT TRUE"
        assert word.operators["lte"] == "t.word OPERATOR(ext.<=) $1::ext.citext"
        assert word.operators["contains"] == "t.word OPERATOR(ext.~~) $1::text"
        assert word.operators["ilike"] == "t.word OPERATOR(ext.~~*) $1::text"
        assert word.operators["imatches"] == "t.word OPERATOR(ext.~*) $1::text"
        assert word.operators["ieq"] == "lower(t.word) = lower($1::text)"


class TestPlans:
    def test_the_public_schema_is_standard_and_says_nothing_of_the_database(
        self, make_database: MakeDatabase
    ) -> None:
        sdl = compiled(blog_schema(), make_database(blog_database())).files["schema.graphql"].decode()
        assert "@view" not in sdl
        assert "directive" not in sdl
        assert "tv_post" not in sdl
        assert "input PostOrderBy @oneOf {" in sdl
        assert '"""How often it was read."""' in sdl

    def test_only_what_the_schema_exposes_is_in_a_plan(self, make_database: MakeDatabase) -> None:
        schema = """
        type Post @view(tv_post) { id: ID! title: String author: User editor: User }
        type User { name: String }
        type Hidden { name: String }
        input PostWhere { title: StringFilter author: UserWhere AND: [PostWhere!] }
        type Query { posts(where: PostWhere): [Post!]! }
        """
        types = compiled(schema, make_database(POST)).lowered
        assert types.queries["posts"].targets.keys() == {"title", "author"}
        targets = {name: t.targets.keys() for name, t in types.types.items() if isinstance(t, ObjectType)}
        assert targets == {"Post": set(), "User": {"name"}, "Hidden": set()}

    def test_parameters_know_the_type_behind_a_domain(self, make_database: MakeDatabase) -> None:
        url = make_database(
            "CREATE DOMAIN doc AS jsonb; CREATE DOMAIN docs AS doc[];"
            "CREATE FUNCTION fn(p_a doc, p_b docs, p_c doc[]) RETURNS int LANGUAGE sql AS 'SELECT 1'"
        )
        schema = """
        type Query { a: Int @view(pg_x) }
        type Mutation { put(a: JSON, b: [JSON!], c: [JSON!]): Int @command(fn) }
        """
        run(url, "CREATE TABLE pg_x (id int, data jsonb)")
        mutation = compiled(schema, url).lowered.mutations["put"]
        assert [(p.postgres, p.sql) for p in mutation.parameters] == [
            ("jsonb", "p_a => $1::public.doc"),
            ("jsonb[]", "p_b => $1::public.docs"),
            ("jsonb[]", "p_c => $1::public.doc[]"),
        ]

    def test_an_argument_compares_what_the_field_of_its_name_filters_on(
        self, make_database: MakeDatabase
    ) -> None:
        table = (
            "CREATE TABLE tv_post (id uuid PRIMARY KEY, author text, author_name text, data jsonb NOT NULL);"
        )
        schema = """
        type Post @view(tv_post) { id: ID! author: String @column(author_name) title: String @from(heading) }
        type Query {
          posts(
            where: PostWhere, author: String, title: String, authorName: String, by: String @column(author)
          ): [Post!]!
        }
        """
        query = compiled(schema, make_database(table)).lowered.queries["posts"]
        used = {name: a.target.sql for name, a in query.arguments.items() if a.target is not None}
        assert used == {
            "author": "t.author_name",
            "title": "(t.data ->> 'heading')",
            "authorName": "t.author_name",
            "by": "t.author",
        }
        target = query.targets["author"]
        assert isinstance(target, ValueTarget)
        assert target.column == "author_name"

    def test_many_filters_are_prepared_in_parts(self, make_database: MakeDatabase) -> None:
        fields = " ".join(f"f{number}: String" for number in range(50))
        schema = SCHEMA.replace("id: ID!", f"id: ID! {fields}").replace("posts:", "posts(where: PostWhere):")
        result = compiled(schema, make_database(POST))
        assert result.diagnostics == []
        labels = [statement.label for statement in result.lowered.statements]
        assert labels[:3] == ["query posts", "the filters of query posts", "the filters of query posts (2)"]

    def test_defaults_are_in_the_plan(self, make_database: MakeDatabase) -> None:
        schema = SCHEMA.replace(
            "posts:",
            'posts(limit: Int = 5, id: ID = null, where: PostWhere = { id: { in: ["a"] } },'
            " orderBy: [PostOrderBy!] = [{ id: DESC }]):",
        )
        plan = json.loads(compiled(schema, make_database(POST)).files["query/posts.json"])
        defaults = {name: argument["default"] for name, argument in plan["arguments"].items()}
        assert defaults == {
            "limit": 5,
            "id": None,
            "where": {"id": {"in": ["a"]}},
            "orderBy": [{"id": "DESC"}],
        }
        assert plan["sql"].endswith("ORDER BY t.id\nLIMIT $1::int8")


class TestExample:
    def example(self, fields: str, make_database: MakeDatabase, post: str = "id: ID!") -> str:
        schema = f"type Post @view(tv_post) {{ {post} }} type Tag {{ id: ID }} type Query {{ {fields} }}"
        result = compiled(schema, make_database(POST))
        assert result.diagnostics == []
        return result.lowered.example()

    def test_the_first_list_that_needs_no_argument(self, make_database: MakeDatabase) -> None:
        post = "id: ID! tag: Tag a: String b: [Int] c: JSON"
        fields = "post(id: ID!): Post by(id: ID!): [Post!]! posts(id: ID! = 1, limit: Int): [Post!]!"
        assert self.example(fields, make_database, post) == "{ posts(limit: 2) { id a b } }"
        assert self.example("posts: [Post!]!", make_database) == "{ posts { id } }"

    def test_there_is_always_something_to_ask(self, make_database: MakeDatabase) -> None:
        assert self.example("posts: [Post!]!", make_database, "tag: Tag") == "{ posts { __typename } }"
        assert self.example("post(id: ID!): Post", make_database) == "{ __typename }"


def test_a_query_knows_what_it_reads(make_database: MakeDatabase) -> None:
    query = compiled(SCHEMA, make_database(POST)).lowered.queries["posts"]
    assert query == Query(
        name="posts",
        type="[Post!]!",
        returns="many",
        relation="public.tv_post",
        sql="SELECT t.data\nFROM public.tv_post AS t\nORDER BY t.id",
        select="SELECT t.data\nFROM public.tv_post AS t",
        key="t.id",
    )


def test_types_may_embed_each_other_deeper_than_the_stack(make_database: MakeDatabase) -> None:
    url = make_database("CREATE TABLE tv_level (id uuid PRIMARY KEY, data jsonb NOT NULL)")
    depth = sys.getrecursionlimit() + 50
    types = [f"type L{n} {{ id: ID! below: L{n + 1} }}" for n in range(1, depth)]
    schema = f"""
        type L0 @view(tv_level) {{ id: ID! below: L1 }}
        {" ".join(types)}
        type L{depth} {{ id: ID! }}
        type Query {{ levels(where: L0Where, orderBy: [L0OrderBy!], limit: Int = 10): [L0!]! }}
    """
    result = compiled(schema, url)
    assert codes(result) == []
    assert f"types/L{depth}.json" in result.files
