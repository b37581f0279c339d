CREATE TABLE tb_product (pk_product int PRIMARY KEY, id uuid NOT NULL UNIQUE, name text NOT NULL, stock int NOT NULL);
CREATE TABLE tb_sale (fk_product int NOT NULL REFERENCES tb_product, quantity int NOT NULL);

CREATE MATERIALIZED VIEW mv_product AS
SELECT p.id, jsonb_build_object('id', p.id, 'name', p.name, 'sold', sum(s.quantity)) AS data
FROM tb_product AS p LEFT JOIN tb_sale AS s ON s.fk_product = p.pk_product GROUP BY p.id, p.name;
CREATE UNIQUE INDEX ON mv_product (id);
CREATE VIEW v_product AS SELECT id, data FROM mv_product;
-- This one has a function, which a job may call.
CREATE MATERIALIZED VIEW mv_stock AS SELECT id, jsonb_build_object('id', id, 'stock', stock) AS data FROM tb_product;
CREATE UNIQUE INDEX ON mv_stock (id);
CREATE FUNCTION refresh_stock() RETURNS void LANGUAGE sql AS 'REFRESH MATERIALIZED VIEW CONCURRENTLY mv_stock';

CREATE FUNCTION add_sale(p_id uuid, p_quantity int) RETURNS void LANGUAGE sql AS $$
    INSERT INTO tb_sale SELECT pk_product, p_quantity FROM tb_product WHERE id = p_id;
$$;
CREATE FUNCTION fn_sell(p_id uuid, p_quantity int) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tb_product SET stock = stock - p_quantity WHERE id = p_id;
    PERFORM add_sale(p_id, p_quantity);
    RETURN p_id;
END $$;
CREATE FUNCTION fn_rename(p_id uuid, p_name text) RETURNS uuid LANGUAGE sql AS $$
    UPDATE tb_product SET name = p_name WHERE id = p_id RETURNING id;
$$;
CREATE FUNCTION fn_restock(p_id uuid, p_stock int) RETURNS uuid LANGUAGE sql AS $$
    UPDATE tb_product SET stock = p_stock WHERE id = p_id RETURNING id;
$$;
