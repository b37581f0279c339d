CREATE TABLE tv_row (id int PRIMARY KEY, name text NOT NULL CHECK (name <> 'secret'), data jsonb);
CREATE UNIQUE INDEX ON tv_row (name);
CREATE FUNCTION fn_add(p_id int, p_name text) RETURNS int LANGUAGE sql AS $$
    INSERT INTO tv_row (id, name) VALUES (p_id, p_name) RETURNING id
$$;
