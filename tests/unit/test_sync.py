"""Sync coverage on the blog and on small databases: what is found, and what is not."""

from __future__ import annotations

import re

import pytest

from fraiseql.compiler.graph import graph, mermaid, text
from fraiseql.compiler.pipeline import Compiled
from tests.compiling import blog_database, blog_schema, compiled
from tests.postgres import MakeDatabase, run

RENAME = """
CREATE FUNCTION fn_rename_user(p_id uuid, p_name text) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tb_user SET name = p_name WHERE id = p_id;
    PERFORM fn_sync_tv_user(ARRAY[p_id]);
    RETURN p_id;
END $$;
"""


def said(result: Compiled) -> list[str]:
    """The messages about sync."""
    return [d.message for d in result.diagnostics if d.code.startswith("FQ50")]


def test_the_blog_leaves_nothing_stale(make_database: MakeDatabase) -> None:
    assert compiled(blog_schema(), make_database(blog_database())).diagnostics == []


def test_each_sync_call_of_the_blog_is_missed(make_database: MakeDatabase) -> None:
    url = make_database(blog_database())
    calls = list(re.finditer(r"    PERFORM fn_sync_tv_post\(.*\);\n", blog_database()))
    commands = ["fn_create_post", "fn_update_post", "fn_delete_post", "fn_add_comment"]
    assert len(calls) == len(commands)
    for command, call in zip(commands, calls, strict=True):
        function = re.findall(
            rf"CREATE OR REPLACE FUNCTION {command}\(.*?END \$\$;", blog_database(), re.DOTALL
        )[0]
        run(url, function.replace(call[0], ""))
        (message,) = said(compiled(blog_schema(), url))
        assert message.startswith(f"`{command}` ")
        assert message.endswith("; `tv_post` embeds it; no call to `fn_sync_tv_post`")
        run(url, function)
    assert said(compiled(blog_schema(), url)) == []


def test_a_name_that_others_embed(make_database: MakeDatabase) -> None:
    url = make_database(blog_database() + RENAME)
    schema = blog_schema().replace(
        "type Mutation {",
        "type Mutation {\n  renameUser(id: ID!, name: String!): User! @command(fn_rename_user)",
    )
    assert said(compiled(schema, url)) == [
        "`fn_rename_user` writes `tb_user.name`; `tv_post` embeds it; no call to `fn_sync_tv_post`"
    ]


TABLES = """
CREATE TABLE tb_user (pk_user int PRIMARY KEY, id uuid UNIQUE, name text, extra text, bio text, mail text);
CREATE TABLE tb_post (
    pk_post int PRIMARY KEY, id uuid UNIQUE, fk_user int NOT NULL REFERENCES tb_user, title text
);
CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
"""
SCHEMA = """
type Post @view(tv_post) { id: ID! }
type Query { post(id: ID!): Post }
type Mutation { go(id: ID!): ID! @command(fn) }
"""
SYNC = """
CREATE FUNCTION fn_sync(p_id uuid) RETURNS void LANGUAGE sql AS $$
    INSERT INTO tv_post SELECT p.id, {data} FROM tb_post AS p {more} WHERE p.id = p_id
    ON CONFLICT (id) DO UPDATE SET data = excluded.data
$$;
"""
COMMAND = (
    "CREATE FUNCTION fn(p_id uuid) RETURNS uuid LANGUAGE plpgsql AS $$ BEGIN {body} RETURN p_id; END $$;"
)


def messages(make_database: MakeDatabase, sync: str, body: str, more: str = "") -> list[str]:
    """What is said of a command with this body, and a read model filled by this SQL."""
    return said(compiled(SCHEMA, make_database(TABLES + sync + more + COMMAND.format(body=body))))


AUTHOR = SYNC.format(
    data="jsonb_build_object('id', p.id, 'author', to_jsonb(u))",
    more="JOIN tb_user AS u ON u.pk_user = p.fk_user",
)
TITLE = SYNC.format(data="jsonb_build_object('id', p.id, 'title', p.title)", more="")


@pytest.mark.parametrize(
    ("sync", "body", "expected"),
    [
        (AUTHOR, "UPDATE tb_user SET name = '';", "`fn` writes `tb_user.name`"),
        (
            AUTHOR,
            "UPDATE tb_user SET (name, bio) = ('', ''), extra = '', mail = 'x' WHERE id = p_id;",
            "`fn` writes `tb_user.bio`, `tb_user.extra`, `tb_user.mail` and 1 more",
        ),
        (AUTHOR, "INSERT INTO tb_user VALUES (1);", None),
        (AUTHOR, "DELETE FROM tb_user;", None),
        (AUTHOR, "EXECUTE 'DELETE FROM tb_post';", "`fn` deletes from `tb_post`"),
        (AUTHOR, "EXECUTE 'DELETE FROM ' || quote_ident('tb_post');", None),
        (AUTHOR, "EXECUTE p_id; DELETE FROM tb_post;", None),
        (
            AUTHOR,
            "EXECUTE format('SET LOCAL app.x = %L', p_id); DELETE FROM tb_post;",
            "`fn` deletes from `tb_post`",
        ),
        (AUTHOR, "DO 'BEGIN END'; DELETE FROM tb_post;", None),
        (AUTHOR, "TRUNCATE TABLE ONLY tb_post, tv_post;", None),
        (AUTHOR, "TRUNCATE tb_post;", "`fn` deletes from `tb_post`"),
        (
            AUTHOR,
            """
            EXECUTE 'DELETE FROM nowhere'; EXECUTE 'TRUNCATE nowhere, app.';
            EXECUTE 'REFRESH MATERIALIZED VIEW nowhere';
            """,
            None,
        ),
        (TITLE, "UPDATE tb_user SET name = '';", None),
        (TITLE, "IF EXISTS (SELECT FROM tb_post FOR UPDATE) THEN PERFORM fn_sync(p_id); END IF;", None),
        (TITLE, "PERFORM fn_sync(p_id); UPDATE tb_post SET fk_user = 1;", None),
        (
            TITLE,
            """
            MERGE INTO tb_post AS p USING tb_user AS u ON true
            WHEN MATCHED AND p.title IS DISTINCT FROM '' THEN
                UPDATE SET fk_user = CASE WHEN true THEN 1 END, title = u.name IS DISTINCT FROM ''
            WHEN NOT MATCHED THEN DO NOTHING;
            """,
            "`fn` writes `tb_post.title`",
        ),
        (
            TITLE,
            "MERGE INTO tb_post AS p USING tb_user ON true WHEN MATCHED THEN DELETE;",
            "`fn` deletes from `tb_post`",
        ),
    ],
)
def test_commands(make_database: MakeDatabase, sync: str, body: str, expected: str | None) -> None:
    end = "; `tv_post` embeds it; no call to `fn_sync`"
    assert messages(make_database, sync, body) == ([expected + end] if expected else [])


def test_a_write_through_a_view(make_database: MakeDatabase) -> None:
    view = "CREATE VIEW v_title AS SELECT id AS key, title AS heading FROM tb_post;"
    for body, does in (
        ("UPDATE v_title SET heading = '';", "writes `tb_post.title`"),
        ("DELETE FROM v_title;", "deletes from `tb_post`"),
    ):
        (message,) = messages(make_database, TITLE, body, view)
        assert message.startswith(f"`fn` writes `v_title`, and so {does}; `tv_post` embeds it")


def test_a_write_through_a_view_with_a_trigger(make_database: MakeDatabase) -> None:
    more = """
    CREATE VIEW v_title AS SELECT id, title FROM tb_post;
    CREATE FUNCTION instead() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER t INSTEAD OF UPDATE ON v_title FOR EACH ROW EXECUTE FUNCTION instead();
    """
    assert messages(make_database, TITLE, "UPDATE v_title SET title = '';", more) == []


def test_what_cannot_write_does_not(make_database: MakeDatabase) -> None:
    url = make_database(TABLES + TITLE + COMMAND.format(body="UPDATE tb_post SET title = '';"))
    run(url, "ALTER FUNCTION fn STABLE")
    assert said(compiled(SCHEMA, url)) == []


def test_another_language_could_do_anything(make_database: MakeDatabase) -> None:
    more = "CREATE FUNCTION pid() RETURNS int LANGUAGE internal AS 'pg_backend_pid';"
    assert messages(make_database, TITLE, "DELETE FROM tb_post; PERFORM pid();", more) == []


def test_triggers(make_database: MakeDatabase) -> None:
    more = """
    CREATE FUNCTION refresh() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM fn_sync(NEW.id);
        RETURN NULL;
    END $$;
    CREATE TRIGGER t AFTER DELETE OR UPDATE OF title ON tb_post FOR EACH ROW EXECUTE FUNCTION refresh();
    """
    assert messages(make_database, TITLE, "UPDATE tb_post SET title = '';", more) == []
    for body in ("UPDATE tb_post SET id = p_id;", "INSERT INTO tb_post VALUES (1, p_id, 1, '');"):
        (message,) = messages(make_database, TITLE, body, more)
        assert message.endswith("no call to `fn_sync`")


def test_triggers_of_truncate(make_database: MakeDatabase) -> None:
    more = """
    CREATE FUNCTION refresh() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN PERFORM fn_sync(NULL); RETURN NULL; END';
    CREATE TRIGGER t AFTER {} ON tb_post EXECUTE FUNCTION refresh();
    """
    for event, silent in (("DELETE", False), ("TRUNCATE", True), ("TRUNCATE OR DELETE", True)):
        found = messages(make_database, TITLE, "TRUNCATE tb_post;", more.format(event))
        assert (found == []) is silent


def test_what_foreign_keys_pass_on(make_database: MakeDatabase) -> None:
    more = """
    ALTER TABLE tb_post DROP CONSTRAINT tb_post_fk_user_fkey,
        ADD FOREIGN KEY (fk_user) REFERENCES tb_user ON DELETE SET NULL ON UPDATE CASCADE;
    """
    for body in ("DELETE FROM tb_user;", "UPDATE tb_user SET pk_user = 2;"):
        (message,) = messages(make_database, AUTHOR, body, more)
        assert "`fn` writes `tb_user" in message
    (message,) = messages(make_database, AUTHOR, "DELETE FROM tb_user;", more)
    assert message.startswith("`fn` writes `tb_user`, and so writes `tb_post.fk_user`")


def test_generated_columns(make_database: MakeDatabase) -> None:
    more = (
        "ALTER TABLE tb_user ADD COLUMN upper text GENERATED ALWAYS AS (upper(coalesce(name, bio))) STORED;"
    )
    upper = SYNC.format(
        data="jsonb_build_object('id', p.id, 'author', u.upper)",
        more="JOIN tb_user AS u ON u.pk_user = p.fk_user",
    )
    for body, expected in (("name = ''", 1), ("bio = ''", 1), ("mail = ''", 0)):
        found = messages(make_database, more + upper, f"UPDATE tb_user SET {body};")
        assert [m.partition(";")[0] for m in found] == ["`fn` writes `tb_user.upper`"] * expected


def test_partitions_and_heirs(make_database: MakeDatabase) -> None:
    more = "CREATE TABLE tb_guest_post (guest text) INHERITS (tb_post);"
    for body in ("UPDATE tb_guest_post SET title = '';", "UPDATE tb_guest_post SET guest = '';"):
        found = messages(make_database, TITLE, body, more)
        assert len(found) == ("title" in body)


def test_a_read_model_that_only_commands_write(make_database: MakeDatabase) -> None:
    url = make_database(
        TABLES
        + """
        CREATE FUNCTION fn_add(p_id uuid) RETURNS uuid LANGUAGE sql AS $$
            INSERT INTO tb_post VALUES (1, p_id, 1, '');
            INSERT INTO tv_post SELECT id, jsonb_build_object('id', id, 'title', title)
                FROM tb_post WHERE id = p_id
            RETURNING id;
        $$;
        """
        + COMMAND.format(body="UPDATE tb_post SET title = '' WHERE id = p_id;")
    )
    schema = SCHEMA.replace("type Mutation {", "type Mutation { add(id: ID!): ID! @command(fn_add) ")
    result = compiled(schema, url)
    assert said(result) == ["`fn` writes `tb_post.title`; `tv_post` embeds it; nothing writes `tv_post`"]
    assert [d.hint for d in result.diagnostics] == ["write `tv_post` as well, as `fn_add` does"]


def test_a_sync_procedure_without_names(make_database: MakeDatabase) -> None:
    sync = """
    CREATE PROCEDURE pr_sync(uuid, p_all boolean DEFAULT false) LANGUAGE plpgsql AS $$
    DECLARE
        v_title text;
        v_data jsonb;
    BEGIN
        SELECT title INTO v_title FROM tb_post WHERE id = $1;
        v_data := jsonb_build_object('id', $1, 'title', v_title);
        UPDATE tv_post SET data = v_data WHERE id = $1;
    END $$;
    """
    url = make_database(TABLES + sync + COMMAND.format(body="UPDATE tb_post SET title = '';"))
    (warning,) = compiled(SCHEMA, url).diagnostics
    assert warning.hint == "add `CALL pr_sync(…);` after the write"
    called = (
        "CREATE OR REPLACE " + COMMAND.format(body="UPDATE tb_post SET title = ''; CALL pr_sync(p_id);")[7:]
    )
    run(url, called)
    assert compiled(SCHEMA, url).diagnostics == []


def test_a_long_statement_is_shown_in_part(make_database: MakeDatabase) -> None:
    body = "\n  UPDATE tb_post\n    SET title = ''" + "\n    -- more" * 9 + "\n    WHERE id = p_id;"
    url = make_database(TABLES + TITLE + COMMAND.format(body=body))
    (warning,) = compiled(SCHEMA, url).diagnostics
    shown = warning.related[0].definition
    assert shown is not None
    assert shown.splitlines()[:3] == ["UPDATE tb_post", "  SET title = ''", "  -- more"]
    assert shown.endswith("\n…")


def test_the_graph(make_database: MakeDatabase) -> None:
    more = """
    CREATE VIEW v_user AS SELECT id, jsonb_build_object('id', id) AS data FROM tb_user;
    CREATE VIEW v_post AS SELECT id, data FROM tv_post;
    CREATE FUNCTION fn_any(p_id uuid) RETURNS uuid LANGUAGE plpgsql AS 'BEGIN EXECUTE p_id; RETURN p_id; END';
    """
    body = "UPDATE tb_post SET title = ''; PERFORM fn_sync(p_id);"
    schema = """
    type User @view(v_user) { id: ID! }
    type Post @view(v_post) { id: ID! }
    type Query { post(id: ID!): Post user(id: ID!): User users: [User!]! posts: Int! @view(tv_post) }
    type Mutation { go(id: ID!): Post! @command(fn) any(id: ID!): ID! @command(fn_any) }
    """
    covered = compiled(schema, make_database(TABLES + TITLE + more + COMMAND.format(body=body))).coverage
    assert covered is not None
    assert text(graph(covered)).splitlines() == [
        "Commands",
        "  go: fn",
        "    writes tb_post",
        "    refreshes tv_post",
        "  any: fn_any",
        "    and what dynamic SQL or another language does, which is not known",
        "",
        "Read models",
        "  tv_post",
        "    filled by fn_sync",
        "    made of tb_post",
        "  v_post: Post",
        "    made of tv_post",
        "  v_user: User",
        "    made of tb_user",
    ]
    assert mermaid(graph(covered)).splitlines() == [
        "flowchart LR",
        '  n1(["fn"]) --> n2[("tb_post")]',
        '  n1 -.-> n3[("tv_post")]',
        "  n2 --> n3",
        '  n3 --> n4[("v_post")]',
        '  n5[("tb_user")] --> n6[("v_user")]',
        '  n4 --> n7["Post"]',
        '  n6 --> n8["User"]',
    ]


class TestTooEarly:
    def test_a_write_after_the_sync(self, make_database: MakeDatabase) -> None:
        body = "PERFORM fn_sync(p_id); UPDATE tb_post SET title = '';"
        assert messages(make_database, TITLE, body) == [
            "`fn` calls `fn_sync` before it writes `tb_post.title`, so that `tv_post` misses the change"
        ]

    @pytest.mark.parametrize(
        "body",
        [
            "PERFORM fn_sync(p_id); UPDATE tb_post SET title = ''; PERFORM fn_sync(p_id);",
            "PERFORM fn_sync(p_id); IF true THEN UPDATE tb_post SET title = ''; END IF;",
            "DELETE FROM tv_post; PERFORM fn_sync(p_id); UPDATE tb_post SET title = '';",
            "PERFORM fn_sync(p_id); UPDATE tb_user SET name = '';",
        ],
    )
    def test_silent(self, make_database: MakeDatabase, body: str) -> None:
        assert messages(make_database, TITLE, body) == []


class TestUnrefreshed:
    VIEW = """
        CREATE MATERIALIZED VIEW mv AS
        SELECT id, jsonb_build_object('id', id, 'title', title) AS data FROM tb_post;
    """
    JOB = "CREATE FUNCTION job(n text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN {body}; END $$;"

    @pytest.mark.parametrize(
        ("more", "commands", "expected"),
        [
            ("", 1, ""),
            ("", 2, "; so does another"),
            ("", 3, "; so do 2 more commands"),
            ("CREATE FUNCTION job() RETURNS void LANGUAGE sql AS 'REFRESH MATERIALIZED VIEW mv';", 1, None),
            (JOB.format(body="EXECUTE format('refresh materialized view %I', n)"), 1, None),
            (JOB.format(body="EXECUTE n"), 1, ""),
        ],
    )
    def test_a_note(
        self, make_database: MakeDatabase, more: str, commands: int, expected: str | None
    ) -> None:
        body = COMMAND.format(body="UPDATE tb_post SET title = '';")
        bodies = "".join(body.replace("fn(", f"fn{n}(") for n in range(commands))
        fields = "".join(f"go{n}(id: ID!): ID! @command(fn{n}) " for n in range(commands))
        types = "type Post @view(mv) { id: ID! } type Query { post(id: ID!): Post }"
        schema = f"{types} type Mutation {{ {fields}}}"
        found = compiled(schema, make_database(TABLES + self.VIEW + more + bodies)).diagnostics
        message = "nothing in the database refreshes `mv`, which `fn0` makes stale: it writes `tb_post.title`"
        assert [d.message for d in found if d.code == "FQ503"] == (
            [message + expected] if expected is not None else []
        )
