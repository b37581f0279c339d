CREATE TABLE tb_item (pk_item int PRIMARY KEY, id uuid NOT NULL UNIQUE);
CREATE VIEW v_item AS
SELECT i.id, jsonb_build_object('id', i.id, 'other', NULL, 'parts', NULL) AS data FROM tb_item i;
