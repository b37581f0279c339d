-- The function forgot to sync its read model. What it wrote stays written.
CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb);
CREATE FUNCTION fn_unknown() RETURNS int LANGUAGE sql RETURN 99;
