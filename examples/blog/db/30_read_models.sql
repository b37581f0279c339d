-- The read side: one row and one document per object, filled by the fn_sync_tv_* functions.
-- The native columns are those worth an index; every other field is found in the document.

CREATE TABLE IF NOT EXISTS tv_user (
    id          uuid        PRIMARY KEY,
    identifier  text        NOT NULL UNIQUE,
    name        text        NOT NULL,
    created_at  timestamptz NOT NULL,
    data        jsonb       NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_tv_user_name ON tv_user (name);
CREATE INDEX IF NOT EXISTS ix_tv_user_created_at ON tv_user (created_at);

CREATE TABLE IF NOT EXISTS tv_post (
    id            uuid        PRIMARY KEY,
    identifier    text        NOT NULL UNIQUE,
    author_id     uuid        NOT NULL,
    status        post_status NOT NULL,
    views         integer     NOT NULL,
    published_at  timestamptz,
    created_at    timestamptz NOT NULL,
    data          jsonb       NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_tv_post_author_id ON tv_post (author_id, created_at);
CREATE INDEX IF NOT EXISTS ix_tv_post_status ON tv_post (status, created_at);
CREATE INDEX IF NOT EXISTS ix_tv_post_views ON tv_post (views);
CREATE INDEX IF NOT EXISTS ix_tv_post_published_at ON tv_post (published_at);
CREATE INDEX IF NOT EXISTS ix_tv_post_created_at ON tv_post (created_at);

-- Each sync function takes the ids of objects that may have changed, appeared or gone, and makes
-- their rows equal to the view. Rows that are equal already are not written.
-- UTC, because a point in time becomes text inside a document.

CREATE OR REPLACE FUNCTION fn_sync_tv_user(p_ids uuid[]) RETURNS void
LANGUAGE sql SET timezone TO 'UTC'
AS $$
    DELETE FROM tv_user AS t
    WHERE t.id = ANY (p_ids) AND NOT EXISTS (SELECT FROM tb_user AS u WHERE u.id = t.id);

    INSERT INTO tv_user AS t (id, identifier, name, created_at, data)
    SELECT v.id, v.identifier, v.name, v.created_at, v.data
    FROM v_user AS v
    WHERE v.id = ANY (p_ids)
    ON CONFLICT (id) DO UPDATE SET
        identifier = excluded.identifier,
        name = excluded.name,
        created_at = excluded.created_at,
        data = excluded.data
    WHERE t.* IS DISTINCT FROM excluded.*;
$$;

CREATE OR REPLACE FUNCTION fn_sync_tv_post(p_ids uuid[]) RETURNS void
LANGUAGE sql SET timezone TO 'UTC'
AS $$
    DELETE FROM tv_post AS t
    WHERE t.id = ANY (p_ids) AND NOT EXISTS (SELECT FROM tb_post AS p WHERE p.id = t.id);

    INSERT INTO tv_post AS t (id, identifier, author_id, status, views, published_at, created_at, data)
    SELECT v.id, v.identifier, v.author_id, v.status, v.views, v.published_at, v.created_at, v.data
    FROM v_post AS v
    WHERE v.id = ANY (p_ids)
    ON CONFLICT (id) DO UPDATE SET
        identifier = excluded.identifier,
        author_id = excluded.author_id,
        status = excluded.status,
        views = excluded.views,
        published_at = excluded.published_at,
        created_at = excluded.created_at,
        data = excluded.data
    WHERE t.* IS DISTINCT FROM excluded.*;
$$;
