CREATE TABLE tv_post (id int PRIMARY KEY, title text, data jsonb NOT NULL);
INSERT INTO tv_post VALUES (1, 'a', '{"id": 1, "title": "a"}'), (2, 'b', '{"id": 2, "title": "draft b"}');
CREATE VIEW v_draft AS SELECT id AS draft_id, data AS doc FROM tv_post WHERE title = 'b';
