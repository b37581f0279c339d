CREATE TABLE tb_log (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, data jsonb);
CREATE FUNCTION fn_log(seen jsonb) RETURNS int LANGUAGE sql AS $$
    INSERT INTO tb_log (data) VALUES (jsonb_build_object('seen', seen)) RETURNING id
$$;
CREATE FUNCTION fn_as_jsonb(p_input jsonb) RETURNS int LANGUAGE sql RETURN fn_log(p_input);
CREATE FUNCTION fn_as_json(input json) RETURNS int LANGUAGE sql RETURN fn_log(input::jsonb);
CREATE FUNCTION fn_lines(p_lines jsonb) RETURNS int LANGUAGE sql RETURN fn_log(p_lines);
CREATE FUNCTION fn_part(customer_name text, lines jsonb, mood text DEFAULT 'default', extra jsonb DEFAULT '"default"', "Free Text" text DEFAULT 'default', "when" timestamptz DEFAULT NULL) RETURNS int LANGUAGE sql
RETURN fn_log(jsonb_build_object('customer_name', customer_name, 'lines', lines, 'mood', mood, 'extra', extra, 'note', "Free Text"));
