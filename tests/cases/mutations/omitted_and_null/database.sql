CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_plain(p_a text DEFAULT 'from the function', p_b int DEFAULT 42, p_c text DEFAULT 'from the function') RETURNS text LANGUAGE sql
RETURN concat_ws(', ', coalesce(p_a, 'null'), coalesce(p_b::text, 'null'), coalesce(p_c, 'null'));
CREATE FUNCTION fn_required(p_a text) RETURNS text LANGUAGE sql RETURN coalesce(p_a, 'null');
CREATE FUNCTION fn_exact(p_a text DEFAULT 'default', a text DEFAULT 'default') RETURNS text LANGUAGE sql RETURN concat_ws(', ', p_a, a);
