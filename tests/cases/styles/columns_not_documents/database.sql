-- No documents at all: plain tables, and a view of their columns.
CREATE TABLE country (code text PRIMARY KEY, name text NOT NULL UNIQUE, population bigint);
CREATE TABLE city (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    country    text NOT NULL REFERENCES country,
    name       text NOT NULL,
    founded    date,
    is_capital boolean NOT NULL DEFAULT false,
    UNIQUE (country, name)
);
INSERT INTO country VALUES ('fr', 'France', 68000000), ('is', 'Iceland', 380000), ('va', 'Vatican', NULL);
INSERT INTO city (country, name, founded, is_capital) VALUES
    ('fr', 'Paris', NULL, true), ('fr', 'Brest', '1065-01-01', false), ('is', 'Reykjavik', '1786-08-18', true);
CREATE VIEW v_capital AS
SELECT city.id, city.name, country.name AS country_name, country.population
FROM city JOIN country ON country.code = city.country
WHERE city.is_capital;
