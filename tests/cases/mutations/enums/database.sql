CREATE TYPE mood AS ENUM ('happy', 'meh!');
CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_set_mood(p_id int, p_mood mood, p_word text) RETURNS int LANGUAGE sql AS $$
    INSERT INTO tv_post VALUES (p_id, jsonb_build_object('id', p_id, 'mood', p_mood, 'word', p_word))
    ON CONFLICT (id) DO UPDATE SET data = excluded.data
    RETURNING id
$$;
