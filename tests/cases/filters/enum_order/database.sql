-- PostgreSQL's enum sorts by its own order of labels, text by the order of the schema's values.
CREATE TYPE mood AS ENUM ('blue', 'not_so_happy', 'happy');
CREATE DOMAIN feeling AS mood;
CREATE TABLE tv_row (id int PRIMARY KEY, mood mood, feeling feeling, word text, code char(16), data jsonb);
INSERT INTO tv_row
SELECT id, mood, mood, mood, mood FROM (VALUES
    (1, 'not_so_happy'::mood), (2, 'blue'), (3, NULL), (4, 'happy'), (5, 'blue'), (6, NULL)) AS v (id, mood);
UPDATE tv_row SET word = 'unknown' WHERE id = 6;
UPDATE tv_row AS t SET data = to_jsonb(t) - 'data' || jsonb_build_object('inner', jsonb_build_object('mood', mood));
CREATE VIEW v_row AS SELECT id, data FROM tv_row;
