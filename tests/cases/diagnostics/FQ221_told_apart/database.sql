CREATE TABLE v_animal (id uuid PRIMARY KEY, data jsonb NOT NULL);
