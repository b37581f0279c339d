"""The compiler, in order of control flow.

    source  diagnostics  codes  render  settings  settle
                                            text and positions; problems, their table, rendering and levels
    directives  parse                       schema text → GraphQL AST
    naming  merge  derive  model  build  rules/
                                            AST → typed schema model
    catalog  introspect  snapshot  prepare  observe  rights
                                            database → catalog, also a file; which statements it takes; sizes
    analyse/                                what the SQL of the database's views and functions says
    describe  fit  bound  bind_view  bind_command  bind
                                            model × catalog
    sql/                                    the SQL tree and its printer
    shapes                                  model × the shapes of documents
    lower  statements                       bound schema → SQL → `fraiseql.plan`; what plans can lead to
    lints/                                  what is right but slow or risky
    publish  write                          the public schema; plan files
    project  apply  pipeline  explain       a project on disk, and all stages on one screen
    session  verify  diff                   again and again; against another database; against other plans
    contracts                               schemas/: what others may read of all this

It imports from the runtime only the contracts `plan scalars operators errors assemble`.
"""
