-- Row 8 is SQL NULL and an absent key; 9 is JSON null.
CREATE TABLE tv_row (id int PRIMARY KEY, meta jsonb, data jsonb);
INSERT INTO tv_row VALUES
    (1, '{"a": 1, "b": [1, 2]}'),
    (2, '{"a": null}'),
    (3, '[1, 2]'),
    (4, '"a"'),
    (5, '["a", null]'),
    (6, '{}'),
    (7, 'false'),
    (8, NULL),
    (9, 'null'),
    (10, '12345678901234567890.50'),
    (11, '[]'),
    (12, '{"": 0}');
UPDATE tv_row SET data = jsonb_strip_nulls(jsonb_build_object('id', id)) || CASE id WHEN 8 THEN '{}' ELSE jsonb_build_object('meta', meta) END;
CREATE VIEW v_row AS SELECT id, data FROM tv_row;
-- The type without binary operators of its own is compared as jsonb.
CREATE VIEW v_text AS SELECT id, meta::json AS meta, data FROM tv_row;
