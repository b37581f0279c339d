CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_create_posts() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
