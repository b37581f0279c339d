-- Rows are only marked as deleted; views leave them out, and outer joins are made whole with COALESCE.
CREATE TABLE tb_folder (pk_folder integer PRIMARY KEY, id uuid NOT NULL UNIQUE, name text NOT NULL, deleted_at timestamptz);
CREATE TABLE tb_file (
    pk_file integer PRIMARY KEY, id uuid NOT NULL UNIQUE, fk_folder integer REFERENCES tb_folder, name text NOT NULL, size bigint, deleted_at timestamptz
);
INSERT INTO tb_folder VALUES (1, '00000000-0000-0000-0000-0000000000f1', 'docs', NULL), (2, '00000000-0000-0000-0000-0000000000f2', 'old', '2026-01-01');
INSERT INTO tb_file VALUES (1, '00000000-0000-0000-0000-000000000001', 1, 'a', 10, NULL), (2, '00000000-0000-0000-0000-000000000002', 2, 'b', NULL, NULL),
                           (3, '00000000-0000-0000-0000-000000000003', NULL, 'c', 1, NULL), (4, '00000000-0000-0000-0000-000000000004', 1, 'd', 1, '2026-01-01');
CREATE VIEW v_file AS
SELECT f.id, f.name, jsonb_build_object(
    'id', f.id, 'name', f.name, 'size', coalesce(f.size, 0),
    'folder_name', coalesce(d.name, '(none)'),
    'folder', CASE WHEN d.pk_folder IS NOT NULL THEN jsonb_build_object('id', d.id, 'name', d.name) END
) AS data
FROM tb_file f LEFT JOIN tb_folder d ON d.pk_folder = f.fk_folder AND d.deleted_at IS NULL
WHERE f.deleted_at IS NULL;
CREATE VIEW v_sized AS
SELECT f.id, jsonb_build_object('id', f.id, 'size', f.size) AS data FROM tb_file f WHERE f.size IS NOT NULL;
