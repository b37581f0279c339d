CREATE EXTENSION ltree;
CREATE TABLE tv_path (id int PRIMARY KEY, path ltree, paths ltree[], data jsonb);
INSERT INTO tv_path VALUES
    (1, 'Top', '{Top,Top.Art}'),
    (2, 'Top.Science', '{Top}'),
    (3, 'Top.Science.Astronomy', '{}'),
    (4, 'Top.Art', '{Top.Art.Ürsprung,NULL}'),
    (5, '', NULL),
    (6, NULL, NULL),
    (7, NULL, NULL);
UPDATE tv_path AS t SET data = to_jsonb(t) - 'data' || '{"inner": [{"path": "Top.Inner"}, {"path": null}]}';
UPDATE tv_path SET data = '{"id": 7}' WHERE id = 7;
CREATE VIEW v_path AS SELECT id, data FROM tv_path;
