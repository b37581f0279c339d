CREATE EXTENSION ltree;
CREATE TABLE tv_path (id int PRIMARY KEY, path ltree, stored jsonb, data jsonb);
INSERT INTO tv_path VALUES (1, 'Top', '{"bad": "no..path"}', '{"id": 1, "path": "Top", "bad": "no..path"}');
