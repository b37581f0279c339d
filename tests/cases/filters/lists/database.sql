-- Rows: both items, one of them, none, a null among them, null, and absent from the document.
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE tv_row (
    id int PRIMARY KEY, words text[], numbers int[], big bigint[], amounts numeric[], ids uuid[],
    times timestamptz[], moods mood[], places jsonb[], data jsonb
);
INSERT INTO tv_row VALUES
    (1, '{a,b}', '{1,2}', '{9007199254740993,2}', '{1.5,2.00}',
     '{a0000000-0000-4000-8000-000000000001,a0000000-0000-4000-8000-000000000002}',
     '{2026-01-31 12:00:00+00,2026-02-01 00:00:00+00}', '{happy,sad}', ARRAY['{"city": "Bern"}', '[1.0]']::jsonb[]),
    (2, '{a}', '{1}', '{9007199254740993}', '{1.500}', '{a0000000-0000-4000-8000-000000000001}',
     '{2026-01-31 12:00:00+00}', '{happy}', ARRAY['{"city": "Bern"}']::jsonb[]),
    (3, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}'),
    (4, '{a,NULL}', '{NULL,1,1}', '{9007199254740993,NULL}', '{NULL}', '{NULL}', '{NULL}', '{happy,NULL}',
     ARRAY['{"city": "Bern"}', NULL]::jsonb[]),
    (5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (7, ARRAY['', '"{}, \', 'NULL', 'null'], '{9}', '{9007199254740992}', '{1.51}',
     '{b0000000-0000-4000-8000-000000000001}', '{2026-01-31 12:00:00.000001+00}', '{sad}', ARRAY['"Bern"']::jsonb[]);
UPDATE tv_row AS t SET data = to_jsonb(t) - 'data';
UPDATE tv_row SET data = '{"id": 6}' WHERE id = 6;
CREATE VIEW v_row AS SELECT id, data FROM tv_row;
