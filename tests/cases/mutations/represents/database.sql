-- A custom scalar as a parameter: its own type, a list, a part of JSON, and a domain that refuses.
CREATE DOMAIN percent AS numeric CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb);
CREATE FUNCTION fn_add(p_id int, p_price numeric, p_prices numeric[], p_whole jsonb, p_share percent DEFAULT 5)
RETURNS int LANGUAGE sql AS $$
    INSERT INTO tv_row VALUES (p_id, jsonb_build_object(
        'id', p_id, 'price', p_price, 'prices', p_prices, 'whole', p_whole, 'share', p_share))
    RETURNING id
$$;
CREATE FUNCTION fn_double(p_price numeric) RETURNS numeric LANGUAGE sql AS 'SELECT 2 * p_price';
