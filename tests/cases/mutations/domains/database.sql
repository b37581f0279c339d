CREATE DOMAIN hours AS float8 CHECK (value >= 0);
CREATE DOMAIN minutes AS int CHECK (value >= 0);
COMMENT ON CONSTRAINT minutes_check ON DOMAIN minutes IS 'Minutes are not negative.';
CREATE TABLE tv_task (id int PRIMARY KEY, tenant_id int NOT NULL, hours hours);
CREATE FUNCTION fn_add_task(p_hours hours, p_minutes minutes = 0) RETURNS int LANGUAGE sql
AS $$ INSERT INTO tv_task VALUES (p_minutes, 7, p_hours) RETURNING id $$;
CREATE FUNCTION fn_spend(p_hours hours[] = NULL, p_minutes minutes[] = NULL) RETURNS int LANGUAGE sql
AS $$ SELECT cardinality(p_hours) $$;
CREATE TYPE spent AS (note text, hours hours, minutes minutes);
CREATE FUNCTION fn_log(p_spent spent) RETURNS int LANGUAGE sql AS $$ SELECT cardinality(ARRAY[p_spent]) $$;
