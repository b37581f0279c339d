CREATE DOMAIN code AS text CONSTRAINT code_form CHECK (value ~ '^[a-z]+$') CONSTRAINT code_short CHECK (length(value) < 5);
COMMENT ON CONSTRAINT code_form ON DOMAIN code IS 'A code has lower case letters only.';
CREATE TABLE tb_team (id int PRIMARY KEY);
INSERT INTO tb_team VALUES (1);
CREATE TABLE tb_user (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL CONSTRAINT user_email UNIQUE,
    name text NOT NULL CHECK (name <> 'root'),
    age int CONSTRAINT user_age CHECK (age >= 0),
    secret text DEFAULT 'x' NOT NULL CONSTRAINT user_secret CHECK (secret <> 'y'),
    team_id int CONSTRAINT user_team REFERENCES tb_team DEFERRABLE INITIALLY DEFERRED,
    data jsonb
);
COMMENT ON CONSTRAINT user_email ON tb_user IS 'That e-mail is taken.';
COMMENT ON CONSTRAINT user_age ON tb_user IS 'Nobody is that young.';
CREATE UNIQUE INDEX user_name ON tb_user (name);
CREATE UNIQUE INDEX user_lower ON tb_user (lower(name));
COMMENT ON INDEX user_lower IS 'That name is taken, spelled otherwise.';
CREATE FUNCTION fn_add_user(p_email text, p_name text, p_age int DEFAULT NULL, p_team jsonb DEFAULT '{}', p_slots text[] DEFAULT '{}')
RETURNS int LANGUAGE sql AS $$
    INSERT INTO tb_user (email, name, age, team_id) VALUES (p_email, p_name, p_age, (p_team ->> 'team_id')::int) RETURNING id
$$;
CREATE FUNCTION fn_add_user_json(p_input jsonb) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    IF p_input ->> 'name' = 'y' THEN INSERT INTO tb_user (email, name, secret) VALUES ('y', 'y', 'y'); END IF;
    RETURN fn_add_user(p_input ->> 'email', p_input ->> 'name');
END $$;
CREATE FUNCTION fn_set_code(p_code code) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION fn_delete_team(p_id int) RETURNS int LANGUAGE sql AS 'DELETE FROM tb_team WHERE id = p_id RETURNING 1';
CREATE TABLE tb_seat ("row" int, seat int, UNIQUE ("row", seat));
CREATE FUNCTION fn_book(p_row int, p_seat int) RETURNS void LANGUAGE sql AS 'INSERT INTO tb_seat VALUES (p_row, p_seat)';

CREATE TABLE tb_event (
    day int, title text, seats int CONSTRAINT event_seats CHECK (seats > 0), team_id int CONSTRAINT event_team REFERENCES tb_team,
    CONSTRAINT event_title UNIQUE (day, title)
) PARTITION BY RANGE (day);
CREATE UNIQUE INDEX event_seat ON tb_event (day, seats);
COMMENT ON CONSTRAINT event_seats ON tb_event IS 'Somebody must find a seat.';
COMMENT ON CONSTRAINT event_title ON tb_event IS 'There is such an event on that day.';
COMMENT ON CONSTRAINT event_team ON tb_event IS 'There is no such team.';
COMMENT ON INDEX event_seat IS 'One event of that size a day.';
CREATE TABLE tb_event_early PARTITION OF tb_event FOR VALUES FROM (0) TO (9) PARTITION BY RANGE (day);
CREATE TABLE tb_event_first PARTITION OF tb_event_early FOR VALUES FROM (0) TO (5);
CREATE FUNCTION fn_plan(p_day int, p_title text, p_seats int, p_team_id int DEFAULT NULL) RETURNS void LANGUAGE sql
AS 'INSERT INTO tb_event VALUES (p_day, p_title, p_seats, p_team_id)';
CREATE TABLE tb_move (
    tenant_id text, "number" int, "from" text CHECK ("from" <> ''), zip text CHECK (zip ~ '^[0-9]+$'), UNIQUE (tenant_id, "number")
);
CREATE FUNCTION fn_move(p_tenant_id text, p_number int, p_home jsonb, p_work jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tb_move VALUES (p_tenant_id, p_number, 'a', p_home ->> 'zip'), (p_tenant_id, p_number + 1, 'b', p_work ->> 'zip');
    IF p_number = 7 THEN RAISE EXCEPTION 'No such code.' USING COLUMN = 'zip'; END IF;
END $$;
