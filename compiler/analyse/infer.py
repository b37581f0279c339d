"""An SQL expression → what is known of its value. What cannot be followed is unknown, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlglot import exp

from fraiseql.compiler.analyse import shape as shapes
from fraiseql.compiler.analyse.building import as_json, as_text, build, constant, document, extracted, path_of
from fraiseql.compiler.analyse.builtin import (
    AGGREGATES,
    AVERAGES,
    CLOCKS,
    FUNCTIONS,
    SAME,
    SUMS,
    WHOLE,
    WINDOWS,
)
from fraiseql.compiler.analyse.context import Context
from fraiseql.compiler.analyse.scope import Scope, proven, untrue
from fraiseql.compiler.analyse.shape import (
    NEVER,
    PERHAPS,
    Array,
    Nothing,
    Null,
    Object,
    Scalar,
    Unknown,
    doubted,
    either,
    every,
)
from fraiseql.compiler.analyse.sql import Tree, name
from fraiseql.compiler.analyse.values import (
    LITERAL,
    Value,
    cast,
    common,
    is_json,
    joined,
    nothing,
    of_type,
    type_key,
    typed,
    unknown,
)


def value(context: Context, scope: Scope, tree: Tree) -> Value:
    """What is known of the value of an expression."""
    for kind in type(tree).__mro__:
        if kind in _FOLLOW:
            return _FOLLOW[kind](context, scope, tree)
    return unknown(f"`{type(tree).__name__}`, which is not followed", context.place(tree))


def _values(context: Context, scope: Scope, trees: Sequence[Tree]) -> list[Value]:
    return [value(context, scope, tree) for tree in trees]


# --- names and literals ----------------------------------------------------------------------------


def _column(context: Context, scope: Scope, tree: Tree) -> Value:
    found = scope.find(tree)[0] if isinstance(tree, exp.Column) else unknown("")
    if isinstance(found.shape, Unknown) and found.shape.place is None:
        return replace(found, shape=Unknown(found.shape.reason, context.place(tree)))
    return found


def _literal(context: Context, scope: Scope, tree: Tree) -> Value:
    if tree.args.get("is_string", True):
        return Value(LITERAL, Scalar("string", "text", tree.this))
    whole = str(tree.this).isdigit()
    return Value(
        "int4" if whole and len(tree.this) < 10 else "numeric", Scalar("number", "int4" if whole else None)
    )


def _escaped(context: Context, scope: Scope, tree: Tree) -> Value:
    return Value(LITERAL, Scalar("string", "text"))


def _boolean(context: Context, scope: Scope, tree: Tree) -> Value:
    return Value("bool", Scalar("boolean", "bool"))


def _null(context: Context, scope: Scope, tree: Tree) -> Value:
    return nothing("it is written as NULL", context.place(tree))


def _parameter(context: Context, scope: Scope, tree: Tree) -> Value:
    number = tree.this.name if isinstance(tree.this, exp.Expr) else str(tree.this)
    return scope.variables.get(f"${number}") or unknown("a parameter", context.place(tree))


def _clock(context: Context, scope: Scope, tree: Tree) -> Value:
    type_ = CLOCKS[type(tree).__name__]
    null = PERHAPS if isinstance(tree, exp.CurrentSchema) else NEVER
    return Value(type_, of_type(context.catalog, type_), null)


# --- operators -------------------------------------------------------------------------------------


def _inner(context: Context, scope: Scope, tree: Tree) -> Value:
    return value(context, scope, tree.this)


def _cast(context: Context, scope: Scope, tree: Tree) -> Value:
    type_ = type_key(context.catalog, tree.args["to"])
    return cast(context.catalog, value(context, scope, tree.this), type_, context.place(tree))


def _condition(context: Context, scope: Scope, tree: Tree) -> Value:
    parts = [
        child for child in tree.iter_expressions() if not isinstance(child, exp.Any | exp.All | exp.Query)
    ]
    nulls = [value(context, scope, part).null for part in parts]
    subquery = any(True for _ in tree.find_all(exp.Any, exp.All, exp.Query))
    null = either(*nulls, PERHAPS if subquery else NEVER)
    if isinstance(tree, exp.Connector | exp.In | exp.Between):
        null = doubted(null)
    return Value("bool", Scalar("boolean", "bool"), null)


_CLASSES = {
    "int2": 0, "int4": 1, "int8": 2, "numeric": 3, "float4": 4, "float8": 5,
}  # fmt: skip


def _arithmetic(context: Context, scope: Scope, tree: Tree) -> Value:
    left, right = _values(context, scope, [tree.args["this"], tree.args["expression"]])
    if isinstance(tree, exp.Sub) and is_json(left.type):
        return _removed(context, scope, tree, left)
    null = either(left.null, right.null)
    known = [side.type for side in (left, right) if side.type != LITERAL]
    numbers = [type_ for type_ in known if type_ in _CLASSES]
    if None in known and all(_is_number(side) for side in (left, right)):
        return Value(None, Scalar("number"), null)
    if len(known) == len(numbers) and numbers:
        type_ = max(numbers, key=lambda t: _CLASSES[t])
        type_ = "float8" if type_.startswith("float") and len(set(numbers)) > 1 else type_
        if isinstance(tree, exp.Pow):
            type_ = "float8" if "float8" in numbers or "float4" in numbers else "numeric"
        return Value(type_, Scalar("number", type_), null)
    dated = _moved(tree, left.type, right.type)
    if dated is not None:
        return Value(dated, of_type(context.catalog, dated), null)
    return Value(None, Unknown("arithmetic of a type that is not known", context.place(tree)), null, NEVER)


def _is_number(value: Value) -> bool:
    return isinstance(value.shape, Scalar) and value.shape.kind == "number"


def _moved(tree: Tree, left: str | None, right: str | None) -> str | None:
    """The type of a sum or a difference of points in time."""
    moments = ("timestamp", "timestamptz", "date", "time")
    if not isinstance(tree, exp.Add | exp.Sub):
        return None
    if left in moments and right == left:
        return "int4" if left == "date" else "interval"
    if right == "interval" and left in (*moments, "interval"):
        return "timestamp" if left == "date" else left
    if left == "date" and right in ("int2", "int4"):
        return "date"
    return None


def _removed(context: Context, scope: Scope, tree: Tree, left: Value) -> Value:
    """`document - 'key'`, or an array of keys."""
    taken = tree.args["expression"]
    while isinstance(taken, exp.Cast | exp.Paren):
        taken = taken.this
    if isinstance(taken, exp.Array):
        names: list[str | None] = [constant(context, scope, item) for item in taken.expressions]
    elif (
        isinstance(tree.args["expression"], exp.Cast)
        and tree.args["expression"].args["to"].this == exp.DType.ARRAY
    ):
        path = path_of(context, scope, tree.args["expression"])
        names = list(path) if path is not None else [None]
    else:
        names = [constant(context, scope, taken)]
    known = None if None in names else [n for n in names if n is not None]
    null = either(left.null, value(context, scope, tree.args["expression"]).null)
    return replace(left, shape=shapes.without(left.shape, known), null=null, column=None)


def _joined(context: Context, scope: Scope, tree: Tree) -> Value:
    left, right = _values(context, scope, [tree.args["this"], tree.args["expression"]])
    null = either(left.null, right.null)
    if is_json(left.type) or is_json(right.type):
        place = context.place(tree)
        left, right = document(context, left, place), document(context, right, place)
        if not (is_json(left.type) and is_json(right.type)):
            return unknown("`||` of JSON and something else", place)
        json_null = NEVER if "never" == left.json_null.state == right.json_null.state else PERHAPS
        # A JSON null beside a list or an object is an item of a list.
        if json_null.state != "never":
            return Value("jsonb", Unknown("`||` with what may be a JSON null", place), null, PERHAPS)
        made = shapes.merged(left.shape, right.shape)
        return Value("jsonb", shapes.located(made, place, anew=True), null)
    types = (left.type, right.type)
    if any(type_ is not None and type_.endswith("[]") for type_ in types):
        array = next(side for side in (left, right) if side.type is not None and side.type.endswith("[]"))
        return replace(array, null=doubted(every(left.null, right.null)), column=None)
    if None in types:
        return Value(None, Unknown("`||` of a type that is not known", context.place(tree)), null)
    return Value("text", Scalar("string", "text"), null)


def _extract(context: Context, scope: Scope, tree: Tree) -> Value:
    found = document(context, value(context, scope, tree.this), context.place(tree))
    if not is_json(found.type):
        return unknown("`->` of what is not known to be JSON", context.place(tree))
    path = tree.expression
    steps: list[str | None] | None
    if isinstance(tree, exp.JSONBExtract | exp.JSONBExtractScalar):
        names = path_of(context, scope, path)
        steps = list(names) if names is not None else None
    elif isinstance(path, exp.JSONPath):
        steps = [part.this if isinstance(part, exp.JSONPathKey) else None for part in path.expressions[1:]]
    else:
        name_ = constant(context, scope, path)
        steps = [name_] if name_ is not None else None
    text = isinstance(tree, exp.JSONExtractScalar | exp.JSONBExtractScalar)
    if steps is None:
        lost = unknown("a key that is computed", context.place(tree), "jsonb")
        return as_text(lost) if text else lost
    for step in steps:
        found = extracted(found, step)
    return as_text(found) if text else replace(found, type="jsonb")


def _bracket(context: Context, scope: Scope, tree: Tree) -> Value:
    found = value(context, scope, tree.this)
    index = tree.expressions[0] if len(tree.expressions) == 1 else None
    if is_json(found.type) and index is not None:
        key = constant(context, scope, index)
        return extracted(found, key) if key is not None else unknown("an item", context.place(tree), "jsonb")
    if isinstance(found.shape, Array) and found.type is not None and not isinstance(index, exp.Slice):
        element = found.type.removesuffix("[]")
        json_null = found.shape.null if is_json(element) else NEVER
        return Value(element, found.shape.item, PERHAPS, json_null)
    return unknown("a part of an array", context.place(tree))


def _dot(context: Context, scope: Scope, tree: Tree) -> Value:
    if isinstance(tree.expression, exp.Anonymous):  # pg_catalog.lower(x)
        schema = name(tree.this) if isinstance(tree.this, exp.Identifier) else ""
        return _called(context, scope, tree.expression, schema)
    row, wanted = value(context, scope, tree.this), name(tree.expression)
    if row.fields is not None and wanted in row.fields:
        return replace(row.fields[wanted], null=either(row.null, row.fields[wanted].null))
    if isinstance(row.shape, Object) and wanted in row.shape.keys and not is_json(row.type):
        shape = row.shape.keys[wanted].shape
        type_ = shape.type if isinstance(shape, Scalar) else None
        return Value(type_, shape, either(row.null, PERHAPS), PERHAPS)
    return unknown("a field of a row whose fields are not known", context.place(tree))


# --- what chooses ----------------------------------------------------------------------------------


def _case(context: Context, scope: Scope, tree: Tree) -> Value:
    values, left = [], scope
    for branch in tree.args["ifs"]:
        here = left
        if tree.this is None:
            here = left.given(proven(left, branch.this))
            left = left.given(untrue(left, branch.this))
        values.append(value(context, here, branch.args["true"]))
    default = tree.args.get("default") or exp.Null()  # PostgreSQL writes it into the definitions of views
    bare = default.this if isinstance(default, exp.Cast) else default
    if not isinstance(bare, exp.Null) or not _covered(context, scope, tree):
        values.append(value(context, left, default))
    why = Null("possible", "a branch of a `CASE` is NULL", context.place(tree))
    values = [
        replace(v, null=why) if v.null.state == "possible" and isinstance(v.shape, Nothing) else v
        for v in values
    ]
    return replace(joined(context.catalog, values), column=None)


def _covered(context: Context, scope: Scope, tree: Tree) -> bool:
    """Whether a `CASE` has a branch for each label of an enum."""
    if tree.this is None:
        return False
    tested = value(context, scope, tree.this)
    labels = context.catalog.types[tested.type].labels if tested.type in context.catalog.types else ()
    written = {constant(context, scope, branch.this) for branch in tree.args["ifs"]}
    return bool(labels) and set(labels) <= written and tested.null.state == "never"


def _coalesce(context: Context, scope: Scope, tree: exp.Anonymous) -> Value:
    values = common(context.catalog, _values(context, scope, tree.expressions))
    used: list[Value] = []
    for each in values:
        used.append(each)
        if each.null.state == "never":
            break
    found = joined(context.catalog, used)
    return replace(found, null=every(*(each.null for each in used)), column=None)


def _nullif(context: Context, scope: Scope, tree: exp.Anonymous) -> Value:
    found = value(context, scope, tree.expressions[0])
    return replace(found, null=Null("possible", "`NULLIF` makes nulls", context.place(tree)), column=None)


def _greatest(context: Context, scope: Scope, tree: exp.Anonymous) -> Value:
    values = common(context.catalog, _values(context, scope, tree.expressions))
    found = joined(context.catalog, values)
    return replace(found, null=every(*(each.null for each in values)), column=None)


_CHOICES: dict[str, Callable[[Context, Scope, exp.Anonymous], Value]] = {
    "coalesce": _coalesce,
    "nullif": _nullif,
    "greatest": _greatest,
    "least": _greatest,
}


# --- calls -----------------------------------------------------------------------------------------


def _call(context: Context, scope: Scope, tree: Tree) -> Value:
    return _called(context, scope, tree, "")


def _called(context: Context, scope: Scope, tree: Tree, schema: str) -> Value:
    assert isinstance(tree, exp.Anonymous)
    called = name(tree.this) if isinstance(tree.this, exp.Identifier) else str(tree.this).lower()
    if schema in ("", "pg_catalog"):
        known = _known(context, scope, called, tree)
        if known is not None:
            return known
    functions = context.catalog.functions_named(f"{schema}.{called}" if schema else called)
    given = _values(context, scope, tree.expressions)
    fitting = [
        f for f in functions if _takes(len(f.inputs), sum(p.has_default for p in f.inputs), len(given))
    ]
    if len(fitting) != 1:
        return unknown(f"the function `{called}`, which is not known", context.place(tree))
    found = context.call(fitting[0], given)
    if isinstance(found.shape, Unknown) and found.shape.place is None:
        return replace(found, shape=Unknown(found.shape.reason, context.place(tree)))
    return found


def _takes(inputs: int, defaults: int, given: int) -> bool:
    return inputs - defaults <= given <= inputs


def _known(context: Context, scope: Scope, called: str, tree: exp.Anonymous) -> Value | None:
    if called in _CHOICES and tree.expressions:
        return _CHOICES[called](context, scope, tree)
    built = build(context, scope, called, tree)
    if built is not None:
        return built
    if called in ("array", "row"):
        return _array_of_rows(context, scope, tree) if called == "array" else _row(context, scope, tree)
    if called in AGGREGATES:
        empty = Null("possible", EMPTY, context.place(tree)) if scope.empty else NEVER
        return _aggregate(context, scope, called, tree, empty)
    function = FUNCTIONS.get(called)
    if function is None or (function.type is None and not tree.expressions):
        return None
    given = _values(context, scope, tree.expressions)
    nulls = {"strict": either(*(v.null for v in given)), "never": NEVER, "other": PERHAPS}
    if function.type is not None:
        return Value(function.type, of_type(context.catalog, function.type), nulls[function.null])
    # `round(numeric)` is numeric, but of an integer it is a double.
    type_ = given[-1 if called == "date_trunc" else 0].type
    same = called in SAME and type_ in ("numeric", "float8", "timestamptz", "timestamp", "interval")
    if same and called in WHOLE and len(given) == 1:
        return Value(type_, Scalar("number"), nulls[function.null])
    if same or (called == "abs" and type_ in _CLASSES):
        return Value(type_, of_type(context.catalog, type_), nulls[function.null])
    shape = Scalar("number") if called != "date_trunc" else Scalar("string")
    return Value(None, shape, nulls[function.null])


def _array_of_rows(context: Context, scope: Scope, tree: exp.Anonymous) -> Value:
    rows = context.rows(context, scope, tree.expressions[0]) if tree.expressions else None
    if rows is None or rows.columns is None or len(rows.columns) != 1:
        return Value(None, Array(Unknown("items that are not known", context.place(tree)), PERHAPS))
    (item,) = rows.columns.values()
    return Value(f"{item.type}[]" if item.type else None, Array(as_json(item), item.inside))


def _array(context: Context, scope: Scope, tree: Tree) -> Value:
    item = joined(context.catalog, _values(context, scope, tree.expressions)) if tree.expressions else None
    if item is None:
        return Value(None, Array(Nothing()))
    type_ = "text" if item.type == LITERAL else item.type
    return Value(f"{type_}[]" if type_ else None, Array(as_json(item), item.inside))


def _row(context: Context, scope: Scope, tree: Tree) -> Value:
    fields = {f"f{n}": each for n, each in enumerate(_values(context, scope, tree.expressions), 1)}
    keys = {column: shapes.Key(as_json(each), each.inside) for column, each in fields.items()}
    return Value("record", Object(keys), NEVER, fields=fields)


EMPTY = "an aggregate over no rows is null"


def _filter(context: Context, scope: Scope, tree: Tree) -> Value:
    called = tree.this
    if not isinstance(called, exp.Anonymous) or str(called.this).lower() not in AGGREGATES:
        return unknown("an aggregate that is not known", context.place(tree))
    condition = tree.expression.this
    inner = scope.given(proven(scope, condition))
    null = Null("possible", EMPTY, context.place(tree))
    return _aggregate(context, inner, str(called.this).lower(), called, null)


def _aggregate(context: Context, scope: Scope, called: str, tree: exp.Anonymous, empty: Null) -> Value:
    """empty: whether it can be null for want of rows."""
    if called in ("count", "regr_count"):
        return Value("int8", Scalar("number", None), NEVER)
    type_ = AGGREGATES[called]
    arguments = [_argument(argument) for argument in tree.expressions]
    first = value(context, scope, arguments[0]) if arguments else unknown("")
    if called in ("jsonb_agg", "json_agg", "jsonb_agg_strict", "json_agg_strict"):
        null = first.json_null if called.endswith("strict") else first.inside
        return Value(type_, Array(shapes.located(as_json(first), context.place(tree)), null), empty)
    if "object_agg" in called:
        rest = Unknown("keys that come from the data", context.place(tree))
        return Value(type_, Object({}, rest, context.place(tree)), empty)
    if called == "array_agg":
        element = "text" if first.type == LITERAL else first.type
        return Value(f"{element}[]" if element else None, Array(as_json(first), first.inside), empty)
    null = either(empty, first.null)
    if called in ("sum", "avg"):
        kind = {"interval": "interval", "money": "money"}.get(first.type or "")
        if kind is not None:
            return Value(kind, of_type(context.catalog, kind), null)
        number = (SUMS if called == "sum" else AVERAGES).get(first.type or "")
        if number is None:
            return Value(None, Unknown("a sum", context.place(tree)), null)
        whole = called == "sum" and first.type == "int8"
        return Value(number, Scalar("number", None if whole else number), null)
    if type_ == "same":
        return replace(first, null=null, column=None)
    if type_ is None:
        return Value(None, Unknown(f"the aggregate `{called}`", context.place(tree)), PERHAPS)
    return Value(type_, of_type(context.catalog, type_), null)


def _argument(tree: Tree) -> Tree:
    """The argument of an aggregate, without ORDER BY and DISTINCT."""
    while isinstance(tree, exp.Order | exp.Distinct):
        tree = tree.this if isinstance(tree, exp.Order) else tree.expressions[0]
    return tree


def _window(context: Context, scope: Scope, tree: Tree) -> Value:
    called = str(tree.this.this).lower() if isinstance(tree.this, exp.Anonymous) else ""
    if called in WINDOWS:
        return typed(context.catalog, WINDOWS[called])
    if called in AGGREGATES or isinstance(tree.this, exp.Filter):
        found = value(context, scope, tree.this)
        return replace(found, null=NEVER if called == "count" else PERHAPS)
    if called in ("first_value", "last_value", "lag", "lead", "nth_value") and tree.this.expressions:
        found = value(context, scope, tree.this.expressions[0])
        return replace(found, null=PERHAPS, column=None)
    return unknown("a window function that is not known", context.place(tree))


# --- sub-selects and the rest ----------------------------------------------------------------------


def _subquery(context: Context, scope: Scope, tree: Tree) -> Value:
    rows = context.rows(context, scope, tree)
    if rows.columns is None or len(rows.columns) != 1:
        return unknown("a sub-select that is not followed", context.place(tree))
    (found,) = rows.columns.values()
    none = (
        NEVER
        if rows.some
        else Null("possible", "a sub-select that finds no row is null", context.place(tree))
    )
    return replace(found, null=either(found.null, none), column=None)


def _exists(context: Context, scope: Scope, tree: Tree) -> Value:
    return Value("bool", Scalar("boolean", "bool"))


def _of(type_: str) -> Callable[[Context, Scope, Tree], Value]:
    def follow(context: Context, scope: Scope, tree: Tree) -> Value:
        parts = [p for p in tree.iter_expressions() if not isinstance(p, exp.Var)]
        return typed(context.catalog, type_, *(value(context, scope, part).null for part in parts))

    return follow


def _extracted(context: Context, scope: Scope, tree: Tree) -> Value:
    found = _of("numeric")(context, scope, tree)
    fraction = str(tree.this.name).upper() in ("SECOND", "MILLISECONDS", "MICROSECONDS", "EPOCH", "JULIAN")
    return found if fraction else replace(found, shape=Scalar("number"))


def _zone(context: Context, scope: Scope, tree: Tree) -> Value:
    moved = value(context, scope, tree.this)
    type_ = {"timestamptz": "timestamp", "timestamp": "timestamptz", "date": "timestamp"}.get(
        moved.type or ""
    )
    null = either(moved.null, value(context, scope, tree.args["zone"]).null)
    return Value(type_, of_type(context.catalog, type_) if type_ else Scalar("string"), null)


_FOLLOW: dict[type[Tree], Callable[[Context, Scope, Tree], Value]] = {
    exp.Column: _column,
    exp.Literal: _literal,
    exp.ByteString: _escaped,
    exp.UnicodeString: _escaped,
    exp.RawString: _literal,
    exp.Boolean: _boolean,
    exp.Null: _null,
    exp.Parameter: _parameter,
    exp.Paren: _inner,
    exp.Collate: _inner,
    exp.Alias: _inner,
    exp.Cast: _cast,
    exp.Neg: _inner,
    exp.Predicate: _condition,
    exp.Connector: _condition,
    exp.Not: _condition,
    exp.Is: _exists,
    exp.Exists: _exists,
    exp.NullSafeEQ: _exists,
    exp.NullSafeNEQ: _exists,
    exp.ArrayContainsAll: _condition,
    exp.ArrayContainedBy: _condition,
    exp.ArrayOverlaps: _condition,
    exp.JSONBContainsTopKey: _condition,
    exp.Add: _arithmetic,
    exp.Sub: _arithmetic,
    exp.Mul: _arithmetic,
    exp.Div: _arithmetic,
    exp.Mod: _arithmetic,
    exp.Pow: _arithmetic,
    exp.DPipe: _joined,
    exp.JSONExtract: _extract,
    exp.JSONExtractScalar: _extract,
    exp.JSONBExtract: _extract,
    exp.JSONBExtractScalar: _extract,
    exp.Bracket: _bracket,
    exp.Dot: _dot,
    exp.Case: _case,
    exp.Anonymous: _call,
    exp.Filter: _filter,
    exp.Window: _window,
    exp.Array: _array,
    exp.Tuple: _row,
    exp.Query: _subquery,
    exp.Extract: _extracted,
    exp.Interval: _of("interval"),
    exp.Trim: _of("text"),
    exp.Substring: _of("text"),
    exp.Overlay: _of("text"),
    exp.StrPosition: _of("int4"),
    exp.AtTimeZone: _zone,
    **{getattr(exp, each): _clock for each in CLOCKS},
}
"""How each kind of expression is followed; a kind that is not here, as its most special base that is."""
