-- Read models and what they are made of, partitioned by range and by hash.
CREATE TABLE tb_event (
    pk_event bigint GENERATED ALWAYS AS IDENTITY, id uuid NOT NULL, at timestamptz NOT NULL, kind text NOT NULL,
    note text, PRIMARY KEY (pk_event, at)
) PARTITION BY RANGE (at);
CREATE TABLE tb_event_2025 PARTITION OF tb_event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE tb_event_2026 PARTITION OF tb_event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE tv_event (id uuid NOT NULL, at timestamptz NOT NULL, data jsonb NOT NULL, PRIMARY KEY (id))
    PARTITION BY HASH (id);
CREATE TABLE tv_event_0 PARTITION OF tv_event FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE tv_event_1 PARTITION OF tv_event FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE FUNCTION fn_sync_tv_event(p_id uuid) RETURNS void LANGUAGE sql SET timezone TO 'UTC' AS $$
    INSERT INTO tv_event (id, at, data)
    SELECT e.id, e.at, jsonb_build_object('id', e.id, 'at', e.at, 'kind', e.kind, 'note', e.note)
    FROM tb_event e WHERE e.id = p_id
    ON CONFLICT (id) DO UPDATE SET at = excluded.at, data = excluded.data;
$$;
CREATE FUNCTION fn_record(p_id uuid, p_at timestamptz, p_kind text, p_note text DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tb_event (id, at, kind, note) VALUES (p_id, p_at, p_kind, p_note);
    PERFORM fn_sync_tv_event(p_id);
    RETURN p_id;
END $$;
SELECT fn_record('00000000-0000-0000-0000-000000000001', '2025-06-01 00:00+00', 'start');
SELECT fn_record('00000000-0000-0000-0000-000000000002', '2026-06-01 00:00+00', 'stop', 'tired');
