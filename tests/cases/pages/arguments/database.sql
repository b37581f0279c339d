CREATE DOMAIN post_number AS int NOT NULL CHECK (VALUE > 0);
CREATE TABLE tb_post (number post_number PRIMARY KEY, title text, author_id int);
INSERT INTO tb_post SELECT n, 'Title ' || n, n % 2 FROM generate_series(1, 6) AS n;
CREATE VIEW v_post AS TABLE tb_post;
CREATE VIEW v_big_post AS SELECT * FROM tb_post WHERE number > 2;
