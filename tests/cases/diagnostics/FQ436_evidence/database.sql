CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
    (1, '{"id": 1, "title": "one", "wordCount": 5, "rating": 1.5, "status": "draft", "slg": "x", "tags": ["a"],
          "author": {"name": "ann"}, "comments": [], "meta": 5, "revisions": [[1], [2]]}'),
    (2, '{"id": 2, "title": null, "wordCount": 5, "rating": 9999999999, "status": "archived", "tags": ["a", null],
          "author": {"name": null}, "comments": [{"text": "c", "votes": "7"}], "meta": {}, "reading_time": null}'),
    (3, '{"id": 3, "title": 7, "wordCount": 5, "status": "gone", "slug": "x", "tags": "a",
          "author": {"name": "bob", "bio": ["b"]}, "comments": [{"text": "c", "replies": [{"txt": "d"}]}], "meta": [],
          "revisions": [[1, null], 2]}'),
    (4, '{"id": 4, "title": "four", "wordCount": 5, "status": true, "slug": "x", "tags": [],
          "author": "ann", "comments": {}, "meta": null}');

CREATE TABLE tb_draft (id int PRIMARY KEY, title text NOT NULL, extra jsonb NOT NULL, names text[] NOT NULL);
INSERT INTO tb_draft SELECT n, 'draft', '{"name": null}', CASE WHEN n > 30 THEN '{a,NULL}' ELSE '{a}' END::text[]
FROM generate_series(1, 50) AS n;
CREATE FUNCTION fn_author(draft int) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE found jsonb;
BEGIN
    EXECUTE format('SELECT jsonb_build_object(''Name'', title) FROM %I WHERE id = $1', 'tb_draft') INTO found USING draft;
    RETURN found;
END $$;
CREATE VIEW v_draft AS
SELECT id, jsonb_build_object('id', id, 'title', title, 'from_function', fn_author(id), 'extra', extra, 'names', names,
       'parts', jsonb_build_array(jsonb_build_object('number', extra -> 'name'), NULL, jsonb_build_object('number', 1))) AS data
FROM tb_draft;

CREATE TABLE tv_nothing (id int PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_fine (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_fine VALUES (1, '{"id": 1, "title": "t", "rating": 1.5, "author": null, "comments": [{"text": "c", "votes": 2.0}]}'),
    -- A type that embeds itself is not followed without end.
    (2, ('{"id": 2, "title": "t", "comments": [' || repeat('{"text": "c", "replies": [', 50) || '{}' || repeat(']}', 50) || ']}')::jsonb);
CREATE TABLE tv_odd (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_odd VALUES (1, '[]'), (2, 'null');
CREATE VIEW v_odd AS SELECT nullif(id, id) AS id, data FROM tv_odd;
CREATE TABLE tv_entry (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_entry VALUES
    (1, '{"id": 1, "subject": {"__typename": "Person", "vat": "x"}}'),
    (2, '{"id": 2, "subject": {"__typename": "Dog"}}'),
    (3, '{"id": 3, "subject": {"__typename": "Company", "vat": "x"}}');
CREATE TABLE tv_ignored (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_ignored VALUES (1, '{"id": 1, "title": null, "subtitle": "s"}');
