CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_user (id int PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_create(id int) RETURNS tv_post LANGUAGE sql AS $$ SELECT * FROM tv_post $$;
CREATE FUNCTION fn_several(id int) RETURNS SETOF tv_post LANGUAGE sql AS $$ SELECT * FROM tv_post $$;
CREATE FUNCTION fn_user(id int) RETURNS jsonb LANGUAGE sql AS $$ SELECT data FROM tv_user $$;
CREATE FUNCTION fn_key(id int) RETURNS int LANGUAGE sql RETURN id;
CREATE FUNCTION fn_keys(id int) RETURNS int[] LANGUAGE sql RETURN ARRAY[id];
