-- Commands that leave nothing stale, or of which nothing can be said.
CREATE SCHEMA app;
CREATE TABLE tb_user (pk_user int PRIMARY KEY, id uuid NOT NULL UNIQUE, name text, seen_at timestamptz);
CREATE TABLE tb_profile (pk_profile int PRIMARY KEY, fk_user int NOT NULL UNIQUE REFERENCES tb_user, bio text);
CREATE TABLE tb_post (
    pk_post int PRIMARY KEY, id uuid NOT NULL UNIQUE, fk_user int NOT NULL REFERENCES tb_user, title text, draft text
);
CREATE TABLE app.tb_event (id int, at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE app.tb_event_2025 PARTITION OF app.tb_event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE tb_log (what text);

CREATE VIEW v_user AS
SELECT u.pk_user, u.id, jsonb_build_object('id', u.id, 'name', u.name, 'bio', f.bio) AS data
FROM tb_user AS u LEFT JOIN tb_profile AS f ON f.fk_user = u.pk_user;
CREATE VIEW v_post AS
SELECT p.id, jsonb_build_object('id', p.id, 'title', p.title, 'author', u.data) AS data
FROM tb_post AS p JOIN v_user AS u ON u.pk_user = p.fk_user;
CREATE MATERIALIZED VIEW mv_user AS SELECT id, data FROM v_user;  -- a job refreshes it
CREATE UNIQUE INDEX ON mv_user (id);

CREATE TABLE tv_user (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE app.tv_day (id date PRIMARY KEY, data jsonb NOT NULL);
CREATE VIEW v_listed_post AS SELECT id, data FROM tv_post;

CREATE FUNCTION fn_sync_tv_user(p_ids uuid[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO tv_user SELECT id, data FROM v_user WHERE id = ANY (p_ids)
    ON CONFLICT (id) DO UPDATE SET data = excluded.data;
$$;
CREATE FUNCTION fn_sync_tv_post(p_ids uuid[]) RETURNS void LANGUAGE sql AS $$
    MERGE INTO tv_post AS t USING (SELECT * FROM v_post WHERE id = ANY (p_ids)) AS v ON v.id = t.id
    WHEN MATCHED THEN UPDATE SET data = v.data
    WHEN NOT MATCHED THEN INSERT (id, data) VALUES (v.id, v.data);
$$;
CREATE FUNCTION app.sync_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO app.tv_day SELECT at, jsonb_build_object('id', at, 'events', count(*)) FROM app.tb_event GROUP BY at
    ON CONFLICT (id) DO UPDATE SET data = excluded.data;
    RETURN NULL;
END $$;
CREATE TRIGGER sync_day AFTER INSERT ON app.tb_event FOR EACH ROW EXECUTE FUNCTION app.sync_day();
CREATE PROCEDURE pr_sync_posts(p_user_id uuid) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM fn_sync_tv_post(ARRAY(SELECT id FROM tb_post));
END $$;

-- No post is of a user who is new.
CREATE FUNCTION fn_add_user(p_id uuid, p_name text) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tb_user (pk_user, id, name) VALUES (1, p_id, p_name);
    INSERT INTO tb_profile VALUES (1, 1, '');
    PERFORM fn_sync_tv_user(ARRAY[p_id]);
    RETURN p_id;
END $$;
CREATE FUNCTION fn_rename_user(p_id uuid, p_name text) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tb_user SET name = p_name WHERE id = p_id;
    PERFORM fn_sync_tv_user(ARRAY[p_id]);
    CALL pr_sync_posts(p_id);
    RETURN p_id;
END $$;
-- No document has these columns.
CREATE FUNCTION fn_see_user(p_id uuid) RETURNS uuid LANGUAGE sql AS $$
    UPDATE tb_user SET seen_at = now() WHERE id = p_id RETURNING id;
$$;
CREATE FUNCTION fn_draft(p_id uuid, p_draft text) RETURNS uuid LANGUAGE sql AS $$
    INSERT INTO tb_log VALUES ('a draft');
    UPDATE tb_post SET (draft) = ROW (p_draft) WHERE id = p_id RETURNING id;
$$;
-- The foreign key sees to it that the user has no posts.
CREATE FUNCTION fn_delete_user(p_id uuid) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM tb_user WHERE id = p_id;
    DELETE FROM tv_user WHERE id = p_id;
    RETURN p_id;
END $$;
-- The document is patched, without a sync function.
CREATE FUNCTION fn_retitle(p_id uuid, p_title text) RETURNS uuid LANGUAGE sql AS $$
    WITH changed AS (UPDATE tb_post SET title = p_title WHERE id = p_id RETURNING id)
    UPDATE tv_post SET data = jsonb_set(data, '{title}', to_jsonb(p_title)) WHERE id = p_id RETURNING id;
$$;
-- What dynamic SQL does is not known.
CREATE FUNCTION fn_touch(p_id uuid, p_model text) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tb_post SET title = title WHERE id = p_id;
    EXECUTE format('SELECT fn_sync_%I($1)', p_model) USING ARRAY[p_id];
    RETURN p_id;
END $$;
CREATE FUNCTION app.fn_note(p_what text) RETURNS date LANGUAGE sql SET search_path = app AS $$
    INSERT INTO tb_event_2025 VALUES (1, '2025-01-01', p_what);
    INSERT INTO tb_event VALUES (1, '2025-01-01', p_what) RETURNING at;
$$;
