-- Documents in a materialised view that a command refreshes.
CREATE TABLE tb_product (
    pk_product integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE, name text NOT NULL, price numeric(10, 2) NOT NULL
);
CREATE TABLE tb_sale (
    pk_sale integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    fk_product integer NOT NULL REFERENCES tb_product, quantity integer NOT NULL, sold_at timestamptz NOT NULL
);
INSERT INTO tb_product (id, name, price) VALUES
    ('00000000-0000-0000-0000-000000000001', 'Tea', 3.50), ('00000000-0000-0000-0000-000000000002', 'Cup', 12.00);
INSERT INTO tb_sale (fk_product, quantity, sold_at) VALUES (1, 2, '2026-01-01 10:00+00'), (1, 5, '2026-01-02 10:00+00');
CREATE MATERIALIZED VIEW mv_product AS
SELECT p.id,
       coalesce(sum(s.quantity), 0) AS sold,
       jsonb_build_object(
           'id', p.id,
           'name', p.name,
           'price', p.price,
           'sold', coalesce(sum(s.quantity), 0),
           'last_sold_at', max(s.sold_at)
       ) AS data
FROM tb_product p LEFT JOIN tb_sale s ON s.fk_product = p.pk_product
GROUP BY p.pk_product;
CREATE UNIQUE INDEX ON mv_product (id);
CREATE FUNCTION fn_sell(p_product_id uuid, p_quantity integer) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tb_sale (fk_product, quantity, sold_at)
    SELECT pk_product, p_quantity, '2026-01-03 10:00+00' FROM tb_product WHERE id = p_product_id;
    REFRESH MATERIALIZED VIEW mv_product;
    RETURN p_product_id;
END $$;
