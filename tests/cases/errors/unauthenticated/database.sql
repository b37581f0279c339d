CREATE TABLE tv_user (
  id int PRIMARY KEY, name text NOT NULL, blocked bool, email text, age numeric, team text, flags int[], extra jsonb
);
INSERT INTO tv_user VALUES
  (1, 'ann', false, 'a@x', 1, 'x', NULL, 'null'), (2, 'bob', NULL, NULL, 20, 'y', '{1}', NULL),
  (3, 'cat', true, 'c@x', 50, 'y', NULL, NULL), (4, 'dan', false, NULL, NULL, 'y', NULL, NULL),
  (5, 'eve', NULL, 'e@x', NULL, NULL, NULL, '{}'), (6, 'root', false, 'r@x', 1, 'y', NULL, NULL),
  (7, 'hid', false, 'h@x', 1, 'y', NULL, NULL);
CREATE TABLE tv_post (id int PRIMARY KEY, author_id int, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
  (1, 1, '{"id": 1, "title": "open to all", "published": true, "status": "open", "author": {"name": "ann"}}'),
  (2, 1, '{"id": 2, "title": "draft of 1", "published": false, "status": "open", "author": {"name": "ann"}}'),
  (3, 2, '{"id": 3, "title": "draft of 2", "published": false, "status": "open", "author": {"name": "bob"}}'),
  (4, NULL, '{"id": 4, "title": "nobody''s", "published": null, "status": "closed"}');
CREATE UNIQUE INDEX ON tv_user (name);
