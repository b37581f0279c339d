CREATE TABLE tv_dog (id int PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_dog VALUES (1, '{"id": 1, "name": "Rex"}'), (2, '{"id": 2, "name": "Fido"}');
INSERT INTO tv_post VALUES
    (10, '{"id": 10, "title": "First", "about": {"__typename": "Dog", "id": 1, "name": "Rex"}, "links": []}'),
    (11, '{"id": 11, "title": "Second", "about": null, "links": [
        {"__typename": "Post", "id": 10, "title": "First"}, null, {"__typename": "Dog", "id": 2, "name": "Fido"}]}');
CREATE VIEW v_result AS
    SELECT id, data || '{"__typename": "Dog"}' AS data FROM tv_dog
    UNION ALL SELECT id, data || '{"__typename": "Post"}' FROM tv_post;
CREATE FUNCTION fn_rename(p_id int, p_name text) RETURNS int LANGUAGE sql AS $$
    UPDATE tv_dog SET data = data || jsonb_build_object('name', p_name) WHERE id = p_id;
    SELECT p_id
$$;
