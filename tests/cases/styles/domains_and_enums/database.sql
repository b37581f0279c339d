-- Types of one's own everywhere.
CREATE DOMAIN email AS text CHECK (VALUE ~ '@');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN short_text AS varchar(80);
CREATE DOMAIN document AS jsonb CHECK (jsonb_typeof(VALUE) = 'object');
CREATE TYPE mood AS ENUM ('sad', 'fine', 'very_happy');
CREATE TABLE tb_person (
    id uuid PRIMARY KEY, address email NOT NULL, age positive, name short_text NOT NULL, mood mood NOT NULL,
    moods mood[] NOT NULL DEFAULT '{}'
);
CREATE TABLE tv_person (id uuid PRIMARY KEY, address email NOT NULL, mood mood NOT NULL, data document NOT NULL);
CREATE FUNCTION fn_sync_tv_person(p_id uuid) RETURNS void LANGUAGE sql AS $$
    INSERT INTO tv_person (id, address, mood, data)
    SELECT p.id, p.address, p.mood, jsonb_build_object(
        'id', p.id, 'address', p.address, 'age', p.age, 'name', p.name, 'mood', p.mood, 'moods', p.moods
    )
    FROM tb_person p WHERE p.id = p_id
    ON CONFLICT (id) DO UPDATE SET address = excluded.address, mood = excluded.mood, data = excluded.data;
$$;
INSERT INTO tb_person VALUES
    ('00000000-0000-0000-0000-000000000001', 'a@example.org', 36, 'Ada', 'very_happy', '{sad,fine}'),
    ('00000000-0000-0000-0000-000000000002', 'p@example.org', NULL, 'Plato', 'sad', '{}');
SELECT fn_sync_tv_person(id) FROM tb_person;
