CREATE TABLE tv_dog (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_create_pet(p_name text) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
