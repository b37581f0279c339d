CREATE TABLE tv_note (id int PRIMARY KEY, body text, meta jsonb, author_id int);
CREATE SEQUENCE note;
CREATE FUNCTION fn_create_note(p_body text, p_author_id int, p_meta jsonb = NULL) RETURNS int LANGUAGE sql
AS $$ INSERT INTO tv_note VALUES (nextval('note'), p_body, p_meta, p_author_id) RETURNING id $$;
CREATE FUNCTION fn_store(meta jsonb) RETURNS jsonb LANGUAGE sql RETURN meta;
CREATE FUNCTION fn_write_at(at timestamptz) RETURNS int LANGUAGE sql RETURN 1;
