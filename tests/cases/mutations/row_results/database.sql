CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_post SELECT n, jsonb_build_object('id', n, 'title', 'Post ' || n) FROM generate_series(1, 2) n;
CREATE TYPE size AS (width float8, height float8);
CREATE TYPE import AS (imported int, skipped int, took interval, first jsonb, tags text[], size size);
CREATE FUNCTION fn_outs(
    OUT imported int, OUT skipped int, OUT took interval, OUT first jsonb, OUT tags text[], OUT size size
) LANGUAGE plpgsql AS $$
BEGIN
    imported := 2; skipped := 1; took := '1 hour'; tags := '{a,b}'; size := (1.5, 2);
    SELECT data INTO first FROM tv_post WHERE id = 1;
END $$;
CREATE FUNCTION fn_composite(p_null boolean DEFAULT true) RETURNS import LANGUAGE sql AS $$
    SELECT CASE WHEN NOT p_null THEN (1, 0, NULL, NULL, NULL, NULL)::import END
$$;
CREATE FUNCTION fn_days() RETURNS TABLE (date date, post_count int) LANGUAGE sql AS $$
    VALUES ('2026-01-31'::date, 3), ('2026-02-01', 0)
$$;
CREATE FUNCTION fn_sizes() RETURNS size[] LANGUAGE sql AS 'SELECT ARRAY[(1, 2), (3, 4)]::size[]';
CREATE FUNCTION fn_post(p_id int) RETURNS tv_post LANGUAGE sql AS 'SELECT tv_post FROM tv_post WHERE id = p_id';
CREATE FUNCTION fn_posts() RETURNS SETOF tv_post LANGUAGE sql AS 'SELECT * FROM tv_post ORDER BY id DESC';
CREATE FUNCTION fn_document() RETURNS jsonb LANGUAGE sql AS $$SELECT '{"id": 7, "title": "Made", "more": 1}'::jsonb$$;
CREATE FUNCTION fn_documents() RETURNS json LANGUAGE sql AS $$SELECT '[{"id": 7, "title": "A"}, {"id": 8}]'::json$$;
CREATE FUNCTION fn_document_set() RETURNS SETOF jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('id', n, 'title', 'T') FROM generate_series(1, 2) n
$$;
