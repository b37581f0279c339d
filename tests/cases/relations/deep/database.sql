CREATE TABLE tv_user (id int PRIMARY KEY, team text, data jsonb NOT NULL);
INSERT INTO tv_user
SELECT i, CASE WHEN i < 4 THEN 'red' END, jsonb_build_object('id', i, 'name', 'u' || i)
FROM generate_series(1, 4) AS i;
CREATE TABLE tv_post (id int PRIMARY KEY, author_id int, hidden bool, data jsonb NOT NULL);
INSERT INTO tv_post
SELECT i, nullif(1 + i % 4, 4), i % 5 = 0,
  jsonb_build_object('id', i, 'title', 'p' || i, 'views', i * 10, 'lead', nullif(i % 3, 0))
FROM generate_series(1, 12) AS i;
CREATE TABLE tv_comment (id int PRIMARY KEY, post_id int, parent_id int, body text);
INSERT INTO tv_comment
SELECT i, 1 + i % 12, CASE WHEN i > 12 THEN i - 12 END, 'c' || i FROM generate_series(1, 30) AS i;
CREATE FUNCTION fn_rename(p_id int, p_name text) RETURNS int LANGUAGE sql AS $$
  UPDATE tv_user SET data = data || jsonb_build_object('name', p_name) WHERE id = p_id RETURNING id
$$;
