CREATE TYPE mutation_response AS (
    status text, message text, entity_id uuid, entity_type text, entity jsonb, updated_fields text[], cascade jsonb,
    metadata jsonb
);
CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_post VALUES (1, '{"id": 1, "title": "Old"}');
CREATE FUNCTION fn_rename_post(p_id int, p_title text) RETURNS mutation_response LANGUAGE plpgsql AS $$
DECLARE
    v_response mutation_response;
BEGIN
    UPDATE tv_post SET data = data || jsonb_build_object('title', p_title)
    WHERE id = p_id AND data ->> 'title' <> p_title RETURNING data INTO v_response.entity;
    IF FOUND THEN
        v_response.status := 'updated';
        v_response.entity_id := gen_random_uuid();
        v_response.entity_id := '00000000-0000-0000-0000-000000000001';
        v_response.updated_fields := '{title}';
        v_response.cascade := '{"invalidated": [1, 2]}';
    ELSIF EXISTS (SELECT FROM tv_post WHERE id = p_id) THEN
        v_response.status := 'noop';
        v_response.message := 'It has that title already';
    ELSE
        v_response.status := 'failed:not_found';
    END IF;
    RETURN v_response;
END $$;
