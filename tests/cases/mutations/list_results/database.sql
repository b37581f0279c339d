CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_post SELECT n, jsonb_build_object('id', n, 'title', 'Post ' || n) FROM generate_series(1, 3) n;
CREATE FUNCTION fn_set(p_ids int[]) RETURNS SETOF int LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tv_post SET data = data || '{"title": "Touched"}' WHERE id = ANY (p_ids);
    RETURN QUERY SELECT unnest(p_ids);
END $$;
CREATE FUNCTION fn_array(p_ids int[]) RETURNS int[] LANGUAGE sql AS 'SELECT p_ids';
CREATE FUNCTION fn_words(p_text text) RETURNS text[] LANGUAGE sql AS $$SELECT string_to_array(p_text, ' ', '-')$$;
CREATE FUNCTION fn_numbers(p_most int) RETURNS TABLE (number int) LANGUAGE sql AS 'SELECT generate_series(1, p_most)';
CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE FUNCTION fn_moods() RETURNS SETOF mood LANGUAGE sql AS $$VALUES ('sad'::mood), ('happy')$$;
CREATE FUNCTION fn_grid() RETURNS jsonb LANGUAGE sql AS $$SELECT '[[1, 2], []]'::jsonb$$;
