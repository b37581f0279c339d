CREATE TABLE tv_row (id int PRIMARY KEY, title text, views int, data jsonb);
INSERT INTO tv_row VALUES (1, 'one', 1, '{"id": 1, "title": "one", "views": 1, "tags": ["a"], "meta": {}}');
