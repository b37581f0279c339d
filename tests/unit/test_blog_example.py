"""The SQL of examples/blog: its data, its documents, and its commands."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from graphql import OperationDefinitionNode, parse
from psycopg import Connection
from psycopg.rows import DictRow, dict_row

from tests.postgres import MakeDatabase, run

BLOG = Path(__file__).parents[2] / "examples" / "blog"
SQL = "".join(path.read_text() for path in sorted(BLOG.glob("db/*.sql")))
COUNTS = b"""
    SELECT (SELECT count(*) FROM tb_user) AS users, (SELECT count(*) FROM tb_post) AS posts,
           (SELECT count(*) FROM tb_comment) AS comments,
           (SELECT count(*) FROM tv_user) AS user_documents, (SELECT count(*) FROM tv_post) AS post_documents
"""
ALL = {"users": 1000, "posts": 10_000, "comments": 50_000, "user_documents": 1000, "post_documents": 10_000}
NOBODY = uuid.UUID(int=0)


def example_id(name: str) -> uuid.UUID:
    """The id of `user-1`, `post-1` or `comment-1`."""
    return uuid.UUID(hashlib.md5(name.encode()).hexdigest())


@pytest.fixture(scope="module")
def blog(make_database: MakeDatabase) -> str:
    """The blog's database, with its SQL applied once."""
    return make_database(SQL)


@pytest.fixture
def db(blog: str) -> Iterator[Connection[DictRow]]:
    """A connection whose changes are undone after the test."""
    with psycopg.connect(blog, row_factory=dict_row) as connection:
        # Not UTC, so that a document that depends on the client's time zone shows.
        connection.execute("SET timezone TO 'Asia/Kolkata'")
        yield connection
        connection.rollback()


def one(db: Connection[DictRow], sql: str, *values: object) -> Any:
    """The first column of the only row."""
    (row,) = db.execute(sql.encode(), values).fetchall()
    return next(iter(row.values()))


def document(db: Connection[DictRow], post: uuid.UUID) -> Any:
    """The stored document of a post."""
    return one(db, "SELECT data FROM tv_post WHERE id = %s", post)


def time_text(value: datetime | None) -> str | None:
    """As PostgreSQL writes a point in time in JSON, in a session that is in UTC."""
    if value is None:
        return None
    fraction = f".{value.microsecond:06}".rstrip("0") if value.microsecond else ""
    return f"{value:%Y-%m-%dT%H:%M:%S}{fraction}+00:00"


def user_from_tables(db: Connection[DictRow], pk: int) -> dict[str, Any]:
    """A user's document, made in Python."""
    (row,) = db.execute("SELECT * FROM tb_user WHERE pk_user = %s", [pk]).fetchall()
    del row["pk_user"]
    return row | {"id": str(row["id"]), "created_at": time_text(row["created_at"])}


def post_from_tables(db: Connection[DictRow], post: uuid.UUID) -> dict[str, Any]:
    """A post's document, made in Python."""
    (row,) = db.execute("SELECT * FROM tb_post WHERE id = %s", [post]).fetchall()
    comments = db.execute(
        "SELECT * FROM tb_comment WHERE fk_post = %s ORDER BY created_at, pk_comment", [row.pop("pk_post")]
    ).fetchall()
    times = {name: time_text(row[name]) for name in ("published_at", "created_at", "updated_at")}
    author = user_from_tables(db, row.pop("fk_user"))
    return (
        row
        | times
        | {
            "id": str(row["id"]),
            "author": author,
            "comments": [
                {
                    "id": str(comment["id"]),
                    "body": comment["body"],
                    "created_at": time_text(comment["created_at"]),
                    "author": {
                        key: value
                        for key, value in user_from_tables(db, comment["fk_user"]).items()
                        if key in ("id", "identifier", "name")
                    },
                }
                for comment in comments
            ],
        }
    )


def assert_in_sync(db: Connection[DictRow], post: uuid.UUID) -> dict[str, Any]:
    """The document and the native columns of a post agree with the tables. Returns the document."""
    db.execute("SET LOCAL timezone TO 'UTC'")
    (row,) = db.execute("SELECT * FROM tv_post WHERE id = %s", [post]).fetchall()
    data: dict[str, Any] = row.pop("data")
    assert data == post_from_tables(db, post)
    assert row == {
        "id": uuid.UUID(data["id"]),
        "identifier": data["identifier"],
        "author_id": uuid.UUID(data["author"]["id"]),
        "status": data["status"],
        "views": data["views"],
        "published_at": data["published_at"] and datetime.fromisoformat(data["published_at"]),
        "created_at": datetime.fromisoformat(data["created_at"]),
    }
    return data


# --- the data --------------------------------------------------------------------------------


def test_applying_the_sql_again_changes_nothing(db: Connection[DictRow]) -> None:
    tables = ("tb_user", "tb_post", "tb_comment", "tv_user", "tv_post")
    contents = "SELECT md5(string_agg(xmin || ' ' || t::text, '' ORDER BY id)) FROM {} AS t"
    before = [one(db, contents.format(table)) for table in tables]

    db.execute(SQL.encode())

    assert [one(db, contents.format(table)) for table in tables] == before
    assert db.execute(COUNTS).fetchall() == [ALL]


def test_applying_the_sql_again_keeps_what_was_deleted_deleted(db: Connection[DictRow]) -> None:
    db.execute("SELECT fn_delete_post(%s)", [example_id("post-2")])

    db.execute(SQL.encode())

    assert one(db, "SELECT count(*) FROM tb_post") == 9999


def test_applying_the_sql_again_repairs_the_read_models(db: Connection[DictRow]) -> None:
    db.execute("UPDATE tv_post SET data = '{}', views = -1 WHERE views < 10")
    db.execute("DELETE FROM tv_user WHERE id = %s", [example_id("user-3")])
    db.execute("INSERT INTO tv_user VALUES (gen_random_uuid(), 'ghost', 'Ghost', now(), '{}')")

    db.execute(SQL.encode())

    assert one(db, "SELECT count(*) FROM tv_post WHERE views < 0 OR data = '{}'") == 0
    assert one(db, "SELECT count(*) FROM tv_user WHERE identifier = 'ghost'") == 0
    assert db.execute(COUNTS).fetchall() == [ALL]


def test_every_read_model_row_equals_its_view(db: Connection[DictRow]) -> None:
    db.execute("SET LOCAL timezone TO 'UTC'")
    for subject in ("user", "post"):
        difference = f"""
            SELECT count(*) FROM (TABLE tv_{subject}) AS t
            FULL JOIN v_{subject} AS v ON v.id = t.id
            WHERE (t.id, t.identifier, t.created_at, t.data)
                IS DISTINCT FROM (v.id, v.identifier, v.created_at, v.data)
        """
        assert one(db, difference) == 0


@pytest.mark.parametrize("number", [1, 2, 7, 10, 20, 25, 50, 100, 125, 2500, 4321, 10_000])
def test_post_documents_agree_with_the_tables(db: Connection[DictRow], number: int) -> None:
    assert_in_sync(db, example_id(f"post-{number}"))


@pytest.mark.parametrize("number", [1, 5, 6, 7, 11, 500, 1000])
def test_user_documents_agree_with_the_tables(db: Connection[DictRow], number: int) -> None:
    db.execute("SET LOCAL timezone TO 'UTC'")
    (row,) = db.execute("SELECT * FROM tv_user WHERE id = %s", [example_id(f"user-{number}")]).fetchall()
    pk = one(db, "SELECT pk_user FROM tb_user WHERE id = %s", row["id"])
    data = row.pop("data")
    assert data == user_from_tables(db, pk)
    assert row == {
        "id": uuid.UUID(data["id"]),
        "identifier": data["identifier"],
        "name": data["name"],
        "created_at": datetime.fromisoformat(data["created_at"]),
    }


@pytest.mark.parametrize(
    ("what", "where"),
    [
        ("a null", "data->'excerpt' = 'null'"),
        ("a post never published", "published_at IS NULL"),
        ("an empty text", "data->>'content' = ''"),
        ("an empty list of scalars", "data->'tags' = '[]'"),
        ("an empty list of objects", "data->'comments' = '[]'"),
        ("many comments", "jsonb_array_length(data->'comments') > 200"),
        ("long text", "length(data->>'content') = 102400"),
        ("a quote", "data->>'title' LIKE '%\"%'"),
        ("an apostrophe", "data->>'title' LIKE '%''%'"),
        ("a backslash", r"data->>'title' LIKE '%\\%'"),
        ("a percent sign", r"data->>'title' LIKE '%\%%'"),
        ("an underscore", r"data->>'title' LIKE '%\_%'"),
        ("a line break", "data->>'title' LIKE E'%\\n%'"),
        ("an emoji of several code points", "data->>'title' LIKE E'%\\U0001F469\\u200D%'"),
        ("a combining mark", "data->>'title' LIKE E'%e\\u0301%'"),
        ("right-to-left text", "data->>'title' LIKE '%שלום%'"),
        ("a dollar sign", "data->>'title' LIKE '%$1%'"),
        ("a tag that says NULL", "data->'tags' ? 'NULL'"),
    ],
)
def test_the_data_holds_the_awkward_cases(db: Connection[DictRow], what: str, where: str) -> None:
    assert one(db, f"SELECT count(*) FROM tv_post WHERE {where.replace('%', '%%')}") > 0, what


def test_some_users_have_no_post_and_some_hold_nulls(db: Connection[DictRow]) -> None:
    assert (
        one(
            db, "SELECT count(*) FROM tv_user u WHERE NOT EXISTS (SELECT FROM tv_post WHERE author_id = u.id)"
        )
        == 10
    )
    assert one(db, "SELECT count(*) FROM tv_user WHERE data->'email' = 'null' AND data->'bio' = 'null'") > 0
    assert one(db, "SELECT count(*) FROM tv_user WHERE data->>'bio' = ''") > 0


# --- the commands ----------------------------------------------------------------------------


def test_create_post(db: Connection[DictRow]) -> None:
    author = example_id("user-1")
    post = one(
        db,
        "SELECT fn_create_post(%s, %s, %s, %s, %s, %s::text[], %s)",
        author, "Ten % of \"it\"", "ten-of-it", "Text", "Short", ["a,b", 'c"d', "é"], "published",
    )  # fmt: skip
    data = assert_in_sync(db, post)
    assert data["title"] == 'Ten % of "it"'
    assert data["tags"] == ["a,b", 'c"d', "é"]
    assert data["status"] == "published"
    assert data["published_at"] == data["created_at"]
    assert data["author"]["id"] == str(author)
    assert data["comments"] == []


def test_create_post_with_the_least(db: Connection[DictRow]) -> None:
    post = one(db, "SELECT fn_create_post(%s, %s)", example_id("user-1"), "  Hello, World! 100% ")
    data = assert_in_sync(db, post)
    assert data["identifier"] == "hello-world-100"
    assert (data["content"], data["excerpt"], data["tags"]) == ("", None, [])
    assert (data["status"], data["published_at"]) == ("draft", None)


def test_update_post_changes_what_is_given(db: Connection[DictRow]) -> None:
    post = example_id("post-8")
    before = document(db, post)
    assert before["status"] == "draft"

    assert one(db, "SELECT fn_update_post(%s, p_title => 'New', p_tags => '{}')", post) == post

    data = assert_in_sync(db, post)
    assert data == before | {"title": "New", "tags": [], "updated_at": data["updated_at"]}
    assert data["updated_at"] > before["updated_at"]


def test_publishing_a_post_says_when_and_only_the_first_time(db: Connection[DictRow]) -> None:
    post = example_id("post-8")
    db.execute("SELECT fn_update_post(%s, p_status => 'published')", [post])
    first = assert_in_sync(db, post)
    assert first["published_at"] == first["updated_at"]

    old = document(db, example_id("post-1"))["published_at"]
    db.execute("SELECT fn_update_post(%s, p_status => 'published')", [example_id("post-1")])
    assert assert_in_sync(db, example_id("post-1"))["published_at"] == old


def test_delete_post(db: Connection[DictRow]) -> None:
    post = example_id("post-1")
    assert one(db, "SELECT fn_delete_post(%s)", post) == post
    assert one(db, "SELECT count(*) FROM tv_post WHERE id = %s", post) == 0
    assert one(db, "SELECT count(*) FROM tb_post") == 9999
    assert one(db, "SELECT count(*) FROM tb_comment") == 50_000 - 205


def test_add_comment_returns_the_post(db: Connection[DictRow]) -> None:
    post = example_id("post-10")
    assert document(db, post)["comments"] == []
    assert one(db, "SELECT fn_add_comment(%s, %s, %s)", post, example_id("user-2"), "שלום 👋") == post
    (comment,) = assert_in_sync(db, post)["comments"]
    assert comment["body"] == "שלום 👋"
    assert comment["author"]["id"] == str(example_id("user-2"))


def test_comments_added_at_once_are_all_in_the_document(blog: str) -> None:
    author = example_id("user-1")
    with psycopg.connect(blog) as first, psycopg.connect(blog, autocommit=True) as second:
        (row,) = second.execute("SELECT fn_create_post(%s, 'Two at once')", [author]).fetchall()
        try:
            first.execute("SELECT fn_add_comment(%s, %s, 'first')", [row[0], author])
            add = ("SELECT fn_add_comment(%s, %s, 'second')", [row[0], author])
            waiting = threading.Thread(target=second.execute, args=add)
            waiting.start()
            waiting.join(timeout=0.3)
            assert waiting.is_alive(), "the second command waits for the first"
            first.commit()
            waiting.join(timeout=10)
            comments = second.execute(
                "SELECT data->'comments' FROM tv_post WHERE id = %s", [row[0]]
            ).fetchall()
        finally:
            second.execute("SELECT fn_delete_post(%s)", [row[0]])
    assert [comment["body"] for comment in comments[0][0]] == ["first", "second"]


def test_a_changed_user_reaches_the_documents_when_both_are_synced(db: Connection[DictRow]) -> None:
    post = example_id("post-5")
    author = one(db, "SELECT author_id FROM tv_post WHERE id = %s", post)
    db.execute("UPDATE tb_user SET name = 'Renamed' WHERE id = %s", [author])
    db.execute("SELECT fn_sync_tv_user(ARRAY[%s::uuid])", [author])
    db.execute("SELECT fn_sync_tv_post(ARRAY(SELECT id FROM tv_post WHERE author_id = %s))", [author])
    assert one(db, "SELECT name FROM tv_user WHERE id = %s", author) == "Renamed"
    assert assert_in_sync(db, post)["author"]["name"] == "Renamed"


NO_IDENTIFIER = "The identifier must not be empty; this title gives none, so name one."
USER, POST = example_id("user-1"), example_id("post-1")


@pytest.mark.parametrize(
    ("call", "values", "message"),
    [
        ("fn_create_post(%s, 'T')", [NOBODY], f"No user has the id {NOBODY}."),
        ("fn_create_post(%s, 'T')", [None], "No user has the id null."),
        ("fn_create_post(%s, '')", [USER], "The title must not be empty."),
        ("fn_create_post(%s, E' \\t\\n')", [USER], "The title must not be empty."),
        ("fn_create_post(%s, NULL)", [USER], "The title must not be empty."),
        ("fn_create_post(%s, 'T', ' ')", [USER], NO_IDENTIFIER),
        ("fn_create_post(%s, '…')", [USER], NO_IDENTIFIER),
        (
            "fn_create_post(%s, 'T', 'transactions-in-practice-1')",
            [USER],
            'Another post has the identifier "transactions-in-practice-1".',
        ),
        ("fn_update_post(%s)", [NOBODY], f"No post has the id {NOBODY}."),
        ("fn_update_post(NULL)", [], "No post has the id null."),
        ("fn_update_post(%s, ' ')", [POST], "The title must not be empty."),
        ("fn_delete_post(%s)", [NOBODY], f"No post has the id {NOBODY}."),
        ("fn_delete_post(NULL)", [], "No post has the id null."),
        ("fn_add_comment(%s, %s, 'B')", [NOBODY, USER], f"No post has the id {NOBODY}."),
        ("fn_add_comment(%s, %s, 'B')", [POST, NOBODY], f"No user has the id {NOBODY}."),
        ("fn_add_comment(%s, %s, ' ')", [POST, USER], "The comment must not be empty."),
        ("fn_add_comment(%s, %s, NULL)", [POST, USER], "The comment must not be empty."),
    ],
)  # fmt: skip
def test_bad_input_raises_and_changes_nothing(
    blog: str, call: str, values: list[uuid.UUID | None], message: str
) -> None:
    with pytest.raises(psycopg.errors.RaiseException) as raised, psycopg.connect(blog) as connection:
        connection.execute(f"SELECT {call}".encode(), values)
    assert raised.value.diag.message_primary == message
    assert run(blog, COUNTS.decode()) == [tuple(ALL.values())]


def test_the_commands_are_found_by_their_documented_names(db: Connection[DictRow]) -> None:
    names = db.execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY proname"
    ).fetchall()
    assert [row["proname"] for row in names] == [
        "fn_add_comment",
        "fn_create_post",
        "fn_delete_post",
        "fn_sync_tv_post",
        "fn_sync_tv_user",
        "fn_update_post",
    ]


def test_every_foreign_key_has_an_index(db: Connection[DictRow]) -> None:
    without = db.execute("""
        SELECT conrelid::regclass::text, conname FROM pg_constraint AS c
        WHERE contype = 'f' AND NOT EXISTS (
            SELECT FROM pg_index AS i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1]
        )
    """).fetchall()
    assert without == []
    assert one(db, "SELECT count(*) FROM pg_constraint WHERE contype = 'f'") == 3


def test_there_are_no_triggers_and_no_extensions(db: Connection[DictRow]) -> None:
    assert one(db, "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal") == 0
    assert one(db, "SELECT count(*) FROM pg_extension WHERE extname <> 'plpgsql'") == 0


# --- the query files -------------------------------------------------------------------------


def test_the_query_files_follow_their_convention() -> None:
    documents = sorted((BLOG / "queries").glob("*.graphql"))
    kinds = []
    for number, path in enumerate(documents, 1):
        assert re.fullmatch(rf"{number:02}(-[a-z]+)+\.graphql", path.name)
        (operation,) = (
            node for node in parse(path.read_text()).definitions if isinstance(node, OperationDefinitionNode)
        )
        kinds.append(operation.operation.value)
        declared = {variable.variable.name.value for variable in operation.variable_definitions or ()}
        values = path.with_suffix(".json")
        assert values.exists() == bool(declared)
        if declared:
            assert set(json.loads(values.read_text())) <= declared
    assert kinds == sorted(kinds, key=["query", "mutation"].index)
    assert len(list((BLOG / "queries").glob("*.json"))) < len(documents)
