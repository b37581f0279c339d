"""FQ304 to FQ309: what the role that the runtime uses may not do, and where row-level security applies."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.bound import Operand
from fraiseql.compiler.describe import function_note
from fraiseql.compiler.diagnostics import Diagnostic, Related, suggest
from fraiseql.compiler.lints.look import Look
from fraiseql.compiler.rights import Protected, Rights, Wanted
from fraiseql.compiler.source import Span
from fraiseql.compiler.sql.printer import identifier


def wanted(look: Look) -> Wanted:
    """What a schema needs of the role: reading the columns that it uses, and calling its commands."""
    columns: dict[tuple[str, str], dict[str, None]] = {}
    types = set(look.bound.scalars.values())
    for view, _ in look.views.values():
        relation = view.relation
        used = columns.setdefault((relation.schema, relation.name), {})
        # Of a row without a document all columns are read.
        used |= dict.fromkeys([view.document] if view.document else [c.name for c in relation.columns])
        assert view.key is not None  # what is looked at is free of errors
        used[view.key.name] = None
    for query in look.bound.queries:
        relation = query.view.relation
        compared = [argument.operand for argument in query.arguments]
        for operand in (*query.operands.values(), *compared):
            if isinstance(operand, Operand):
                types.add(operand.postgres)
                if operand.column is not None:
                    columns[relation.schema, relation.name][operand.column] = None
    for mutation in look.bound.mutations:
        types |= {parameter.parameter.type for parameter in mutation.parameters}
    schemas = {schema for schema, _ in columns} | {m.function.schema for m in look.bound.mutations}
    schemas |= {name.strip('"') for type_ in types if (name := type_.rpartition(".")[0])}
    return Wanted(
        tuple(sorted(schemas)),
        {name: tuple(used) for name, used in columns.items()},
        tuple(sorted({mutation.function.signature for mutation in look.bound.mutations})),
    )


def check(look: Look, role: str, found: Rights) -> Iterator[Diagnostic]:
    """An error for each right that the role lacks, and what is to be known of row-level security."""
    if found.roles is not None:
        hint = suggest(role, found.roles) or f"create it: `CREATE ROLE {identifier(role)}`"
        yield Diagnostic("FQ305", f"there is no role `{role}` in the database", None, hint)
        return
    for schema in found.schemas:
        message = f"`{role}` may not use the schema `{schema}`"
        yield _missing(message, f"USAGE ON SCHEMA {schema}", role, _of_schema(look, schema.strip('"')))
    for lacking in found.relations:
        columns = ", ".join(map(identifier, lacking.columns))
        what = f"the columns `{columns}` of `{lacking.inner}`" if lacking.columns else f"`{lacking.inner}`"
        message = f"`{role}` may not read {what}"
        view, span = look.views[lacking.relation]
        if lacking.inner.replace('"', "") != lacking.relation:
            message += f", which `{view.relation.qualified}` reads with the rights of who asks"
        privilege = f"SELECT ({columns})" if lacking.columns else "SELECT"
        yield _missing(message, f"{privilege} ON {lacking.inner}", role, span)
    granted = dict(found.functions)
    for mutation in look.bound.mutations:
        function, word = mutation.function, mutation.field.command
        if word is not None and function.signature in granted:
            message = f"`{role}` may not call `{function.qualified}`"
            privilege = f"EXECUTE ON FUNCTION {granted[function.signature]}"
            note = function_note("the function is", function)
            yield _missing(message, privilege, role, word.span, note)
    for protected in found.protected:
        yield _security(protected, role, look.views[protected.relation][1])


def _missing(message: str, privilege: str, role: str, span: Span | None, *related: Related) -> Diagnostic:
    hint = f"grant it: `GRANT {privilege} TO {identifier(role)}`"
    return Diagnostic("FQ304", message, span, hint, related)


def _of_schema(look: Look, schema: str) -> Span | None:
    """The first place that needs a schema; nothing where only a type does."""
    spans = [span for view, span in look.views.values() if view.relation.schema == schema]
    spans += [
        mutation.field.command.span
        for mutation in look.bound.mutations
        if mutation.function.schema == schema and mutation.field.command is not None
    ]
    return next(iter(spans), None)


def _security(protected: Protected, role: str, span: Span | None) -> Diagnostic:
    table, reader = protected.table, protected.reader
    through = "" if table == protected.relation else f" through `{protected.relation}`"
    policies = "\n".join(protected.policies) or "none: no row is visible"
    note = Related("the policies are", object=f"table {table}", definition=policies)
    if protected.stored:
        message = (
            f"row-level security of `{table}` does not hold{through}, which stores its rows for everyone"
        )
        hint = "read a view that is a `security_invoker`, or keep what it stores to what everyone may see"
    elif protected.exempt:
        owned = reader != role
        why = f"the view reads with the rights of its owner, and `{reader}`" if owned else "that role"
        message = (
            f"row-level security of `{table}` does not hold for `{role}`{through}: {why} is exempt from it"
        )
        hint = "let the runtime connect as a role that neither owns the table nor has BYPASSRLS"
        if owned:
            hint = f"`ALTER VIEW {protected.relation} SET (security_invoker = true)`"
    else:
        as_owner = "" if reader == role else f", as it does for `{reader}`, the owner of the view"
        message = f"row-level security of `{table}` applies to `{role}`{through}{as_owner}"
        return Diagnostic("FQ306", message, span, None, (note,), "note")
    return Diagnostic("FQ309", message, span, hint, (note,), "warning")
