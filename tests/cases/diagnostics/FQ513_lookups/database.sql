CREATE TABLE tv_user (id uuid PRIMARY KEY, tenant_id uuid NOT NULL, name text NOT NULL, data jsonb NOT NULL);
CREATE INDEX ON tv_user (tenant_id, name);
CREATE UNIQUE INDEX ON tv_user (name) WHERE name <> '';
