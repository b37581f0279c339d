CREATE TABLE tv_animal (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_animal VALUES
    (1, '{"kind": "Dog", "friend": {"kind": "Dog"}, "friends": [{"kind": "dog"}, {"kind": "Dog"}, 7]}'),
    (2, '{"name": "no kind"}'),
    (3, '{"kind": null}'),
    (4, '{"kind": 5}'),
    (5, '{"kind": "Wolf"}'),
    (6, '{"kind": "Animal"}'),
    (7, '{"kind": "Cat", "strict": [{"kind": "Dog"}, {"kind": "Mouse"}]}'),
    (8, '{"kind": "Cat", "friend": [], "strict": null}'),
    (9, '{"kind": "Cat", "name": "Tom", "friend": {"kind": "Dog", "name": {}}, "strict": [{"kind": "Cat", "name": []}]}'),
    (10, 'null');
