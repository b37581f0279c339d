CREATE TYPE mood AS ENUM ('happy', 'not_so_happy', 'blue');
CREATE TABLE tv_row (id int PRIMARY KEY, mood mood, word text, data jsonb);
INSERT INTO tv_row VALUES
    (1, 'happy', 'happy'),
    (2, 'not_so_happy', 'not_so_happy'),
    (3, 'blue', 'blue'),
    (4, NULL, NULL),
    (5, NULL, NULL);
UPDATE tv_row AS t SET data = to_jsonb(t) - 'data';
UPDATE tv_row SET data = '{"id": 5}' WHERE id = 5;
CREATE VIEW v_row AS SELECT id, data FROM tv_row;
