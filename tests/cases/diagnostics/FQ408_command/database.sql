CREATE TABLE tb_post (id uuid PRIMARY KEY, title text NOT NULL);
CREATE FUNCTION fn_create_post(p_title text) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
