CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_rate(p_id uuid, p_stars positive, p_tags text[], p_mood mood, p_weight real) RETURNS uuid
LANGUAGE sql AS 'SELECT p_id';
CREATE FUNCTION fn_create(p_post text, p_author text) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
