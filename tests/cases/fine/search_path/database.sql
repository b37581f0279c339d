CREATE SCHEMA first;
CREATE SCHEMA second;
CREATE TABLE first.tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE second.tv_post (id integer PRIMARY KEY, data text NOT NULL);
CREATE TABLE second.tv_user (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION second.fn_create(p_title text) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = nowhere, first, second', current_database()); END $$;
