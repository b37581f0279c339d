"""FQ436: documents that do not fit the schema, at places of which their SQL does not say what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from fraiseql.compiler.analyse.shape import kind_of
from fraiseql.compiler.diagnostics import Diagnostic, Related, spelling, suggest
from fraiseql.compiler.fit import kinds
from fraiseql.compiler.lints.look import Look, document_of, listed
from fraiseql.compiler.model import Enum, Field, Model, Object
from fraiseql.compiler.shapes import Unseen, note
from fraiseql.compiler.source import Span
from fraiseql.plan import TypeRef
from fraiseql.scalars import INT32, SCALARS

DEPTH = 40
"""How many keys deep a document is looked into: a type may embed itself."""

SHOWN = 40
"""How many characters of a text from the database are shown."""


def check(look: Look) -> Iterator[Diagnostic]:
    """A warning for each way in which sampled documents do not fit, with how many of them do not."""
    said = set()
    for unseen in look.unseen:
        view = unseen.document.view
        sample = look.seen(view.relation).samples.get(document_of(view), ())
        keys: dict[_Problem, list[str | None]] = {}
        for key, document in sample:
            for problem in dict.fromkeys(_problems(look.bound.model, unseen, document)):
                keys.setdefault(problem, []).append(key)
        for problem, of in keys.items():
            if (view.relation.qualified, problem) not in said:
                said.add((view.relation.qualified, problem))
                yield _said(unseen, problem, of, len(sample))


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is wrong with a value. wanted: what the schema says. what: how the value is, `is null`."""

    span: Span | None
    wanted: str
    path: tuple[str, ...]
    what: str
    hint: str | None = field(default=None, compare=False)


def _said(unseen: Unseen, problem: _Problem, keys: list[str | None], sampled: int) -> Diagnostic:
    view = unseen.document.view
    rows = "rows" if view.document is None else "documents"
    subject = f"`{'.'.join(problem.path)}`" if problem.path else "it"
    message = (
        f"{problem.wanted}, but {subject} {problem.what} in {len(keys)} of {sampled} sampled {rows} of "
        f"`{view.relation.qualified}`"
    )
    if view.key is not None and keys[0] is not None:
        message += f"; the first has the `{view.key.name}` `{_cropped(keys[0])}`"
    why = f"the SQL is not followed here ({unseen.reason})"
    if not unseen.inside:
        why = "the SQL does not say whether it can be null"
    related = note(unseen.place, why) if unseen.place is not None else Related(why)
    return Diagnostic("FQ436", message, problem.span, problem.hint, (related,), "warning")


# --- documents against the schema ------------------------------------------------------------------


def _problems(model: Model, unseen: Unseen, document: Any) -> Iterator[_Problem]:
    """What is wrong with one document at a place that was not seen."""
    if unseen.field is None:
        type_ = unseen.document.row
        if isinstance(document, dict):
            yield from _object(model, type_, document, ())
        elif document is not None:
            span = type_.view.name.span if type_.view is not None else type_.span
            yield _Problem(span, "a document is an object", (), f"is {_described(document)}")
        return
    for parent in _parents(document, unseen.path[:-1]):
        if unseen.ref.lists == unseen.field.type.ref.lists:
            yield from _field(model, unseen.field, parent, unseen.path, unseen)
            continue
        values = [parent.get(unseen.field.key)]
        for _ in range(unseen.field.type.ref.lists - unseen.ref.lists):
            values = [item for value in values if isinstance(value, list) for item in value]
        for value in values:
            yield from _value(model, unseen.field, unseen.ref, value, unseen.path, unseen)


def _parents(document: Any, path: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The objects that a path leads to, through lists."""
    found = list(_objects(document))
    for key in path:
        found = [inner for each in found for inner in _objects(each.get(key))]
    yield from found


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """An object, or those of a list, however deep."""
    left = [value]
    while left:
        match left.pop():
            case dict(found):
                yield found
            case list(items):
                left.extend(reversed(items))


def _object(model: Model, type_: Object, found: dict[str, Any], path: tuple[str, ...]) -> Iterator[_Problem]:
    if type_.abstract is not None:
        named = found.get(type_.abstract.discriminator.value)
        if isinstance(named, str) and named in type_.abstract.possible and named in model.objects:
            yield from _object(model, model.objects[named], found, path)
    elif len(path) < DEPTH:
        for each in type_.fields.values():
            if "relation" not in each.directives:
                yield from _field(model, each, found, (*path, each.key))


def _field(
    model: Model, each: Field, parent: dict[str, Any], path: tuple[str, ...], unseen: Unseen | None = None
) -> Iterator[_Problem]:
    if each.key in parent:
        yield from _value(model, each, each.type.ref, parent[each.key], path, unseen)
        return
    own = {other.key for other in model.objects[each.owner].fields.values()}
    alike = [key for key in parent if key not in own and spelling(key) == spelling(each.key)]
    if alike and (unseen is None or unseen.inside):
        hint = f'name the key: `{each.name}: {each.type.text} @from("{_cropped(alike[0])}")`'
        stored = f"`{each.owner}.{each.name}` is stored as `{each.key}`"
        span = each.type.span or each.span
        yield _Problem(span, stored, path, f"is spelled `{_cropped(alike[0])}`", hint)
    elif not each.type.ref.nullable[0] and (unseen is None or unseen.null):
        meant = suggest(each.key, [_cropped(key) for key in parent if key not in own])
        yield _problem(each, path, "is missing", meant or _NULLABLE)


_NULLABLE = "drop the `!`, or mend the rows and the SQL that writes them"


def _value(
    model: Model,
    each: Field,
    ref: TypeRef,
    value: Any,
    path: tuple[str, ...],
    unseen: Unseen | None = None,
) -> Iterator[_Problem]:
    """unseen: the place, if it is this one, which may be known in part."""
    item = "has an item that " if ref.lists < each.type.ref.lists else ""
    if value is None:
        if not ref.nullable[0] and (unseen is None or unseen.null):
            yield _problem(each, path, f"{item}is null", _NULLABLE)
    elif unseen is not None and not unseen.inside:
        return
    elif ref.lists:
        if isinstance(value, list):
            for one in value:
                yield from _value(model, each, TypeRef(ref.name, ref.nullable[1:]), one, path)
        else:
            yield _problem(each, path, f"{item}is {_described(value)}")
    elif ref.name in model.objects:
        if isinstance(value, dict):
            yield from _object(model, model.objects[ref.name], value, path)
        else:
            yield _problem(each, path, f"{item}is {_described(value)}")
    else:
        wanted = kinds(model, ref.name)
        if wanted is not None and kind_of(value) not in wanted:
            yield _problem(each, path, f"{item}is {_described(value)}")
        elif ref.name in model.enums and (hint := _label(model.enums[ref.name], value)) is not None:
            yield _problem(each, path, f"{item}is no value of `{ref.name}`", hint)
        elif isinstance(value, Decimal) and (what := _number(ref.name, value)) is not None:
            yield _problem(each, path, f"{item}is {what}")


def _problem(each: Field, path: tuple[str, ...], what: str, hint: str | None = None) -> _Problem:
    wanted = f"`{each.owner}.{each.name}` is `{each.type.text}`"
    return _Problem(each.type.span or each.span, wanted, path, what, hint)


def _label(enum: Enum, value: str) -> str | None:
    """A hint, where a text is no value of an enum."""
    stored = [each.stored for each in enum.values]
    if value in stored:
        return None
    return f"it is `{_cropped(value)}`, but the values are stored as {listed(stored)}"


def _number(name: str, value: Decimal) -> str | None:
    """What a number is that its scalar cannot be."""
    leaf = SCALARS[name].leaf if name in SCALARS else "any"
    if leaf in ("int", "id") and value != value.to_integral_value():
        return "a number with a fraction"
    fits = INT32.start <= value < INT32.stop
    return "a number of more than 32 bits" if leaf == "int" and not fits else None


def _described(value: Any) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return {"string": "a string", "boolean": "true or false"}.get(kind_of(value) or "", "a number")


def _cropped(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
