-- A sync function as people write them by hand: variables, a loop, an exception block, a guard.
CREATE TABLE tb_order (
    pk_order integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, customer text NOT NULL, paid_at timestamptz
);
CREATE TABLE tb_line (
    pk_line integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_order integer NOT NULL REFERENCES tb_order ON DELETE CASCADE,
    sku text NOT NULL, quantity integer NOT NULL CHECK (quantity > 0), price numeric NOT NULL
);
CREATE TABLE tv_order (id uuid PRIMARY KEY, total numeric NOT NULL, data jsonb NOT NULL);
CREATE FUNCTION fn_sync_tv_order(p_ids uuid[]) RETURNS integer LANGUAGE plpgsql SET timezone TO 'UTC' AS $$
DECLARE
    v_id     uuid;
    v_order  tb_order%ROWTYPE;
    v_lines  jsonb;
    v_total  numeric := 0;
    v_count  integer := 0;
BEGIN
    FOREACH v_id IN ARRAY p_ids LOOP
        SELECT * INTO v_order FROM tb_order WHERE id = v_id;
        IF NOT FOUND THEN
            DELETE FROM tv_order WHERE id = v_id;
            CONTINUE;
        END IF;
        SELECT coalesce(jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity, 'price', price) ORDER BY pk_line), '[]'),
               coalesce(sum(quantity * price), 0)
        INTO v_lines, v_total
        FROM tb_line WHERE fk_order = v_order.pk_order;
        INSERT INTO tv_order AS t (id, total, data)
        VALUES (v_order.id, v_total, jsonb_build_object(
            'id', v_order.id, 'customer', v_order.customer, 'paid_at', v_order.paid_at, 'lines', v_lines, 'total', v_total))
        ON CONFLICT (id) DO UPDATE SET total = excluded.total, data = excluded.data;
        v_count := v_count + 1;
    END LOOP;
    RETURN v_count;
EXCEPTION WHEN null_value_not_allowed THEN
    RAISE EXCEPTION 'no list of ids';
END $$;
CREATE FUNCTION fn_order(p_customer text, p_sku text, p_quantity integer, p_price numeric) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    v_pk integer;
    v_id uuid := '00000000-0000-0000-0000-000000000009';
BEGIN
    INSERT INTO tb_order (id, customer) VALUES (v_id, p_customer) RETURNING pk_order INTO STRICT v_pk;
    INSERT INTO tb_line (fk_order, sku, quantity, price) VALUES (v_pk, p_sku, p_quantity, p_price);
    PERFORM fn_sync_tv_order(ARRAY[v_id]);
    RETURN v_id;
END $$;
CREATE FUNCTION fn_cancel(p_id uuid) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM tb_order WHERE id = p_id AND paid_at IS NULL;
    PERFORM fn_sync_tv_order(ARRAY[p_id]);
    RETURN p_id;
END $$;
