CREATE TABLE tv_post (id int PRIMARY KEY, title text, data jsonb NOT NULL);
INSERT INTO tv_post VALUES (1, 'a', '{"id": 1, "title": "a", "views": 1, "author": {"name": "Ada"}}');
CREATE FUNCTION fn_delete_post(p_id int) RETURNS int LANGUAGE sql AS 'DELETE FROM tv_post WHERE id = p_id RETURNING id';
