CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TYPE pair AS (a integer, b text);
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN filled AS text NOT NULL;
CREATE DOMAIN word AS filled CHECK (VALUE <> '');
CREATE TABLE tb_word (pk_word int PRIMARY KEY, word word, filled filled);
CREATE TABLE tb_user (
  pk_user int PRIMARY KEY, id uuid NOT NULL UNIQUE, name text NOT NULL, bio text, mood mood NOT NULL, born date,
  stars positive NOT NULL, at timestamptz NOT NULL, local timestamp NOT NULL, span interval NOT NULL, tags text[] NOT NULL, extra jsonb, pair pair,
  score numeric NOT NULL, ratio float8 NOT NULL, ok bool NOT NULL, nick text, CHECK (nick IS NOT NULL AND nick <> ''),
  phone text, mail text, CHECK (num_nonnulls(phone, mail) > 0), CHECK (score > 0));
CREATE TABLE tb_post (pk_post int PRIMARY KEY, title text NOT NULL, fk_user int NOT NULL REFERENCES tb_user, fk_editor int REFERENCES tb_user, body text);
CREATE TABLE tb_comment (pk_comment int PRIMARY KEY, fk_post int NOT NULL REFERENCES tb_post, text text NOT NULL, note text);
INSERT INTO tb_user SELECT n, gen_random_uuid(), 'u' || n, CASE WHEN n = 1 THEN 'bio' END, 'happy', CASE WHEN n = 1 THEN date '2000-01-01' END,
  n, now(), now(), '1 day', '{a}', CASE WHEN n = 1 THEN '{"a": 1}'::jsonb END, CASE WHEN n = 1 THEN ROW(1, 'x')::pair END, 1.5, 2.5, true, 'n',
  CASE WHEN n = 1 THEN '1' END, CASE WHEN n > 1 THEN 'm' END FROM generate_series(1, 3) n;
INSERT INTO tb_post VALUES (1, 'p1', 1, 2, 'b'), (2, 'p2', 1, NULL, NULL), (3, 'p3', 2, NULL, NULL);
INSERT INTO tb_comment VALUES (1, 1, 'c', NULL), (2, 1, 'd', 'n');
CREATE VIEW v_user AS SELECT u.pk_user, u.id, jsonb_build_object('id', u.id, 'name', u.name, 'bio', u.bio) AS data FROM tb_user u;
CREATE FUNCTION fn_doc(p_name text) RETURNS jsonb LANGUAGE sql AS $$ SELECT jsonb_build_object('name', p_name, 'n', 1) $$;
CREATE FUNCTION fn_first(text) RETURNS jsonb LANGUAGE sql AS $$ SELECT jsonb_build_object('a', $1) WHERE $1 <> '' $$;
CREATE FUNCTION fn_plain(p_name text) RETURNS text LANGUAGE sql AS $$ SELECT p_name $$;
CREATE FUNCTION fn_choice(p_yes boolean) RETURNS jsonb LANGUAGE plpgsql AS $$ BEGIN IF p_yes THEN RETURN jsonb_build_object('a', 1); END IF; RETURN NULL; END $$;
CREATE FUNCTION fn_made(p_text text) RETURNS jsonb LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'SELECT 1'; RETURN p_text; END $$;
CREATE FUNCTION fn_self(p_n int) RETURNS jsonb LANGUAGE sql AS $$ SELECT CASE WHEN p_n > 0 THEN fn_self(p_n - 1) ELSE '{}' END $$;
CREATE FUNCTION fn_dynamic(p_text text) RETURNS jsonb LANGUAGE plpgsql AS $$ BEGIN EXECUTE p_text; RETURN '{}'; END $$;
CREATE FUNCTION fn_added(jsonb) RETURNS jsonb LANGUAGE sql AS $$ INSERT INTO tb_user (extra) VALUES ($1) RETURNING extra $$;
CREATE FUNCTION fn_numbered(jsonb, int) RETURNS jsonb LANGUAGE sql AS $$ SELECT jsonb_build_object('a', $1, 'b', $2) $$;
CREATE FUNCTION fn_path() RETURNS jsonb LANGUAGE sql AS $$ SELECT * FROM jsonb_path_query('[1]', '$[*]') $$;
INSERT INTO tb_word VALUES (1, 'w', 'f');
