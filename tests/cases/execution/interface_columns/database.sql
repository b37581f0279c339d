CREATE TYPE kind AS ENUM ('Cat', 'Dog');
CREATE TABLE tb_animal (id int PRIMARY KEY, kind kind NOT NULL, name text NOT NULL, barks bool, lives int);
INSERT INTO tb_animal VALUES (1, 'Dog', 'Rex', true, NULL), (2, 'Cat', 'Tom', NULL, 9);
CREATE VIEW v_animal AS SELECT id, kind::text, kind AS sort, name, barks, lives FROM tb_animal;
