CREATE TABLE tb_post (id int NOT NULL, title text NOT NULL);
CREATE VIEW v_post AS SELECT id, to_jsonb(p) AS data FROM tb_post AS p;
CREATE FUNCTION fn_create_post(p_id int, p_title text) RETURNS int LANGUAGE sql
AS 'INSERT INTO tb_post VALUES (p_id, p_title) RETURNING id';
