"""C2: what must hold in a schema whatever the database. One rule a file, each `check(schema)`."""

from fraiseql.compiler.rules import (
    abstract_types,
    commands,
    connections,
    directive_arguments,
    features,
    filters,
    limits,
    names,
    placement,
    predicates,
    relations,
    root_fields,
    scalars,
    sdl,
    sessions,
    stored_keys,
)

RULES = (
    sdl.check,
    names.check,
    directive_arguments.check,
    placement.check,
    features.check,
    scalars.check,
    stored_keys.check,
    root_fields.check,
    limits.check,
    filters.check,
    connections.check,
    abstract_types.check,
    commands.check,
    predicates.check,
    relations.check,
    sessions.check,
)
"""Every rule. The order does not matter: diagnostics are sorted by position."""
