-- SQL-standard function bodies, CTEs and LATERAL; no string holds any SQL.
CREATE TABLE tb_team (pk_team integer PRIMARY KEY, id uuid NOT NULL UNIQUE, name text NOT NULL);
CREATE TABLE tb_member (
    pk_member integer PRIMARY KEY, id uuid NOT NULL UNIQUE, fk_team integer NOT NULL REFERENCES tb_team, name text NOT NULL, joined date NOT NULL
);
INSERT INTO tb_team VALUES (1, '00000000-0000-0000-0000-000000000001', 'Red'), (2, '00000000-0000-0000-0000-000000000002', 'Blue');
INSERT INTO tb_member VALUES (1, '00000000-0000-0000-0000-0000000000a1', 1, 'Ada', '2025-01-01'),
                             (2, '00000000-0000-0000-0000-0000000000a2', 1, 'Bob', '2026-01-01');
CREATE TABLE tv_team (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_sync_tv_team(p_id uuid) RETURNS void
BEGIN ATOMIC
    WITH members AS (
        SELECT m.fk_team, jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) ORDER BY m.pk_member) AS list
        FROM tb_member m GROUP BY m.fk_team
    )
    INSERT INTO tv_team (id, data)
    SELECT t.id, jsonb_build_object(
        'id', t.id, 'name', t.name, 'members', coalesce(members.list, '[]'), 'first', first.data, 'size', size.count
    )
    FROM tb_team t
    LEFT JOIN members ON members.fk_team = t.pk_team
    LEFT JOIN LATERAL (
        SELECT jsonb_build_object('name', m.name, 'joined', m.joined) AS data
        FROM tb_member m WHERE m.fk_team = t.pk_team ORDER BY m.joined LIMIT 1
    ) first ON true
    CROSS JOIN LATERAL (SELECT count(*) AS count FROM tb_member m WHERE m.fk_team = t.pk_team) size
    WHERE t.id = p_id
    ON CONFLICT (id) DO UPDATE SET data = excluded.data;
END;
CREATE FUNCTION fn_rename_team(p_id uuid, p_name text) RETURNS uuid
BEGIN ATOMIC
    UPDATE tb_team SET name = p_name WHERE id = p_id;
    SELECT fn_sync_tv_team(p_id);
    SELECT p_id;
END;
SELECT fn_sync_tv_team(id) FROM tb_team;
