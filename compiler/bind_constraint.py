"""The constraints that clients are told of: those with a comment, and those about what they send."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fraiseql.compiler.bound import BoundMutation
from fraiseql.compiler.catalog import Catalog, Constraint
from fraiseql.compiler.model import Argument, Model


def told_constraints(
    model: Model, catalog: Catalog, mutations: Sequence[BoundMutation]
) -> dict[str, tuple[Constraint, ...]]:
    """Constraints by the `schema.name` of their table or domain; none where there are no commands."""
    if not mutations:
        return {}
    sent = {key for mutation in mutations for key in _keys(model, mutation.field.arguments, frozenset())}
    owners = [(relation.qualified, relation.constraints) for relation in catalog.relations]
    owners += [(domain, type_.constraints) for domain, type_ in catalog.domains()]
    told = {
        owner: tuple(c for c in constraints if c.comment is not None or not sent.isdisjoint(c.columns))
        for owner, constraints in owners
    }
    return {owner: constraints for owner, constraints in told.items() if constraints}


def _keys(model: Model, arguments: Sequence[Argument], above: frozenset[str]) -> Iterator[str]:
    """The stored names of what a client can send, at any depth."""
    for argument in arguments:
        named = argument.type.ref.name
        yield argument.key
        input_ = model.inputs.get(named)
        if input_ is not None and named not in above:
            yield from _keys(model, tuple(input_.fields.values()), above | {named})
