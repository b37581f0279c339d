CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_row VALUES
    (1, '{"id": 1, "mood": "meh"}'), (2, '{"id": 2, "mood": "meh"}'), (3, '{"id": 3, "mood": "meh"}'), (4, '{"id": 4}'), (5, '{"id": 5, "mood": "happy"}');
