"""What following an expression needs: the catalog, the text that it stands in, and ways to follow names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count

from fraiseql.compiler.analyse.scope import Rows, Scope
from fraiseql.compiler.analyse.shape import Place
from fraiseql.compiler.analyse.sql import Tree
from fraiseql.compiler.analyse.values import Value
from fraiseql.compiler.catalog import Catalog, Function, Relation


@dataclass(frozen=True)
class Context:
    """Reads the SQL of one database object.

    object: `view public.v_post`. text: what its trees were made of. first: the line that it starts at.
    relation: the rows of a relation. call: what a function of the user yields.
    rows: what a query yields. value: what an expression does.
    """

    catalog: Catalog
    object: str
    text: str
    relation: Callable[[Relation], Rows]
    call: Callable[[Function, Sequence[Value]], Value]
    rows: Callable[[Context, Scope, Tree], Rows]
    value: Callable[[Context, Scope, Tree], Value]
    numbers: count[int] = field(default_factory=count)
    first: int = 1

    def place(self, tree: Tree) -> Place:
        """Where a part of the text stands."""
        return Place(self.object, self.text, tree, self.first)
