CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_create_post(p_title text, p_author_name text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    v_id uuid := '00000000-0000-0000-0000-000000000001';
BEGIN
    INSERT INTO tv_post VALUES (
        v_id, jsonb_build_object('id', v_id, 'title', p_title, 'author', jsonb_build_object('name', p_author_name))
    );
    RETURN v_id;
END $$;
