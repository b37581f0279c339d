"""Expressions and what is inferred of them, each held against what PostgreSQL returns for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from fraiseql.compiler.analyse.documents import Documents
from fraiseql.compiler.analyse.shape import Object, conforms
from fraiseql.compiler.catalog import Catalog
from fraiseql.compiler.introspect import connect, introspect
from tests.postgres import MakeDatabase, fresh_databases
from tests.shapes import shown

DATABASE = """
CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TYPE pair AS (a integer, b text);
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TABLE tb_user (
  pk_user int PRIMARY KEY, id uuid NOT NULL UNIQUE, name text NOT NULL, bio text, mood mood NOT NULL, born date,
  stars positive NOT NULL, at timestamptz NOT NULL, local timestamp NOT NULL, span interval NOT NULL, tags text[] NOT NULL, extra jsonb, pair pair,
  score numeric NOT NULL, ratio float8 NOT NULL, ok bool NOT NULL, nick text, CHECK (nick IS NOT NULL AND nick <> ''),
  phone text, mail text, CHECK (num_nonnulls(phone, mail) > 0));
CREATE TABLE tb_post (pk_post int PRIMARY KEY, title text NOT NULL, fk_user int NOT NULL REFERENCES tb_user, fk_editor int REFERENCES tb_user, body text);
CREATE TABLE tb_comment (pk_comment int PRIMARY KEY, fk_post int NOT NULL REFERENCES tb_post, text text NOT NULL, note text);
INSERT INTO tb_user SELECT n, gen_random_uuid(), 'u' || n, CASE WHEN n = 1 THEN 'bio' END, 'happy', CASE WHEN n = 1 THEN date '2000-01-01' END,
  n, now(), now(), '1 day', '{a}', CASE WHEN n = 1 THEN '{"a": 1}'::jsonb END, CASE WHEN n = 1 THEN ROW(1, 'x')::pair END, 1.5, 2.5, true, 'n',
  CASE WHEN n = 1 THEN '1' END, CASE WHEN n > 1 THEN 'm' END FROM generate_series(1, 3) n;
INSERT INTO tb_post VALUES (1, 'p1', 1, 2, 'b'), (2, 'p2', 1, NULL, NULL), (3, 'p3', 2, NULL, NULL);
INSERT INTO tb_comment VALUES (1, 1, 'c', NULL), (2, 1, 'd', 'n');
CREATE VIEW v_user AS SELECT u.pk_user, u.id, jsonb_build_object('id', u.id, 'name', u.name, 'bio', u.bio) AS data FROM tb_user u;
CREATE FUNCTION fn_doc(p_name text) RETURNS jsonb LANGUAGE sql AS $$ SELECT jsonb_build_object('name', p_name, 'n', 1) $$;
CREATE FUNCTION fn_plain(p_name text) RETURNS text LANGUAGE sql AS $$ SELECT p_name $$;
CREATE FUNCTION fn_choice(p_yes boolean) RETURNS jsonb LANGUAGE plpgsql AS $$ BEGIN IF p_yes THEN RETURN jsonb_build_object('a', 1); END IF; RETURN NULL; END $$;
CREATE FUNCTION fn_made(p_text text) RETURNS jsonb LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'SELECT 1'; RETURN p_text; END $$;
CREATE FUNCTION fn_self(p_n int) RETURNS jsonb LANGUAGE sql AS $$ SELECT CASE WHEN p_n > 0 THEN fn_self(p_n - 1) ELSE '{}' END $$;
"""

# fmt: off
EXPRESSIONS = [
    ('u.id', 'uuid'),
    ('u.bio', 'text?'),
    ('u.mood', 'public.mood'),
    ('u.stars', 'int4'),
    ('u.pair', '{a: int4~, b: text~}?'),
    ('(u.pair).b', 'text?'),
    ('u.nick', 'text'),
    ('u.phone', 'text~'),
    ('u.extra', 'unknown?'),
    ("u.extra -> 'a'", 'unknown?'),
    ('u', '{pk_user: int4, id: uuid, name: text, bio: text?, mood: public.mood, born: date?, stars: int4, at: timestamptz, local: timestamp, span: interval, tags: [text~], extra: unknown?, pair: {a: int4~, b: text~}?, score: numeric, ratio: float8, ok: bool, nick: text, phone: text~, mail: text~}'),
    ("to_jsonb(u.*) -> 'name'", 'text'),
    ("to_jsonb(u) ->> 'bio'", 'text?'),
    ("'text'", "'text'"),
    ('1', 'int4'),
    ('1.5', 'number'),
    ('true', 'bool'),
    ('NULL', 'null?'),
    ('\'{"a": [1, null], "b": {"c": "x"}, "d": null, "e": true}\'::jsonb', "{a: [number?], b: {c: 'x'}, d: null?, e: boolean}"),
    ("'[]'::jsonb", '[null]'),
    ("'null'::jsonb", 'null?'),
    ("E'a\\nb'", "'a\nb'"),
    ("u.name || 'x'", 'text'),
    ('u.name || u.bio', 'text?'),
    ('u.stars + 1', 'int4'),
    ('u.stars + u.ratio', 'float8'),
    ('u.stars * u.score', 'numeric'),
    ('u.stars ^ 2', 'float8'),
    ('-u.stars', 'int4'),
    ('u.at - u.at', 'interval'),
    ('u.at + u.span', 'timestamptz'),
    ('u.born - u.born', 'int4?'),
    ('u.born + 1', 'date?'),
    ('u.local - u.span', 'timestamp'),
    ('u.at - u.span', 'timestamptz'),
    ('u.born + u.span', 'timestamp?'),
    ("u.tags || 'x'::text", '[text~]'),
    ('u.tags[1]', 'text~'),
    ('u.stars > 1 AND u.bio IS NULL', 'bool'),
    ('NOT u.ok', 'bool'),
    ("u.bio = 'x'", 'bool?'),
    ("u.bio IS DISTINCT FROM 'x'", 'bool'),
    ('u.stars BETWEEN 1 AND 2', 'bool'),
    ("u.name IN ('a', 'b')", 'bool~'),
    ('u.name = ANY (u.tags)', 'bool~'),
    ("u.name LIKE 'a%'", 'bool'),
    ("u.tags @> ARRAY['a']", 'bool'),
    ("u.extra ? 'a'", 'bool?'),
    ('u.name::varchar(10)', 'varchar'),
    ('u.stars::text', 'text'),
    ('u.id::text', 'text'),
    ('u.stars::bigint', 'int8'),
    ('u.tags::text', 'text'),
    ("'happy'::mood", "'happy'"),
    ('u.extra::text', 'text?'),
    ("(u.extra ->> 'a')::int", 'int4?'),
    ("coalesce(u.bio, 'x')", 'text'),
    ('coalesce(u.bio, u.nick)', 'text'),
    ('coalesce(u.bio, u.phone)', 'text~'),
    ("nullif(u.name, 'x')", 'text?'),
    ('greatest(u.stars, 3)', 'int4'),
    ('least(u.bio, u.phone)', 'text~'),
    ("CASE WHEN u.ok THEN 'a' ELSE 'b' END", 'text'),
    ('CASE WHEN u.ok THEN 1 END', 'int4?'),
    ("CASE WHEN u.bio IS NOT NULL THEN u.bio ELSE 'x' END", 'text'),
    ("CASE WHEN u.bio IS NULL THEN 'x' ELSE u.bio END", 'text'),
    ("CASE WHEN u.bio IS NULL OR u.born IS NULL THEN 'x' ELSE u.bio END", 'text'),
    ("CASE WHEN NOT (u.bio IS NOT NULL) THEN 'x' ELSE u.bio END", 'text'),
    ("CASE u.mood WHEN 'happy' THEN 1 WHEN 'sad' THEN 2 END", 'int4?'),
    ("CASE u.mood WHEN 'happy' THEN 1 END", 'int4?'),
    ('CASE WHEN u.ok THEN u.stars ELSE u.ratio END', 'float8'),
    ('lower(u.name)', 'text'),
    ('lower(u.bio)', 'text?'),
    ('length(u.name)', 'int4'),
    ('now()', 'timestamptz'),
    ('CURRENT_DATE', 'date'),
    ('CURRENT_SCHEMA', 'name~'),
    ("concat(u.bio, 'x')", 'text'),
    ("concat_ws(' ', u.bio)", 'text~'),
    ('round(u.score)', 'numeric'),
    ('round(u.stars)', 'float8'),
    ('abs(u.stars)', 'int4'),
    ("date_trunc('day', u.at)", 'timestamptz'),
    ("date_trunc('day', u.born)", 'timestamptz?'),
    ('extract(year FROM u.born)', 'numeric?'),
    ('EXTRACT(epoch FROM u.at)', 'numeric'),
    ("u.at AT TIME ZONE 'utc'", 'timestamp'),
    ('trim(BOTH FROM u.name)', 'text'),
    ('substring(u.name FROM 1 FOR 2)', 'text'),
    ("position('a' IN u.name)", 'int4'),
    ("overlay(u.name PLACING 'x' FROM 1)", 'text'),
    ("interval '1 day'", 'interval'),
    ('pg_catalog.lower(u.name)', 'text'),
    ('u.name COLLATE "C"', 'text'),
    ('array_length(u.tags, 1)', 'int4~'),
    ("array_to_string(u.tags, ',')", 'text~'),
    ("jsonb_build_object('a', u.id, 'b', u.bio)", '{a: uuid, b: text?}'),
    ("json_build_object('a', u.id)", '{a: uuid}'),
    ("jsonb_build_object('a', 1, u.name, 2)", '{a: unknown~, …}'),
    ('jsonb_build_object(VARIADIC u.tags || u.tags)', '{…}'),
    ('jsonb_build_array(u.id, u.bio, 1)', '[(uuid | text | int4)?]'),
    ('jsonb_build_array(VARIADIC u.tags)', '[unknown~]'),
    ('to_jsonb(u.name)', 'text'),
    ('to_jsonb(u.bio)', 'text?'),
    ("row_to_json(u) -> 'id'", 'uuid'),
    ('array_to_json(u.tags)', '[text~]'),
    ('to_jsonb(u.tags)', '[text~]'),
    ('to_jsonb(ROW(1, u.bio))', '{f1: int4, f2: text?}'),
    ("jsonb_build_object('a', 1) || jsonb_build_object('b', u.bio)", '{a: int4, b: text?}'),
    ("jsonb_build_object('a', 1, 'b', 2) - 'a'", '{b: int4}'),
    ("jsonb_build_object('a', 1, 'b', 2) - ARRAY['a']", '{b: int4}'),
    ("jsonb_build_object('a', 1, 'b', 2) - '{a,b}'::text[]", '{}'),
    ("jsonb_build_object('a', 1) - u.name", '{a-: int4~}'),
    ("u.extra || jsonb_build_object('b', 1)", 'unknown?'),
    ("jsonb_build_object('a', 1) || coalesce(u.extra, '{}')", 'unknown~'),
    ("jsonb_build_array(1) || jsonb_build_array('x')", "[(int4 | 'x')]"),
    ('jsonb_build_array(1) || to_jsonb(u.name)', '[(int4 | text)]'),
    ('to_jsonb(1) || to_jsonb(2)', '[int4]'),
    ("jsonb_strip_nulls(jsonb_build_object('a', u.bio, 'b', 1, 'c', jsonb_build_array(u.bio)))", '{a-: text?, b: int4, c: [text?]}'),
    ("jsonb_strip_nulls(jsonb_build_object('a', u.bio)) || jsonb_build_object('a', 1)", '{a: int4}'),
    ("jsonb_build_object('a', 1) || jsonb_strip_nulls(jsonb_build_object('a', u.bio))", '{a: (int4 | text)}'),
    ("jsonb_set(jsonb_build_object('a', 1), '{b}', '2')", '{a: int4, b: number}'),
    ("jsonb_set(jsonb_build_object('a', 1), '{b}', '2', false)", '{a: int4}'),
    ("jsonb_set(jsonb_build_object('a', jsonb_build_object('x', 1)), '{a,x}', to_jsonb(u.name))", '{a: {x: text}}'),
    ("jsonb_set(jsonb_build_object('a', 1), '{a,x}', '2')", '{a: unknown}'),
    ("jsonb_set(jsonb_build_object('a', 1), '{b,x}', '2')", '{a: int4}'),
    ("jsonb_set(jsonb_build_object('a', 1), u.tags, '2')", 'unknown~'),
    ("jsonb_set(jsonb_strip_nulls(jsonb_build_object('a', u.bio)), '{a}', '2', false)", '{a-: (text | number)~}'),
    ("jsonb_build_object('a', jsonb_build_object('b', 1)) #> '{a,b}'", 'int4'),
    ("jsonb_build_object('a', jsonb_build_object('b', 'x')) #>> ARRAY['a', 'b']", "'x'"),
    ("jsonb_build_object('a', 1) -> u.name", 'unknown~'),
    ("jsonb_build_object('a', 1) ->> u.name", 'text~'),
    ("(jsonb_build_object('a', 1))['a']", 'int4'),
    ("jsonb_build_object('a', 1) -> 'b'", 'null?'),
    ('jsonb_build_array(1, 2) -> 0', 'int4~'),
    ("u.extra -> 'a' -> 0", 'unknown~'),
    ("jsonb_build_object('k', 'v') ->> 'k'", "'v'"),
    ('jsonb_object_agg(u.name, 1) OVER ()', '{…}~'),
    ('row_number() OVER ()', 'int8'),
    ('count(*) OVER ()', 'number'),
    ('sum(u.stars) OVER ()', 'number~'),
    ('lag(u.name) OVER ()', 'text~'),
    ('first_value(u.name) OVER ()', 'text~'),
    ('ntile(2) OVER ()', 'int4'),
    ('ARRAY[u.id]', '[uuid]'),
    ("ARRAY[u.bio, 'x']", '[text?]'),
    ('ARRAY[]::text[]', '[text~]'),
    ('ARRAY(SELECT p.title FROM tb_post p)', '[text]'),
    ('ARRAY(SELECT p.body FROM tb_post p)', '[text?]'),
    ('(SELECT p.title FROM tb_post p WHERE p.fk_user = u.pk_user LIMIT 1)', 'text?'),
    ('(SELECT count(*) FROM tb_post p WHERE p.fk_user = u.pk_user)', 'number'),
    ('(SELECT max(p.title) FROM tb_post p WHERE p.fk_user = u.pk_user)', 'text?'),
    ('(SELECT sum(p.pk_post) FROM tb_post p WHERE p.fk_user = u.pk_user)', 'number?'),
    ('(SELECT avg(p.pk_post) FROM tb_post p)', 'number?'),
    ('(SELECT sum(u2.span) FROM tb_user u2)', 'interval?'),
    ('(SELECT sum(length(p.body)) FROM tb_post p)', 'number?'),
    ("(SELECT string_agg(p.title, ',') FROM tb_post p)", 'text?'),
    ('(SELECT array_agg(p.title) FROM tb_post p)', '[text]?'),
    ("(SELECT bool_and(p.title = 'x') FROM tb_post p)", 'bool?'),
    ('(SELECT mode() WITHIN GROUP (ORDER BY p.title) FROM tb_post p)', 'unknown~'),
    ('(SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY p.title) FROM tb_post p)', 'unknown~'),
    ('(SELECT count(*) FILTER (WHERE p.body IS NULL) FROM tb_post p)', 'number'),
    ('(SELECT jsonb_agg(p.title ORDER BY p.pk_post) FROM tb_post p WHERE p.fk_user = u.pk_user)', '[text]?'),
    ("coalesce((SELECT jsonb_agg(DISTINCT p.body) FROM tb_post p WHERE p.fk_user = u.pk_user), '[]')", '[text?]'),
    ("(SELECT coalesce(json_agg(p.*), '[]') FROM tb_post p WHERE p.fk_user = u.pk_user)", '[{pk_post: int4, title: text, fk_user: int4, fk_editor: int4?, body: text?}]'),
    ('(SELECT jsonb_agg(p.body) FILTER (WHERE p.body IS NOT NULL) FROM tb_post p)', '[text]?'),
    ('(SELECT jsonb_object_agg(p.title, p.body) FROM tb_post p)', '{…}?'),
    ('(SELECT jsonb_agg(x) FROM (SELECT p.pk_post, p.body FROM tb_post p) x)', '[{pk_post: int4, body: text?}]?'),
    ('(SELECT to_jsonb(x) FROM (SELECT 1 AS a, u.bio AS b) x)', '{a: int4, b: text?}'),
    ("(SELECT jsonb_build_object('posts', jsonb_agg(p.title)) FROM tb_post p WHERE p.fk_user = u.pk_user)", '{posts: [text]?}'),
    ('(SELECT jsonb_agg(t) FROM unnest(u.tags) t)', '[text~]?'),
    ('(SELECT jsonb_agg(t ORDER BY n) FROM unnest(u.tags) WITH ORDINALITY AS x(t, n))', '[text~]?'),
    ('(SELECT jsonb_agg(e.value) FROM jsonb_array_elements(jsonb_build_array(1, 2)) e)', '[int4]?'),
    ("(SELECT jsonb_agg(e.v) FROM jsonb_array_elements(u.extra -> 'l') e(v))", '[unknown~]?'),
    ('(SELECT jsonb_agg(n) FROM generate_series(1, 3) n)', '[int4]?'),
    ('(SELECT jsonb_agg(r.a) FROM jsonb_to_recordset(\'[{"a": 1}]\') AS r(a int, b text))', '[int4~]?'),
    ("(SELECT jsonb_agg(v.b) FROM (VALUES (1, 'x'), (2, NULL)) v(a, b))", "['x'?]"),
    ('(SELECT v.a FROM (VALUES (1)) v(a))', 'int4'),
    ('(SELECT 1 UNION SELECT 1)', 'int4'),
    ('(SELECT w.a FROM (SELECT 1 AS a INTERSECT SELECT 1) w)', 'int4?'),
    ('(WITH x AS (SELECT 1 AS a) SELECT x.a FROM x)', 'int4'),
    ('(WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT x.n + 1 FROM x WHERE x.n < 3) SELECT max(x.n) FROM x)', 'int4'),
    ("(WITH RECURSIVE x(d, n) AS (SELECT '{}'::jsonb, 1 UNION ALL SELECT jsonb_build_object('in', x.d), x.n + 1 FROM x WHERE x.n < 6) SELECT x.d FROM x ORDER BY x.n DESC LIMIT 1)", 'unknown?'),
    ('(SELECT v.data FROM v_user v WHERE v.pk_user = u.pk_user)', '{id: uuid, name: text, bio: text?}'),
    ("(SELECT v.data || jsonb_build_object('more', 1) FROM v_user v WHERE v.id = u.id)", '{id: uuid, name: text, bio: text?, more: int4}'),
    ("(SELECT jsonb_agg(v.data -> 'name') FROM v_user v)", '[text]?'),
    ('fn_doc(u.name)', '{name: text, n: int4}'),
    ("fn_doc(u.bio) -> 'name'", 'text?'),
    ('fn_plain(u.name)', 'text~'),
    ('fn_choice(u.ok)', '{a: int4}?'),
    ("fn_made('{}')", 'unknown~'),
    ('fn_self(1)', 'unknown~'),
    ('EXISTS (SELECT FROM tb_post)', 'bool'),
    ("current_setting('x.y', true)", 'text~'),
    ('txid_current()', 'unknown~'),
    ('(SELECT p.a FROM (SELECT p.title AS a, 1 AS b FROM tb_post p ORDER BY 1 LIMIT 1 OFFSET 0) p)', 'text?'),
    ('(SELECT jsonb_agg(c) FROM (SELECT p.title, count(*) AS n, jsonb_agg(p.body) AS l FROM tb_post p GROUP BY p.title) c)', '[{title: text, n: number, l: [text?]}]?'),
    ('(SELECT jsonb_agg(c) FROM (SELECT p.title, count(*) AS n FROM tb_post p GROUP BY ROLLUP (p.title)) c)', '[{title: text~, n: number}]?'),
    ('(SELECT jsonb_agg(c) FROM (SELECT count(*) AS n FROM tb_post p HAVING count(*) > 100) c)', '[{n: number}]?'),
    ('(SELECT jsonb_agg(p) FROM ONLY tb_post p)', '[{pk_post: int4, title: text, fk_user: int4, fk_editor: int4?, body: text?}]?'),
    ('(SELECT jsonb_agg(p) FROM tb_post p TABLESAMPLE SYSTEM (100))', '[unknown~]?'),
    ('(SELECT jsonb_agg(q.x) FROM ROWS FROM (generate_series(1, 2), generate_series(1, 2)) AS q(x, y))', '[unknown~]?'),
    ('u.ctid::text', 'text~'),
    ("(SELECT jsonb_agg(lower(p.body)) FROM tb_post p WHERE lower(p.body) = 'b' AND p.fk_editor + 1 > 0)", '[text]?'),
    ("(SELECT jsonb_agg(p.body) FROM tb_post p WHERE NOT (p.body <> 'b'))", '[text]?'),
    ("(SELECT jsonb_agg(p.body) FROM tb_post p WHERE p.body = ANY ('{b}') OR p.body IN ('c'))", '[text]?'),
    ("(SELECT jsonb_agg(p.body) FROM tb_post p WHERE p.body <> ALL ('{x}'))", '[text]?'),
    ("(SELECT jsonb_agg(p.body) FROM tb_post p WHERE p.body NOT BETWEEN 'x' AND 'y' AND (p.body = 'b') IS TRUE)", '[text]?'),
    ("(SELECT jsonb_agg(p.body) FROM tb_post p WHERE (p.body = 'b') IS NOT FALSE)", '[text?]?'),
    ('(SELECT x.data FROM LATERAL (SELECT u.bio AS data) x)', 'text?'),
    ('(SELECT jsonb_agg(x.*) FROM LATERAL (SELECT u.bio) x)', '[{bio: text?}]'),
    ('(SELECT jsonb_agg(e.name) FROM tb_post p LEFT JOIN tb_user e ON e.pk_user = p.fk_editor)', '[text?]?'),
    ('(SELECT jsonb_agg(e.name) FROM tb_post p LEFT JOIN tb_user e ON e.pk_user = p.fk_user)', '[text]?'),
    ('(SELECT jsonb_agg(e.name) FROM tb_post p LEFT JOIN tb_user e ON e.pk_user = p.fk_editor WHERE e.pk_user > 0)', '[text]?'),
    ('(SELECT jsonb_agg(e) FROM tb_post p LEFT JOIN tb_user e ON e.pk_user = p.fk_editor WHERE e.* IS NOT NULL)', '[{pk_user: int4, id: uuid, name: text, bio: text?, mood: public.mood, born: date?, stars: int4, at: timestamptz, local: timestamp, span: interval, tags: [text~], extra: unknown?, pair: {a: int4~, b: text~}?, score: numeric, ratio: float8, ok: bool, nick: text, phone: text~, mail: text~}]?'),
    ('(SELECT jsonb_agg(e.name) FROM tb_user e RIGHT JOIN tb_post p ON e.pk_user = p.fk_editor)', '[text?]?'),
    ('(SELECT jsonb_agg(jsonb_build_array(e.name, p.title)) FROM tb_user e FULL JOIN tb_post p ON e.pk_user = p.fk_editor)', '[[text?]]?'),
    ('(SELECT jsonb_agg(q) FROM (SELECT * FROM tb_post a JOIN tb_comment c ON c.fk_post = a.pk_post) q)', '[{pk_post: int4, title: text, fk_user: int4, fk_editor: int4?, body: text?, pk_comment: int4, fk_post: int4, text: text, note: text?}]?'),
    ('(SELECT jsonb_agg(q.pk_post) FROM (SELECT pk_post FROM tb_post a FULL JOIN (SELECT 9 AS pk_post) b USING (pk_post)) q)', '[int4~]'),
    ('(SELECT jsonb_agg(q.pk_post) FROM (SELECT pk_post FROM tb_post a JOIN (SELECT 1 AS pk_post) b USING (pk_post)) q)', '[int4]?'),
    ('(SELECT jsonb_agg(q.pk_post) FROM (SELECT pk_post FROM tb_post a NATURAL JOIN (SELECT 1 AS pk_post) b) q)', '[int4]?'),
    ('(SELECT jsonb_agg(q) FROM (SELECT a.title, c.text FROM tb_post a LEFT JOIN (tb_comment c JOIN tb_user x ON x.pk_user = c.pk_comment) ON c.fk_post = a.pk_post) q)', '[{title: text, text: text?}]?'),
    ('(SELECT jsonb_agg(l.n) FROM tb_post p CROSS JOIN LATERAL (SELECT p.body AS n) l)', '[text?]?'),
    ('(SELECT jsonb_agg(l.n) FROM tb_post p LEFT JOIN LATERAL (SELECT count(*) AS n FROM tb_comment c WHERE c.fk_post = p.pk_post) l ON true)', '[number]?'),
    ('(SELECT jsonb_agg(l.n) FROM tb_post p, LATERAL (SELECT coalesce(p.body, p.title) AS n) l)', '[text]?'),
    ("(SELECT x.data -> 'name' FROM v_user x WHERE x.pk_user = u.pk_user)", 'text'),
    ('(SELECT p.title FROM tb_post p WHERE p.pk_post > u.pk_user LIMIT 1)', 'text?'),
    ('(SELECT p.title FROM tb_post p WHERE p.pk_post = u.pk_user)', 'text?'),
    ('(SELECT p.title FROM tb_post p WHERE u.pk_user = 7 LIMIT 1)', 'text?'),
    ('(SELECT jsonb_agg(x.name) FROM tb_user x WHERE x.pk_user = u.pk_user)', '[text]'),
    ('(SELECT jsonb_agg(p.title) FROM tb_post p JOIN tb_user x ON x.pk_user = p.fk_user AND true)', '[text]?'),
    ("(SELECT jsonb_build_object('n', p.n) FROM (SELECT max(q.title) AS n FROM tb_post q) p)", '{n: text?}'),
    ('(SELECT max(w.title) OVER () FROM tb_post w LIMIT 1)', 'text?'),
    ('(SELECT jsonb_agg(x) FROM (SELECT DISTINCT p.title FROM tb_post p) x)', '[{title: text}]?'),
    ('(SELECT jsonb_agg(x.a) FROM (SELECT 1 AS a UNION ALL SELECT 2.5 UNION ALL SELECT NULL) x)', '[number?]'),
    ('(SELECT x.b FROM (SELECT 1, 2) x(a, b))', 'int4'),
    ('(SELECT u.name)', 'text'),
    ("(SELECT jsonb_agg(x) FROM unnest(ARRAY[1, 2], ARRAY['a', 'b']) x(a, b))", '[unknown~]?'),
    ('(SELECT jsonb_agg(x) FROM json_array_elements(\'[{"a": 1}, 2]\') x)', '[({a: number} | number)]?'),
    ('(SELECT jsonb_agg(k) FROM jsonb_object_keys(\'{"a": 1}\') k)', '[unknown~]?'),
    ('(SELECT jsonb_agg(t.x) FROM unnest(u.tags || u.tags) WITH ORDINALITY t(x, n))', '[text~]?'),
    ('num_nulls(u.bio)', 'int4'),
    ("u.born > '2000-01-01'", 'bool?'),
    ('make_date(2000, 1, 1)', 'date'),
    ('to_jsonb(u.extra)', 'unknown?'),
    ("(u.extra)['a']", 'unknown?'),
    ('u.tags[1:2]', 'unknown~'),
    ("((ARRAY[jsonb_build_object('a', 1)])[1]) -> 'a'", 'int4~'),
    ('ROW(u.name, 1)', '{f1: text, f2: int4}'),
    ("jsonb_insert('{}', '{a}', '1')", 'unknown~'),
    ("to_char(u.at, 'YYYY')", 'text'),
    ("'1'::money", 'money'),
    ('pg_typeof(u.name)::text', 'text~'),
    ("format('%s', u.name)", 'text~'),
    ("jsonb_build_object('a', u.bio) -> 'a'", 'text?'),
    ("jsonb_build_object('l', jsonb_build_array(1)) -> 'l' -> 'a'", 'unknown~'),
    ("jsonb_build_object('l', jsonb_build_array(1)) #> '{l,0}'", 'unknown~'),
    ("jsonb_build_object('a', 1) #> '{}'", '{a: int4}'),
    ('jsonb_build_object(\'a\', 1) #> \'{"a"}\'', 'int4'),
    ("to_jsonb(1) -> 'a'", 'null?'),
    ('coalesce(u.extra, \'{"a": {"b": 1}}\') -> \'a\'', 'unknown~'),
    ("CASE WHEN u.ok THEN jsonb_build_object('t', 'A', 'x', 1) ELSE jsonb_build_object('t', 'B') END", "({t: 'A', x: int4} | {t: 'B'})"),
    ("(CASE WHEN u.ok THEN jsonb_build_object('t', 'A', 'x', 1) ELSE jsonb_build_object('t', 'B') END) -> 'x'", 'int4?'),
    ('(CASE WHEN u.ok THEN jsonb_build_object(\'t\', \'A\', \'x\', 1) ELSE jsonb_build_object(\'t\', \'B\') END) || \'{"y": 1}\'', "({t: 'A', x: int4, y: number} | {t: 'B', y: number})"),
    ("jsonb_set(CASE WHEN u.ok THEN jsonb_build_object('t', 'A') ELSE '[]'::jsonb END, '{t}', '1', false)", 'unknown'),
    ('CASE WHEN u.ok THEN \'[1]\'::jsonb ELSE \'["a", null]\'::jsonb END', "[(number | 'a')?]"),
    ("jsonb_set(u.extra, '{a,b}', '1')", 'unknown?'),
    ("u.extra - 'a'", 'unknown?'),
    ("jsonb_build_array('a') - 'a'", "['a']"),
    ("coalesce(u.extra - 'a', '{}') || jsonb_strip_nulls(jsonb_build_object('z', u.bio))", 'unknown~'),
    ("jsonb_build_object('s', 1) || u.extra || jsonb_strip_nulls(jsonb_build_object('s', u.bio))", 'unknown?'),
    ("jsonb_set(jsonb_build_object('a', 1, u.name, 2), '{q,r}', '1')", '{a: unknown~, …}'),
    ("jsonb_build_object('a', 1, u.name, 2) - 'a'", '{a-: null?, …}'),
    ("'{' || u.name", 'text'),
    ("u.extra || 'null'", 'unknown?'),
    ('\'"x"\'::jsonb || u.extra', 'unknown?'),
    ('fn_doc(NULL)', '{name: null?, n: int4}'),
    ("-(u.extra ->> 'a')::int", 'int4?'),
    ("u.ok OR u.bio = 'x'", 'bool~'),
    ("(u.bio = 'x') = (u.name = 'x')", 'bool?'),
    ("date '2000-01-01' + time '10:00'", 'unknown'),
    ("'2000-01-01'::date - '1999-01-01'::date", 'int4'),
    ("NULLIF(u.extra, 'null')", 'unknown?'),
    ('(u.*).name', 'text'),
    ('\'{"a": {"b": [{"c": null}]}}\'::jsonb', '{a: {b: [{c: null?}]}}'),
    ("'{1,2}'::int[]", '[int4~]'),
    ("'{}'::text::jsonb", 'unknown~'),
    ("u.local AT TIME ZONE 'utc'", 'timestamptz'),
    ('jsonb_strip_nulls(\'[{"a": null}]\')', '[{a-: null?}]'),
    ("jsonb_strip_nulls(CASE WHEN u.ok THEN '[]'::jsonb ELSE '{}'::jsonb END)", '([null] | {})'),
    ("jsonb_strip_nulls('{}', true)", 'unknown~'),
    ("CASE WHEN u.bio IS NULL AND u.born IS NULL THEN 'x' ELSE u.bio END", 'text?'),
    ("CASE WHEN (u.bio IS NULL) THEN 'x' ELSE u.bio END", 'text'),
    ("CASE WHEN u.ok IS NOT TRUE THEN 'x' ELSE u.bio END", 'text?'),
    ("CASE WHEN NOT (u.ok IS TRUE) THEN 'x' ELSE u.bio END", 'text?'),
    ('(SELECT jsonb_agg(p.body) FROM tb_post p WHERE p.body IS NULL)', '[text?]?'),
    ("(SELECT jsonb_agg(p.body) FROM tb_post p WHERE p.body NOT IN ('x') AND NOT (p.body NOT IN (SELECT 'y')))", '[text]?'),
    ("(SELECT jsonb_agg(p.body) FROM tb_post p WHERE NOT (p.body = ANY ('{x}')))", '[text?]?'),
    ("(SELECT jsonb_agg(p.body) FROM tb_post p WHERE p.body BETWEEN 'a' AND 'z' OR p.body > 'z')", '[text]?'),
    ('(SELECT jsonb_agg(p.body) FROM tb_post p WHERE NOT (p.body IS NULL OR p.fk_editor IS NULL))', '[text]?'),
    ("(SELECT jsonb_agg(p.body) FROM tb_post p WHERE coalesce(p.body, 'x') = 'x')", '[text?]?'),
]
"""Of a row `u` of tb_user, and the shape, in the notation of `tests/shapes.py`."""
# fmt: on


@pytest.fixture(scope="module")
def database(server: str) -> Iterator[tuple[psycopg.Connection[Any], Catalog]]:
    """A connection to a database that has a view for each expression, and its catalog."""
    views = (
        f"CREATE VIEW v_{number} AS SELECT jsonb_build_object('x', {sql}) AS data FROM tb_user u;"
        for number, (sql, _) in enumerate(EXPRESSIONS)
    )
    with fresh_databases(server) as make:
        url = make(DATABASE + "\n".join(views))
        with connect(url) as connection:
            yield connection, introspect(connection)


@pytest.mark.parametrize("number", range(len(EXPRESSIONS)), ids=[sql[:60] for sql, _ in EXPRESSIONS])
def test_expression(database: tuple[psycopg.Connection[Any], Catalog], number: int) -> None:
    connection, catalog = database
    view = catalog.relation(f"v_{number}")
    assert view is not None
    found = Documents(catalog).column(view, "data")
    assert isinstance(found.shape, Object)
    assert shown(found.shape.keys["x"].shape, found.shape.keys["x"].null) == EXPRESSIONS[number][1]
    for (document,) in connection.execute(f"SELECT data FROM v_{number}").fetchall():
        assert conforms(found.shape, found.null, document)


WRITTEN = [
    # Each: functions that write tv_thing, and the shape of its documents.
    (
        "CREATE FUNCTION fn_a(p_id int, p_name text) RETURNS void LANGUAGE sql AS $$ INSERT INTO tv_thing VALUES "
        "(p_id, jsonb_build_object('id', p_id, 'name', p_name)), (0, '{\"id\": 1}') $$;",
        "({id: int4~, name: text~} | {id: number})",
    ),
    (
        "CREATE FUNCTION fn_a() RETURNS void LANGUAGE sql AS $$ INSERT INTO tv_thing (data, id) "
        "SELECT jsonb_build_object('a', 1), 1; UPDATE tv_thing t SET data = t.data || jsonb_build_object('b', u.bio) "
        "FROM tb_user u WHERE u.pk_user = t.id AND u.bio <> '' $$;",
        "({a: int4} | {a: int4, b: text})",
    ),
    (
        "CREATE FUNCTION fn_a() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE tv_thing SET data['x'] = '1'; END $$;",
        "unknown",
    ),
    (
        "CREATE FUNCTION fn_a() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'UPDATE tv_' || 'thing'; "
        "INSERT INTO tv_thing VALUES (1, '{}'); END $$;",
        "unknown",
    ),
    (
        "CREATE FUNCTION fn_a() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE tv_thing SET data = "
        "jsonb_build_object('in', data); INSERT INTO tv_thing VALUES (1, '{}'); END $$;",
        "unknown",
    ),
    (
        "CREATE FUNCTION fn_a() RETURNS void LANGUAGE sql AS $$ MERGE INTO tv_thing t USING tb_user u "
        "ON u.pk_user = t.id WHEN MATCHED THEN UPDATE SET (data, id) = (jsonb_build_object('a', u.name), u.pk_user) "
        "WHEN NOT MATCHED THEN INSERT (id, data) VALUES (u.pk_user, jsonb_build_object('b', u.name)) $$;",
        "({a: text} | {b: text})",
    ),
    (
        "CREATE FUNCTION fn_a() RETURNS void LANGUAGE sql AS $$ MERGE INTO tv_thing t USING tb_user u ON u.pk_user = t.id "
        "WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (u.pk_user, jsonb_build_object('b', u.name)) $$;",
        "{b: text}",
    ),
    (
        "CREATE FUNCTION fn_a() RETURNS void LANGUAGE plpgsql AS $$ DECLARE d jsonb; u tb_user; n text; m tb_user.name%TYPE; "
        "r tb_user%ROWTYPE; l int[]; q record; BEGIN SELECT * INTO u FROM tb_user LIMIT 1; "
        "SELECT jsonb_build_object('n', u.name), u.name INTO d, n FROM tb_user x; l[1] := 2; m := n; "
        "GET DIAGNOSTICS l = ROW_COUNT; SELECT 1 AS a, 'b' AS b INTO q; "
        "INSERT INTO tv_thing VALUES (1, d || jsonb_build_object('m', m, 'r', r.name, 'l', l, 'q', q.a)); END $$;",
        "{n: text~, m: text~, r: text~, l: [int4~]~, q: int4~}",
    ),
    (
        "CREATE FUNCTION fn_a(u tb_user) RETURNS void LANGUAGE sql SET search_path = app, public AS $$ "
        "INSERT INTO thing VALUES ('{\"other\": 1}'); "
        "WITH x AS (SELECT u.name AS n), y AS (INSERT INTO tv_thing SELECT 1, jsonb_build_object('n', x.n) FROM x RETURNING id) "
        "SELECT id FROM y $$; CREATE SCHEMA app; CREATE TABLE app.thing (data jsonb);",
        "{n: text~}",
    ),
    (
        "CREATE FUNCTION fn_a() RETURNS void LANGUAGE sql AS $$ INSERT INTO tv_thing DEFAULT VALUES; "
        "INSERT INTO tv_thing SELECT * FROM generate_series(1, 2) WITH ORDINALITY AS x, jsonb_each('{}') $$;",
        "unknown",
    ),
    (
        "CREATE FUNCTION fn_a() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.data := '{}'; RETURN NEW; END $$; "
        "CREATE TRIGGER t BEFORE INSERT ON tv_thing FOR EACH ROW EXECUTE FUNCTION fn_a(); "
        "CREATE FUNCTION fn_b() RETURNS void LANGUAGE sql AS $$ INSERT INTO tv_thing VALUES (1, '{}') $$;",
        "unknown",
    ),
    ("SELECT 1;", "unknown"),
]


@pytest.mark.parametrize(("functions", "shape"), WRITTEN, ids=[str(n) for n in range(len(WRITTEN))])
def test_table(make_database: MakeDatabase, functions: str, shape: str) -> None:
    tables = DATABASE[: DATABASE.index("INSERT")] + "CREATE TABLE tv_thing (id int DEFAULT 1, data jsonb DEFAULT '{}');"
    with connect(make_database(f"{tables} SET check_function_bodies = off; {functions}")) as connection:
        catalog = introspect(connection)
    relation = catalog.relation("tv_thing")
    assert relation is not None
    assert shown(Documents(catalog).column(relation, "data").shape) == shape
