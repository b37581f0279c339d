CREATE TABLE tv_user (id uuid PRIMARY KEY, tenant_id uuid NOT NULL, name text NOT NULL, data jsonb NOT NULL);
CREATE INDEX ON tv_user (tenant_id, name);
CREATE UNIQUE INDEX ON tv_user (name) WHERE name <> '';
CREATE TABLE tv_account (
  id uuid PRIMARY KEY, tenant_id int NOT NULL, region int NOT NULL, number text, owner text, active boolean, data jsonb NOT NULL,
  UNIQUE (tenant_id, number)
);
CREATE TABLE tv_foreign_account (
  id uuid PRIMARY KEY, tenant_id int NOT NULL, region int NOT NULL, number text, owner text, active boolean, data jsonb NOT NULL,
  UNIQUE (number, active)
);
