-- The write side: normalised tables. Commands write here, and only here.

DO $$
BEGIN
    CREATE TYPE post_status AS ENUM ('draft', 'published', 'archived');
EXCEPTION WHEN duplicate_object THEN
    NULL;  -- CREATE TYPE has no IF NOT EXISTS.
END $$;

CREATE TABLE IF NOT EXISTS tb_user (
    pk_user     integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          uuid        NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    identifier  text        NOT NULL UNIQUE,
    name        text        NOT NULL,
    email       text,
    bio         text,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS tb_post (
    pk_post       integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            uuid        NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    identifier    text        NOT NULL UNIQUE,
    fk_user       integer     NOT NULL REFERENCES tb_user,
    title         text        NOT NULL,
    content       text        NOT NULL DEFAULT '',
    excerpt       text,
    tags          text[]      NOT NULL DEFAULT '{}',
    status        post_status NOT NULL DEFAULT 'draft',
    views         integer     NOT NULL DEFAULT 0,
    published_at  timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS ix_tb_post_fk_user ON tb_post (fk_user);

CREATE TABLE IF NOT EXISTS tb_comment (
    pk_comment  integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          uuid        NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    -- Nobody names a comment, so its identifier follows from its id.
    identifier  text        NOT NULL GENERATED ALWAYS AS ('comment-' || id::text) STORED UNIQUE,
    fk_post     integer     NOT NULL REFERENCES tb_post,
    fk_user     integer     NOT NULL REFERENCES tb_user,
    body        text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS ix_tb_comment_fk_post ON tb_comment (fk_post);
CREATE INDEX IF NOT EXISTS ix_tb_comment_fk_user ON tb_comment (fk_user);
