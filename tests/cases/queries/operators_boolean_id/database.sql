CREATE TABLE tv_row (id int PRIMARY KEY, flag boolean, ref uuid, slug text, data jsonb);
INSERT INTO tv_row VALUES
    (1, true, '0000000a-0000-0000-0000-000000000001', 'a'),
    (2, false, '0000000a-0000-0000-0000-000000000002', '7'),
    (3, NULL, NULL, NULL),
    (4, NULL, NULL, NULL);
UPDATE tv_row AS t SET data = to_jsonb(t) - 'data';
UPDATE tv_row SET data = '{"id": 4}' WHERE id = 4;
CREATE VIEW v_row AS SELECT id, data FROM tv_row;
