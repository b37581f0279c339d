"""Bodies of functions as statements. PostgreSQL accepts each body here, unless its test says otherwise."""

from __future__ import annotations

from textwrap import dedent

import pytest

from fraiseql.compiler.analyse.body import statements
from fraiseql.compiler.analyse.lexer import Token, tokens, value
from fraiseql.compiler.analyse.reader import Statement
from fraiseql.compiler.catalog import Function
from fraiseql.compiler.introspect import connect, introspect
from tests.postgres import MakeDatabase

TABLES = """
CREATE TABLE tb_user (pk_user int PRIMARY KEY, id uuid, name text);
CREATE TABLE tb_post (pk_post int PRIMARY KEY, fk_user int REFERENCES tb_user, title text);
CREATE PROCEDURE pr_touch(p_id int) LANGUAGE sql AS '';
"""


def function(body: str | None, language: str = "plpgsql") -> Function:
    return Function(
        schema="public",
        name="fn",
        kind="function",
        parameters=(),
        returns="void",
        signature="public.fn()",
        language=language,
        body=body,
    )


def read(body: str, language: str = "plpgsql") -> tuple[Statement, ...]:
    return statements(function(body, language))


def shown(found: tuple[Statement, ...]) -> list[tuple[str, ...]]:
    """Kind, SQL on one line, and targets."""
    return [(s.kind, " ".join(s.sql.split()), *s.into) for s in found]


BODIES: dict[str, tuple[str, str, list[tuple[str, ...]]]] = {
    "queries": (
        "plpgsql",
        """
        DECLARE
            v_id int; v_name text; v_row record; v_both tb_user%ROWTYPE;
        BEGIN
            SELECT pk_user, name INTO v_id, v_name FROM tb_user WHERE name = 'into x';
            SELECT INTO STRICT v_row * FROM tb_user;
            SELECT u.name FROM tb_user u INTO v_name;
            INSERT INTO tb_user (pk_user) VALUES (1) RETURNING pk_user INTO v_row.pk_user;
            WITH gone AS (DELETE FROM tb_post RETURNING *) SELECT count(*) INTO v_id FROM gone;
            UPDATE tb_user SET name = 'a;b' WHERE pk_user = v_id RETURNING * INTO STRICT v_both;
            DELETE FROM tb_user;
            PERFORM set_config('a', 'b', true);
            CALL pr_touch(v_id);
            TRUNCATE tb_post;
        END
        """,
        [
            ("query", "SELECT pk_user, name FROM tb_user WHERE name = 'into x'", "v_id", "v_name"),
            ("query", "SELECT * FROM tb_user", "v_row"),
            ("query", "SELECT u.name FROM tb_user u", "v_name"),
            ("query", "INSERT INTO tb_user (pk_user) VALUES (1) RETURNING pk_user", "v_row.pk_user"),
            ("query", "WITH gone AS (DELETE FROM tb_post RETURNING *) SELECT count(*) FROM gone", "v_id"),
            ("query", "UPDATE tb_user SET name = 'a;b' WHERE pk_user = v_id RETURNING *", "v_both"),
            ("query", "DELETE FROM tb_user"),
            ("query", "SELECT set_config('a', 'b', true)"),
            ("query", "CALL pr_touch(v_id)"),
            ("query", "TRUNCATE tb_post"),
        ],
    ),
    "assignments": (
        "plpgsql",
        """
        #variable_conflict use_column
        <<outermost>>
        DECLARE
            a int := 1; b CONSTANT numeric(10, 2) NOT NULL DEFAULT 2 + 3; c text COLLATE "C" = 'x';
            list int[] = '{}'; r tb_user; "Odd ""name" text; perform int; e ALIAS FOR a;
        BEGIN
            a := (SELECT count(*) FROM tb_user);
            list[a + 1] = 4;
            r.name := CASE WHEN a > 1 THEN 'x' ELSE 'y' END;
            "Odd ""name" := 'z';
            perform := 3;
            outermost.a := 5;
            e := 6;
            GET CURRENT DIAGNOSTICS a = ROW_COUNT, c := PG_CONTEXT;
            NULL;
        END outermost;
        """,
        [
            ("assign", "SELECT 1", "a"),
            ("assign", "SELECT 2 + 3", "b"),
            ("assign", "SELECT 'x'", "c"),
            ("assign", "SELECT '{}'", "list"),
            ("assign", "SELECT (SELECT count(*) FROM tb_user)", "a"),
            ("assign", "SELECT 4", "list[]"),
            ("assign", "SELECT CASE WHEN a > 1 THEN 'x' ELSE 'y' END", "r.name"),
            ("assign", "SELECT 'z'", 'Odd "name'),
            ("assign", "SELECT 3", "perform"),
            ("assign", "SELECT 5", "outermost.a"),
            ("assign", "SELECT 6", "e"),
            ("assign", "", "a", "c"),
        ],
    ),
    "branches": (
        "plpgsql",
        """
        DECLARE a int := 1;
        BEGIN
            IF a > 1 AND (CASE WHEN a > 2 THEN true END) THEN
                DELETE FROM tb_post;
            ELSIF a = 2 THEN
                NULL;
            ELSEIF EXISTS (SELECT FROM tb_user) THEN
                PERFORM 1;
            ELSE
                RAISE NOTICE 'none';
            END IF;
            CASE a WHEN 1, 2 THEN PERFORM 2; ELSE PERFORM 3; END CASE;
            CASE WHEN a IS NULL THEN PERFORM 4; END CASE;
            BEGIN
                PERFORM 5;
            EXCEPTION
                WHEN no_data_found OR SQLSTATE '22012' THEN GET STACKED DIAGNOSTICS a = RETURNED_SQLSTATE;
                WHEN others THEN PERFORM 6;
            END;
            PERFORM 7;
        END;
        """,
        [
            ("assign", "SELECT 1", "a"),
            ("expression", "SELECT a > 1 AND (CASE WHEN a > 2 THEN true END)"),
            ("query", "DELETE FROM tb_post"),
            ("expression", "SELECT a = 2"),
            ("expression", "SELECT EXISTS (SELECT FROM tb_user)"),
            ("query", "SELECT 1"),
            ("expression", "SELECT a"),
            ("expression", "SELECT 1, 2"),
            ("query", "SELECT 2"),
            ("query", "SELECT 3"),
            ("expression", "SELECT a IS NULL"),
            ("query", "SELECT 4"),
            ("query", "SELECT 5"),
            ("assign", "", "a"),
            ("query", "SELECT 6"),
            ("query", "SELECT 7"),
        ],
    ),
    "loops": (
        "plpgsql",
        """
        DECLARE
            r record; a int; b text; list int[]; v_sql text := 'SELECT 1';
            c CURSOR (p_key int) FOR SELECT name FROM tb_user WHERE pk_user = p_key FOR UPDATE;
            d NO SCROLL CURSOR IS SELECT 1;
            u refcursor;
        BEGIN
            <<rows>>
            FOR r IN SELECT * FROM tb_post LOOP
                EXIT rows WHEN r.title = 'x';
                CONTINUE;
            END LOOP rows;
            FOR a, b IN SELECT pk_post, title FROM tb_post LOOP NULL; END LOOP;
            FOR i IN REVERSE 10..a + 1 BY 2 LOOP PERFORM i; END LOOP;
            FOR r IN EXECUTE v_sql || $1 USING a, b LOOP NULL; END LOOP;
            FOR r IN EXECUTE 'SELECT 2' LOOP NULL; END LOOP;
            FOR r IN c(p_key := 1) LOOP NULL; END LOOP;
            FOREACH a SLICE 0 IN ARRAY ARRAY[1, 2] LOOP NULL; END LOOP;
            FOREACH a IN ARRAY list LOOP NULL; END LOOP;
            WHILE a < 3 LOOP EXIT WHEN CASE WHEN a > 1 THEN true END; END LOOP;
            LOOP EXIT; END LOOP;
            OPEN c (2);
            OPEN u FOR SELECT title FROM tb_post;
            OPEN u NO SCROLL FOR EXECUTE 'SELECT 3' USING a;
            FETCH NEXT FROM u INTO a, b;
            MOVE c;
            CLOSE c;
        END
        """,
        [
            ("assign", "SELECT 'SELECT 1'", "v_sql"),
            ("for", "SELECT * FROM tb_post", "r"),
            ("expression", "SELECT r.title = 'x'"),
            ("for", "SELECT pk_post, title FROM tb_post", "a", "b"),
            ("expression", "SELECT 10"),
            ("expression", "SELECT a + 1"),
            ("expression", "SELECT 2"),
            ("query", "SELECT i"),
            ("expression", "SELECT a"),
            ("expression", "SELECT b"),
            ("dynamic", "SELECT v_sql || $1", "r"),
            ("for", "SELECT 2", "r"),
            ("for", "SELECT name FROM tb_user WHERE pk_user = p_key FOR UPDATE", "r"),
            ("expression", "SELECT ARRAY[1, 2]"),
            ("assign", "", "a"),
            ("expression", "SELECT list"),
            ("assign", "", "a"),
            ("expression", "SELECT a < 3"),
            ("expression", "SELECT CASE WHEN a > 1 THEN true END"),
            ("query", "SELECT name FROM tb_user WHERE pk_user = p_key FOR UPDATE"),
            ("query", "SELECT title FROM tb_post"),
            ("expression", "SELECT a"),
            ("query", "SELECT 3"),
            ("assign", "", "a", "b"),
        ],
    ),
    "results": (
        "plpgsql",
        """
        DECLARE v text;
        BEGIN
            RETURN QUERY SELECT pk_user, name FROM tb_user;
            RETURN QUERY EXECUTE 'SELECT 1, ''a''::text';
            RETURN QUERY EXECUTE format('SELECT 1, %L', v) USING v;
            RETURN NEXT;
            EXECUTE 'DELETE FROM tb_post';
            EXECUTE $q$SELECT name FROM tb_user WHERE pk_user = $1$q$ INTO STRICT v USING 1;
            EXECUTE E'SELECT \\'a\\'' INTO v;
            EXECUTE v;
            ASSERT v IS NOT NULL, 'no v';
            RAISE EXCEPTION 'it is % and %', v, upper(v) USING ERRCODE = 'P0002', HINT = v <> 'x';
            RAISE division_by_zero;
            RAISE SQLSTATE '22012' USING MESSAGE := v;
            RAISE;
            COMMIT AND CHAIN;
            RETURN;
        END
        """,
        [
            ("return query", "SELECT pk_user, name FROM tb_user"),
            ("return query", "SELECT 1, 'a'::text"),
            ("expression", "SELECT v"),
            ("dynamic", "SELECT format('SELECT 1, %L', v)"),
            ("query", "DELETE FROM tb_post"),
            ("expression", "SELECT 1"),
            ("query", "SELECT name FROM tb_user WHERE pk_user = $1", "v"),
            ("dynamic", r"SELECT E'SELECT \'a\''", "v"),
            ("dynamic", "SELECT v"),
            ("expression", "SELECT v IS NOT NULL, 'no v'"),
            ("expression", "SELECT v"),
            ("expression", "SELECT upper(v)"),
            ("expression", "SELECT 'P0002'"),
            ("expression", "SELECT v <> 'x'"),
            ("expression", "SELECT v"),
        ],
    ),
    "text": (
        "plpgsql",
        """
        BEGIN -- a comment; with ' and "
            /* another; /* nested */ ' */
            PERFORM 'it''s; -- not one', "name;", $x$ ; ' $x$, E'\\'; ', U&'\\0061', B'01'
                FROM tb_user "name;"(a, "name;");
        END
        """,
        [
            (
                "query",
                (
                    """SELECT 'it''s; -- not one', "name;", $x$ ; ' $x$, E'\\'; ', U&'\\0061', B'01' """
                    'FROM tb_user "name;"(a, "name;")'
                ),
            ),
        ],
    ),
    "sql": (
        "sql",
        """
        -- Several statements; the last is the result.
        DELETE FROM tb_post WHERE title = ';';
        INSERT INTO tb_user (pk_user) SELECT 1;;
        SELECT pk_user, name FROM tb_user
        """,
        [
            ("query", "DELETE FROM tb_post WHERE title = ';'"),
            ("query", "INSERT INTO tb_user (pk_user) SELECT 1"),
            ("query", "SELECT pk_user, name FROM tb_user"),
        ],
    ),
    "nothing": ("sql", "", []),
}


@pytest.mark.parametrize("name", BODIES)
def test_bodies(name: str, make_database: MakeDatabase) -> None:
    language, body, expected = BODIES[name]
    assert shown(read(body, language)) == expected
    url = make_database(TABLES)
    returns = "void" if name == "nothing" else "SETOF record"
    outs = "" if name == "nothing" else ", OUT x int, OUT y text"
    with connect(url) as connection:
        head = f"CREATE FUNCTION fn(text{outs}) RETURNS {returns} LANGUAGE {language}"
        connection.execute(f"{head} AS $body${body}$body$".encode())
        assert shown(statements(introspect(connection).functions_named("fn")[0])) == expected


def test_places_are_those_of_the_body() -> None:
    found = read("\nBEGIN\n  PERFORM 1;\n\n  x := 2; DELETE FROM t;\nEND")
    assert [(s.offset, s.line) for s in found] == [(17, 3), (28, 5), (31, 5)]


def test_variables_are_those_of_the_blocks_around() -> None:
    body = dedent(
        """
        DECLARE a int := 1; b tb_post.title%TYPE; c CURSOR FOR SELECT 1; d ALIAS FOR $1; e CONSTANT text = a;
        BEGIN
            DECLARE a text; DECLARE f "Odd".t%ROWTYPE; BEGIN PERFORM 1; END;
            FOR i IN 1..2 LOOP PERFORM 2; END LOOP;
            PERFORM 3;
        END
        """
    )
    first, second, inner, _, _, looped, last = read(body)
    assert [*first.variables] == ["a"]
    assert [*second.variables] == ["a", "b", "c", "d", "e"]
    assert {v.name: v.type for v in last.variables.values()} == {
        "a": "int",
        "b": "tb_post.title%TYPE",
        "c": "refcursor",
        "d": "",
        "e": "text",
    }
    assert (last.variables["c"].query, last.variables["d"].alias) == ("SELECT 1", "$1")
    assert (inner.variables["a"].type, inner.variables["f"].type) == ("text", '"Odd".t%ROWTYPE')
    assert looped.variables["i"].type == "integer"


def test_what_may_not_happen_is_conditional() -> None:
    found = read(
        """
        BEGIN
            PERFORM 1;
            IF a THEN PERFORM 2; END IF;
            BEGIN PERFORM 3; EXCEPTION WHEN others THEN PERFORM 4; END;
            LOOP PERFORM 5; BEGIN PERFORM 6; END; END LOOP;
        END
        """
    )
    assert [s.conditional for s in found if s.kind == "query"] == [False, True, False, True, True, True]


def test_bodies_of_the_sql_standard() -> None:
    assert shown(read("RETURN (x + 1)", "sql")) == [("return", "SELECT (x + 1)")]
    atomic = "BEGIN ATOMIC\n DELETE FROM t;\n SELECT CASE WHEN true THEN 1 END;\nEND"
    assert shown(read(atomic, "sql")) == [
        ("query", "DELETE FROM t"),
        ("query", "SELECT CASE WHEN true THEN 1 END"),
    ]
    assert shown(read("BEGIN ATOMIC SELECT 1", "sql")) == [("query", "SELECT 1")]
    assert shown(read("return", "sql")) == [("query", "return")]


def test_values_that_are_returned() -> None:
    body = "BEGIN RETURN NEXT (1, 2); RETURN x + 1; END"
    assert shown(read(body)) == [("return next", "SELECT (1, 2)"), ("return", "SELECT x + 1")]


def test_other_languages_are_unknown() -> None:
    for other in (function("return 1", "plpython3u"), function(None, "c"), function(None)):
        assert [(s.kind, s.sql) for s in statements(other)] == [("unknown", "")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", [("unknown", "")]),
        ("SELECT 1;", [("unknown", "SELECT 1"), ("unknown", "")]),
        ("#option dump", [("unknown", "")]),
        ("BEGIN PERFORM 1;", [("query", "SELECT 1"), ("unknown", "")]),
        ("BEGIN PERFORM 1", [("unknown", "PERFORM 1"), ("unknown", "")]),
        ("BEGIN PERFORM 'x; END", [("unknown", "PERFORM 'x; END"), ("unknown", "")]),
        ("BEGIN PERFORM /* x; END", [("unknown", "PERFORM /* x; END"), ("unknown", "")]),
        ("BEGIN PERFORM $a$ x; END", [("unknown", "PERFORM $a$ x; END"), ("unknown", "")]),
        ("BEGIN PERFORM; PERFORM 1; END", [("unknown", "PERFORM"), ("query", "SELECT 1")]),
        (
            "BEGIN IF a; PERFORM 1; END IF; END",
            [("unknown", "IF a"), ("query", "SELECT 1"), ("unknown", "END IF")],
        ),
        ("BEGIN IF a THEN LOOP PERFORM 1; END IF; END", [("expression", "SELECT a"), ("query", "SELECT 1")]),
        ("BEGIN END; SELECT 1; ;", [("unknown", "SELECT 1")]),
        ("BEGIN ELSE END", [("unknown", "ELSE END"), ("unknown", "")]),
        ("BEGIN ; (SELECT 1); END", [("unknown", ";"), ("unknown", "(SELECT 1)")]),
        ("BEGIN WHEN a THEN NULL; END", [("unknown", "WHEN a THEN NULL")]),
        ("BEGIN EXCEPTION PERFORM 1; END", [("unknown", "EXCEPTION PERFORM 1")]),
        ("BEGIN ELSIF a THEN NULL; END", [("unknown", "ELSIF a THEN NULL")]),
        ("BEGIN SELECT 1 INTO 2; END", [("unknown", "SELECT 1 INTO 2")]),
        ("BEGIN a. := 2; END", [("query", "a. := 2")]),
        ("BEGIN OPEN c; END", [("unknown", "OPEN c")]),
        ("BEGIN FETCH c; END", [("unknown", "FETCH c")]),
        ("BEGIN EXECUTE; END", [("unknown", "EXECUTE")]),
        ("BEGIN EXECUTE B'01'; END", [("dynamic", "SELECT B'01'")]),
        ("BEGIN RAISE USING a; END", [("unknown", "RAISE USING a")]),
        ("BEGIN <<a; END", [("unknown", "<<a")]),
        ("DECLARE a int BEGIN PERFORM 1; END", [("unknown", "END"), ("unknown", "")]),
        ("DECLARE a; b int; BEGIN PERFORM 1; END", [("unknown", "a"), ("query", "SELECT 1")]),
    ],
)
def test_what_cannot_be_read_is_unknown(body: str, expected: list[tuple[str, ...]]) -> None:
    """PostgreSQL refuses these."""
    assert shown(read(body)) == expected


def test_sql_that_breaks_off_is_unknown() -> None:
    assert shown(read("SELECT 1; SELECT 'x", "sql")) == [("query", "SELECT 1"), ("unknown", "SELECT 'x")]


def test_no_nesting_is_too_deep() -> None:
    assert [s.kind for s in read("BEGIN " * 3000 + "END; " * 3000)] == []
    assert len(read("BEGIN PERFORM " + "(" * 3000 + ")" * 3000 + "; END")) == 1


# --- tokens --------------------------------------------------------------------------------------------


def test_tokens_of_numbers_and_signs() -> None:
    assert [t.text for t in tokens("1..10 1.5e3 .5 a::b a:=1 x=>2 é€ a$b $1")] == (
        "1 .. 10 1.5e3 .5 a :: b a := 1 x => 2 é€ a$b $1".split()
    )


def test_names_are_folded_unless_quoted() -> None:
    assert [t.name for t in tokens('Ab "Ab" "a""b" U&"Ab" É 1')] == ["ab", "Ab", 'a"b', "Ab", "É", ""]


def test_a_token_knows_its_place() -> None:
    assert tokens("a  'b' /* c */") == (Token("word", "a", 0, 1, "a"), Token("string", "'b'", 3, 6))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'it''s'", "it's"),
        ("N'a'", "a"),
        ("E'a'", "a"),
        (r"E'\n'", None),
        ("B'01'", None),
        ("U&'a'", None),
        ("$$a'$b$$", "a'$b"),
        ("$x$$$ $x$", "$$ "),
    ],
)
def test_values_of_strings(text: str, expected: str | None) -> None:
    (token,) = tokens(text)
    assert value(token) == expected
