-- ({id: int4~, name: text~} | {id: number})
CREATE FUNCTION fn_a(p_id int, p_name text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO tv_thing VALUES (p_id, jsonb_build_object('id', p_id, 'name', p_name)), (0, '{"id": 1}') $$;

-- ({a: int4} | {a: int4, b: text})
CREATE FUNCTION fn_a() RETURNS void LANGUAGE sql AS $$
    INSERT INTO tv_thing (data, id) SELECT jsonb_build_object('a', 1), 1;
    UPDATE tv_thing t SET data = t.data || jsonb_build_object('b', u.bio)
        FROM tb_user u WHERE u.pk_user = t.id AND u.bio <> '' $$;

-- unknown
CREATE FUNCTION fn_a() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tv_thing SET data['x'] = '1';
END $$;

-- unknown
CREATE FUNCTION fn_a() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'UPDATE tv_' || 'thing';
    INSERT INTO tv_thing VALUES (1, '{}');
END $$;

-- unknown
CREATE FUNCTION fn_a() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tv_thing SET data = jsonb_build_object('in', data);
    INSERT INTO tv_thing VALUES (1, '{}');
END $$;

-- ({a: text} | {b: text})
CREATE FUNCTION fn_a() RETURNS void LANGUAGE sql AS $$
    MERGE INTO tv_thing t USING tb_user u
        ON u.pk_user = t.id
        WHEN MATCHED THEN UPDATE SET (data, id) = (jsonb_build_object('a', u.name), u.pk_user)
        WHEN NOT MATCHED THEN INSERT (id, data) VALUES (u.pk_user, jsonb_build_object('b', u.name)) $$;

-- {b: text}
CREATE FUNCTION fn_a() RETURNS void LANGUAGE sql AS $$
    MERGE INTO tv_thing t USING tb_user u
        ON u.pk_user = t.id
        WHEN MATCHED THEN DELETE
        WHEN NOT MATCHED THEN INSERT VALUES (u.pk_user, jsonb_build_object('b', u.name)) $$;

-- {n: text~, m: text~, r: text~, l: [int4~]~, q: int4~}
CREATE FUNCTION fn_a() RETURNS void LANGUAGE plpgsql AS $$
    DECLARE d jsonb; u tb_user; n text; m tb_user.name%TYPE; r tb_user%ROWTYPE; l int[]; q record;
    BEGIN SELECT * INTO u FROM tb_user LIMIT 1;
    SELECT jsonb_build_object('n', u.name), u.name INTO d, n FROM tb_user x; l[1] := 2; m := n;
    GET DIAGNOSTICS l = ROW_COUNT;
    SELECT 1 AS a, 'b' AS b INTO q;
    INSERT INTO tv_thing VALUES (1, d || jsonb_build_object('m', m, 'r', r.name, 'l', l, 'q', q.a));
END $$;

-- {n: text~}
CREATE FUNCTION fn_a(u tb_user) RETURNS void LANGUAGE sql SET search_path = app, public AS $$
    INSERT INTO thing VALUES ('{"other": 1}');
    WITH x AS (SELECT u.name AS n), y AS (INSERT INTO tv_thing SELECT 1, jsonb_build_object('n', x.n) FROM x RETURNING id) SELECT id FROM y $$;
CREATE SCHEMA app;
CREATE TABLE app.thing (data jsonb);

-- unknown
CREATE FUNCTION fn_a() RETURNS void LANGUAGE sql AS $$
    INSERT INTO tv_thing DEFAULT VALUES;
    INSERT INTO tv_thing SELECT * FROM generate_series(1, 2) WITH ORDINALITY AS x, jsonb_each('{}') $$;

-- unknown
CREATE FUNCTION fn_a() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.data := '{}';
    RETURN NEW;
END $$;
CREATE TRIGGER t BEFORE INSERT ON tv_thing FOR EACH ROW EXECUTE FUNCTION fn_a();
CREATE FUNCTION fn_b() RETURNS void LANGUAGE sql AS $$
    INSERT INTO tv_thing VALUES (1, '{}') $$;

-- unknown
SELECT 1;

-- {low: text~, field: text?, n: unknown~, c: text?, r: number, d: {x: int4}~, row: text~, o: text, both: int4?, e: text}
CREATE FUNCTION fn_a(text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO tv_thing SELECT 1, jsonb_build_object(
        'low', pg_catalog.lower($1), 'field', (u).bio, 'n', (jsonb_each(u.extra)).value,
        'c', CASE WHEN u.ok THEN u.name END, 'r', round(u.stars), 'd', public.fn_x($1),
        'row', to_jsonb(u) ->> 'phone', 'o', CASE u.mood WHEN 'happy' THEN 'x' WHEN 'sad' THEN 'y' END,
        'both', (SELECT pk_post FROM tb_post JOIN tb_comment ON pk_post = fk_post WHERE pk_post BETWEEN 1 AND 2), 'e', E'a\\n'
    ) FROM tb_user u $$;
CREATE FUNCTION fn_x(text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('x', 1) FROM tb_user LIMIT 1 $$;

-- {a: unknown~, b: unknown?, c: unknown~, i: int4, k: number, l: timestamptz, m: text?, d: {x: int4, y: int4}, e: ['a'~]?, f: unknown~, g: unknown~, h: [unknown~]}
CREATE FUNCTION fn_a() RETURNS void LANGUAGE sql AS $$
    INSERT INTO tv_thing SELECT 1, jsonb_build_object(
        'a', (SELECT * FROM jsonb_each('{}')), 'b', (SELECT key FROM jsonb_each('{}')),
        'c', (SELECT * FROM jsonb_each('{}') UNION SELECT * FROM jsonb_each('{}')), 'i', (SELECT z.* FROM (SELECT 1 AS x) z), 'k', coalesce(
            (SELECT count(*) FILTER (WHERE true) FROM tb_user), 1), 'l', (SELECT pg_catalog.now()), 'm', (SELECT (u).name FROM tb_user u),
        'd', (SELECT to_jsonb(q) FROM (SELECT * FROM (SELECT 1 AS x) a, (SELECT 2 AS x, 3 AS y) b) q),
        'e', (SELECT jsonb_agg(unnest) FROM unnest(ARRAY['a']::text[])),
        'f', (SELECT e.* FROM pg_catalog.jsonb_each('{}') e), 'g', '{bad'::jsonb -> 'a',
        'h', ARRAY(SELECT * FROM jsonb_each('{}'))
    ) $$;

-- unknown
CREATE FUNCTION fn_a() RETURNS void LANGUAGE sql AS $$
    INSERT INTO tv_thing SELECT 1, 'x'::absent::jsonb;
    INSERT INTO tv_thing SELECT 2, fn_added('{}') $$;

-- {t: text~, c: 'x'~, k: unknown~}
CREATE FUNCTION fn_a() RETURNS void LANGUAGE plpgsql AS $$
DECLARE c text COLLATE "C" := 'x'; k tb_user.name%TYPE[];
BEGIN
    INSERT INTO tv_thing SELECT 1, jsonb_build_object('t', x, 'c', c, 'k', k)
        FROM tb_user u, LATERAL pg_catalog.unnest(u.tags) x;
END $$;
