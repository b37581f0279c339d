-- One search over several tables: a union told apart by a key, in a read model that one function fills.
CREATE TABLE tb_person (pk_person integer PRIMARY KEY, id uuid NOT NULL UNIQUE, name text NOT NULL);
CREATE TABLE tb_place (pk_place integer PRIMARY KEY, id uuid NOT NULL UNIQUE, title text NOT NULL, latitude double precision);
CREATE TABLE tv_hit (id uuid PRIMARY KEY, words text NOT NULL, data jsonb NOT NULL);
CREATE FUNCTION fn_sync_tv_hit() RETURNS void LANGUAGE sql AS $$
    DELETE FROM tv_hit;
    INSERT INTO tv_hit (id, words, data)
    SELECT id, name, jsonb_build_object('type', 'Person', 'id', id, 'name', name) FROM tb_person;
    INSERT INTO tv_hit (id, words, data)
    SELECT id, title, jsonb_build_object('type', 'Place', 'id', id, 'title', title, 'latitude', latitude) FROM tb_place;
$$;
INSERT INTO tb_person VALUES (1, '00000000-0000-0000-0000-000000000001', 'Ada');
INSERT INTO tb_place VALUES (1, '00000000-0000-0000-0000-000000000002', 'Adana', 37);
SELECT fn_sync_tv_hit();
