CREATE TABLE tb_post (id uuid PRIMARY KEY, title text NOT NULL, author_name text NOT NULL);
CREATE VIEW v_post AS SELECT id, title, author_name AS author FROM tb_post;
CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_create_post(p_title text) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
