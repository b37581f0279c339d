CREATE TABLE tb_shown (id int PRIMARY KEY, data jsonb);
CREATE TYPE unit AS ENUM ('piece', 'box');
CREATE DOMAIN email AS text CHECK (value LIKE '%@%');
CREATE TYPE order_line AS (article uuid, quantity int, unit unit, price numeric, notes text[], internal boolean, discount numeric(4,2), codes varchar(3)[]);
CREATE TYPE contact AS (email email, tags text[]);
CREATE TYPE address AS (street text, postal_code varchar(5), contact contact);
CREATE DOMAIN destination AS address CHECK ((value).street <> 'nowhere');
CREATE FUNCTION fn_order(p_to destination, p_lines order_line[] DEFAULT NULL, p_extras jsonb[] DEFAULT '{}') RETURNS text LANGUAGE sql
AS $$SELECT jsonb_build_object('to', p_to, 'lines', p_lines, 'extras', p_extras)::text$$;
CREATE FUNCTION fn_total(p_lines order_line[]) RETURNS int LANGUAGE sql AS $$SELECT sum(l.quantity) FROM unnest(p_lines) AS l$$;
