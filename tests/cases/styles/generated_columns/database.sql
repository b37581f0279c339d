-- The native columns of the read model are generated from its document.
CREATE TABLE tb_song (
    id uuid PRIMARY KEY, title text NOT NULL, seconds integer NOT NULL,
    minutes numeric GENERATED ALWAYS AS (round(seconds / 60.0, 1)) STORED
);
CREATE TABLE tv_song (
    id uuid PRIMARY KEY,
    data jsonb NOT NULL,
    title text GENERATED ALWAYS AS (data ->> 'title') STORED,
    seconds integer GENERATED ALWAYS AS ((data ->> 'seconds')::integer) STORED
);
CREATE INDEX ON tv_song (title);
CREATE INDEX ON tv_song (seconds);
CREATE FUNCTION fn_sync_tv_song() RETURNS void LANGUAGE sql AS $$
    TRUNCATE tv_song;
    INSERT INTO tv_song (id, data)
    SELECT id, jsonb_build_object('id', id, 'title', title, 'seconds', seconds, 'minutes', minutes) FROM tb_song;
$$;
INSERT INTO tb_song (id, title, seconds) VALUES
    ('00000000-0000-0000-0000-000000000001', 'Short', 90), ('00000000-0000-0000-0000-000000000002', 'Long', 600);
SELECT fn_sync_tv_song();
