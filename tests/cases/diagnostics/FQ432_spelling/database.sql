CREATE TABLE tb_post (id uuid NOT NULL, at timestamptz NOT NULL, writer text NOT NULL);
CREATE VIEW v_post AS
SELECT id, jsonb_build_object('id', id, 'createdAt', at, 'updatedAt', at, 'writer', jsonb_build_object('firstname', writer, 'LASTNAME', writer)) AS data
FROM tb_post;
