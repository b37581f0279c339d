DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone TO ''UTC''', current_database()); END $$;
CREATE TYPE mood AS ENUM ('happy', 'so_so');
CREATE TABLE tb_row (
    row_id int PRIMARY KEY, title text, created_at timestamptz, tags text[], mood mood, price numeric, total bigint, meta jsonb,
    author jsonb, spanning interval, views int, hidden text DEFAULT 'hidden'
);
CREATE VIEW v_row AS SELECT * FROM tb_row;
INSERT INTO tb_row VALUES
    (
        1, 'é " \ 🐘', '2026-01-31T12:00:00+02:00', '{a,"b,c",NULL_,"d\"e"}', 'so_so', 1.10, 9007199254740993,
        '{"a": [1]}', '{"name": "Ada"}', '1 day 2 hours', 5
    );
INSERT INTO tb_row (row_id, tags) VALUES (2, '{}'), (3, NULL);
