"""The compiler, in order of control flow.

    source  diagnostics  codes  render      text and positions; problems, their table, their rendering
    directives  parse                       schema text → GraphQL AST
    naming  merge  derive  model  build  rules/
                                            AST → typed schema model
    catalog  introspect  snapshot  prepare  database → catalog, also a file; which statements it takes
    analyse/                                what the SQL of the database's views and functions says
    describe  fit  bound  bind_view  bind_command  bind
                                            model × catalog
    sql/                                    the SQL tree and its printer
    lower                                   bound schema → SQL → `fraiseql.plan`
    publish  write                          the public schema; plan files
    project  apply  pipeline  explain       a project on disk, and all stages on one screen
    contracts                               schemas/: what others may read of all this

It imports from the runtime only the contracts `plan scalars operators errors assemble`.
"""
