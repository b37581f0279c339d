CREATE TABLE tv_row (id uuid PRIMARY KEY, data jsonb);
CREATE TYPE mood AS ENUM ('happy');
CREATE TYPE contact AS (email text);
CREATE TYPE address AS (street text, city text, contact contact, mood mood, size int, lines text[]);
CREATE FUNCTION fn_move(p_to address) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE FUNCTION fn_move_all(p_to address[]) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE FUNCTION fn_move_text(p_to text) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
-- A row type of PostgreSQL itself: its attributes are not in the catalog.
CREATE FUNCTION fn_move_row(p_to pg_class) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
