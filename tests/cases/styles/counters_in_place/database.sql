-- A hot counter is changed in the document itself, in the same command, without building it again.
CREATE TABLE tb_page (pk_page integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, path text NOT NULL, hits bigint NOT NULL DEFAULT 0);
CREATE TABLE tv_page (id uuid PRIMARY KEY, hits bigint NOT NULL, data jsonb NOT NULL);
CREATE FUNCTION fn_sync_tv_page(p_id uuid) RETURNS void LANGUAGE sql AS $$
    INSERT INTO tv_page (id, hits, data)
    SELECT id, hits, jsonb_build_object('id', id, 'path', path, 'hits', hits) FROM tb_page WHERE id = p_id
    ON CONFLICT (id) DO UPDATE SET hits = excluded.hits, data = excluded.data;
$$;
CREATE FUNCTION fn_hit(p_id uuid) RETURNS uuid LANGUAGE sql AS $$
    UPDATE tb_page SET hits = hits + 1 WHERE id = p_id;
    UPDATE tv_page SET hits = hits + 1, data = jsonb_set(data, '{hits}', to_jsonb(hits + 1)) WHERE id = p_id RETURNING id;
$$;
INSERT INTO tb_page (id, path, hits) VALUES ('00000000-0000-0000-0000-000000000001', '/', 41);
SELECT fn_sync_tv_page(id) FROM tb_page;
