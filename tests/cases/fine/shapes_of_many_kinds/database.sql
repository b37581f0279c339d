CREATE TABLE tb_post (
    id uuid NOT NULL, at timestamptz NOT NULL, price numeric NOT NULL, grid int[], tags text[] NOT NULL, meta jsonb, extra jsonb NOT NULL
);
CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_sync_tv_post() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    r record;
    v_data jsonb;
BEGIN
    FOR r IN SELECT p.*, count(*) OVER () AS n FROM tb_post p LOOP
        v_data := jsonb_build_object(
            'id', r.id, 'createdAt', r.at, 'count', r.n, 'big', r.n, 'price', r.price, 'label', r.n, 'code', 7, 'uuid', r.id::text,
            'day', to_char(r.at, 'YYYY-MM-DD'), 'tags', r.tags, 'grid', r.grid, 'meta', r.meta, 'words', '[]'::jsonb
        );
        v_data := v_data || jsonb_build_object('author', r.extra) || r.extra;
        INSERT INTO tv_post (id, data) VALUES (r.id, v_data) ON CONFLICT (id) DO UPDATE SET data = tv_post.data || excluded.data;
    END LOOP;
END $$;
CREATE VIEW v_pet AS
SELECT gen_random_uuid() AS id, jsonb_build_object('__typename', 'Dog', 'barks', true) AS data
UNION ALL
SELECT gen_random_uuid(), jsonb_build_object('__typename', 'Cat', 'lives', 9);
