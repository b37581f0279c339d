CREATE TABLE tv_user (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_post (id uuid PRIMARY KEY, author_id uuid NOT NULL, data jsonb NOT NULL);
CREATE INDEX ON tv_post (author_id, id);
INSERT INTO tv_user VALUES
  ('00000000-0000-0000-0000-000000000001', '{"id": "00000000-0000-0000-0000-000000000001", "name": "Ana"}'),
  ('00000000-0000-0000-0000-000000000002', '{"id": "00000000-0000-0000-0000-000000000002", "name": "Bo"}');
INSERT INTO tv_post
SELECT p.id, u.id, jsonb_build_object('id', p.id, 'title', p.title, 'author', u.data, 'readers', jsonb_build_array(u.data))
FROM (VALUES ('00000000-0000-0000-0000-00000000000a'::uuid, 'One'), ('00000000-0000-0000-0000-00000000000b', 'Two'))
  AS p (id, title)
JOIN tv_user u ON u.data ->> 'name' = 'Ana';
