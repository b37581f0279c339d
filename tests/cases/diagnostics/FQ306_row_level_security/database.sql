DO $$ BEGIN CREATE ROLE fraiseql_case_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE fraiseql_case_writer; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
ALTER TABLE tv_post ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON tv_post FOR SELECT USING (id::text = current_setting('app.user_id', true));
CREATE VIEW v_draft AS SELECT id, data FROM tv_post;
ALTER VIEW v_draft OWNER TO fraiseql_case_writer;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO fraiseql_case_reader, fraiseql_case_writer;
