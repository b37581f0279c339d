"""FQ515: documents that are large on average."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.assemble import default_limit
from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.lints.look import Look


def check(look: Look) -> Iterator[Diagnostic]:
    """A warning for each relation with such documents."""
    for view, span in look.views.values():
        size = look.seen(view.relation).document_bytes
        if size is None or size <= look.settings.document_bytes:
            continue
        message = f"a document of `{view.relation.qualified}` has {weight(size)} on average"
        pages = [
            (limit, plan.name)
            for query, plan in look.queries
            if query.view.relation is view.relation and (limit := default_limit(plan)) is not None
        ]
        if pages:
            rows, name = max(pages)
            message += f"; a page of {rows} from `{name}` has {weight(rows * size)}"
        hint = (
            "keep long texts and long lists out of it: give them a view of their own, which only a query "
            "that needs them reads"
        )
        yield Diagnostic("FQ515", message, span, hint, severity="warning")


def weight(size: float) -> str:
    """A number of bytes, for people."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
