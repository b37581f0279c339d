-- Documents out of whole rows: to_jsonb, row_to_json, ||, -, jsonb_set.
CREATE TABLE tb_note (pk_note integer PRIMARY KEY, id uuid NOT NULL UNIQUE, title text NOT NULL, body text, secret text, tags text[] NOT NULL);
INSERT INTO tb_note VALUES (1, '00000000-0000-0000-0000-000000000001', 'One', NULL, 'xyz', '{a,b}'),
                           (2, '00000000-0000-0000-0000-000000000002', 'Two', 'text', NULL, '{}');
CREATE VIEW v_note AS
SELECT n.id, to_jsonb(n) - 'pk_note' - 'secret' || jsonb_build_object('length', coalesce(length(n.body), 0)) AS data
FROM tb_note n;
CREATE VIEW v_row AS
SELECT r.id, row_to_json(r)::jsonb AS data FROM (SELECT id, title, cardinality(tags) AS tags FROM tb_note) r;
CREATE VIEW v_set AS
SELECT n.id, jsonb_set(jsonb_build_object('id', n.id, 'meta', jsonb_build_object('title', n.title)), '{meta,tags}', to_jsonb(n.tags)) AS data
FROM tb_note n;
