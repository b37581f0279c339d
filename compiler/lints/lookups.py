"""FQ513: lookups of one object whose argument may find several."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.lints.fields import advice, indexes_note
from fraiseql.compiler.lints.look import INDEXABLE, Look, is_given
from fraiseql.compiler.lints.served import Place, pinned_columns, plain, plain_column, unique_keys, uniting


def check(look: Look) -> Iterator[Diagnostic]:
    """A warning for each argument that, with those always given, is covered by no unique index."""
    for query, plan in look.queries:
        relation = query.view.relation
        if plan.returns != "one" or relation.kind not in INDEXABLE:
            continue
        compared = {
            argument.name: (argument, Place(argument.name, target, target.sql, None))
            for argument in (bound.argument for bound in query.arguments)
            if (target := plan.arguments[argument.name].target) is not None
        }
        of_session = {name for name in compared if plan.arguments[name].session is not None}
        always = of_session | {name for name in compared if is_given(plan.arguments[name])}
        key = query.view.key.name if query.view.key is not None else None  # FQ410 is about that one
        pinned = pinned_columns(query.filter)
        for names in [{*always, name} for name in compared if name not in always] or [always]:
            given = {plain(compared[name][1]) for name in names} | set(map(plain_column, pinned))
            if not names or key in given or any(unique <= given for unique in unique_keys(relation)):
                continue
            # What it is about is said at the argument that makes the difference.
            name = next(n for n in compared if n in names and (n not in always or names == always))
            argument, _ = compared[name]
            rest = sorted(names - {name})
            message = f"no unique index says that `{name}`" + (f" with `{'`, `'.join(rest)}`" if rest else "")
            message += f" finds one row of `{relation.qualified}` at most, as `{query.field.name}` needs"
            places = [compared[n][1] for n in compared if n in names]
            hint = advice(uniting(places, relation, pinned), None)
            yield Diagnostic("FQ513", message, argument.span, hint, (indexes_note(relation),), "warning")
