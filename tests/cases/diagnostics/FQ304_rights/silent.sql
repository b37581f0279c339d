GRANT USAGE ON SCHEMA app TO fraiseql_case_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public, app TO fraiseql_case_reader;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public, app TO fraiseql_case_reader;
