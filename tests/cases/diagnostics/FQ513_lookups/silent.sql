CREATE UNIQUE INDEX ON tv_user (name);
ALTER TABLE tv_user ADD COLUMN email text UNIQUE, ADD COLUMN born date UNIQUE;
CREATE UNIQUE INDEX ON tv_account (owner);
ALTER TABLE tv_account ADD COLUMN note text UNIQUE;
CREATE UNIQUE INDEX ON tv_foreign_account (number);
