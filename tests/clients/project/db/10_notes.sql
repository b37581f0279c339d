DROP TABLE IF EXISTS tv_note;
CREATE TABLE tv_note (
    id     uuid PRIMARY KEY,
    number int NOT NULL UNIQUE GENERATED ALWAYS AS IDENTITY,
    data   jsonb NOT NULL
);

CREATE OR REPLACE FUNCTION fn_add_note(p_text text, p_kind text DEFAULT 'plain') RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    v_id uuid := gen_random_uuid();
    v_number int;
BEGIN
    IF p_text !~ '\S' THEN
        RAISE EXCEPTION 'A note needs a text.';
    END IF;
    INSERT INTO tv_note (id, data) VALUES (v_id, '{}') RETURNING number INTO v_number;
    UPDATE tv_note SET data = jsonb_build_object(
        'id', v_id,
        'number', v_number,
        'text', p_text,
        'kind', p_kind,
        'big', 9007199254740993,
        'created_at', '2026-01-01T00:00:00+00:00',
        'author', jsonb_build_object(
            'id', md5((v_number % 3)::text)::uuid, 'name', 'Author ' || v_number % 3
        )
    ) WHERE id = v_id;
    RETURN v_id;
END $$;

CREATE OR REPLACE FUNCTION fn_change_note(p_id uuid, p_text text) RETURNS uuid
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tv_note SET data = data || jsonb_build_object('text', p_text) WHERE id = p_id;
    RETURN p_id;
END $$;

SELECT fn_add_note('Note ' || n, CASE WHEN n % 4 = 0 THEN 'urgent' ELSE 'plain' END)
FROM generate_series(1, 23) AS n;
