CREATE TABLE tb_note (id int PRIMARY KEY, owner text NOT NULL);
INSERT INTO tb_note VALUES (1, 'ada'), (2, 'bob');
CREATE VIEW v_note AS
SELECT id, jsonb_build_object('id', id) AS data FROM tb_note WHERE owner = current_setting('app.user_id', true);
