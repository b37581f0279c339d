CREATE TABLE tv_user (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE, data jsonb);
CREATE FUNCTION fn_sign_up(p_email text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    v_id int;
BEGIN
    IF p_email NOT LIKE '%@%' THEN
        RETURN jsonb_build_object('kind', 'Invalid', 'fields', ARRAY['email']);
    END IF;
    INSERT INTO tv_user (email) VALUES (p_email) ON CONFLICT DO NOTHING RETURNING id INTO v_id;
    IF v_id IS NULL THEN
        RETURN jsonb_build_object('kind', 'EmailTaken', 'email', p_email, 'suggestion', 'x' || p_email);
    END IF;
    RETURN jsonb_build_object('kind', 'User', 'id', v_id, 'email', p_email);
END $$;
