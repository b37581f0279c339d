CREATE TABLE tv_post (id int PRIMARY KEY, title text, data jsonb NOT NULL);
CREATE FUNCTION fn_create_post(input jsonb = NULL, choice jsonb = NULL, whole jsonb = NULL) RETURNS int
LANGUAGE sql RETURN 1;
