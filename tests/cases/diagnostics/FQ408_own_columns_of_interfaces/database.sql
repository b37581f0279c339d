CREATE TYPE sort AS ENUM ('dog', 'Cat');
CREATE TABLE v_animal (id uuid PRIMARY KEY, kind text NOT NULL, number int, sort sort, name text, lives text);
