"""The form of a query's arguments: what of them decides the SQL, apart from the values that fill it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

from fraiseql.operators import FLAGS
from fraiseql.plan import ObjectType, Query, Target, Type, ValueTarget


class Form(NamedTuple):
    """The form of some arguments, and their values.

    key: the same for arguments that yield the same SQL on the same query, and for no others.
    operands: what fills the placeholders, in the order in which `Filter` numbers them.
    """

    key: tuple[Hashable, ...]
    operands: list[Any]


def read_form(query: Query, arguments: Mapping[str, Any], types: Mapping[str, Type]) -> Form:
    """The form of coerced arguments; what steers the page alone is not in it.

    It takes arguments of any content. Null is a part of the form wherever it stands.
    """
    reader = _Reader(types)
    key = reader.key
    key.append(query.name)
    for name, argument in query.arguments.items():
        if name not in arguments:
            continue
        value = arguments[name]
        if argument.role == "equals":
            key.append(name)
            reader.operand(value)
        elif argument.role == "where":
            key.append(name)
            reader.where(value, query.targets)
        elif argument.role == "order":
            key.append(name)
            reader.order(value)
    return Form(tuple(key), reader.operands)


class _Reader:
    """Reads values into one flat key. Each list and object begins with its length, so no two are alike."""

    def __init__(self, types: Mapping[str, Type]) -> None:
        self.key: list[Hashable] = []
        self.operands: list[Any] = []
        self._types = types

    def operand(self, value: Any) -> None:
        if value is None:
            self.key.append(None)
        else:
            self.operands.append(value)

    def where(self, where: Any, targets: Mapping[str, Target]) -> None:
        key = self.key
        if where is None:
            key.append(None)
            return
        key.append(len(where))
        for name, value in where.items():
            key.append(name)
            if value is None:
                key.append(None)
            elif name in ("AND", "OR"):
                key.append(len(value))
                for item in value:
                    self.where(item, targets)
            elif name == "NOT":
                self.where(value, targets)
            else:
                target = targets[name]
                if isinstance(target, ValueTarget):
                    self._tests(value, target)
                else:
                    self._embedded(value, target.type, is_list=target.list)

    def _embedded(self, value: Any, type_: str, *, is_list: bool) -> None:
        embedded = self._types[type_]
        assert isinstance(embedded, ObjectType)
        if not is_list:
            self.where(value, embedded.targets)
            return
        self.key.append(len(value))
        for quantifier, where in value.items():
            self.key.append(quantifier)
            self.where(where, embedded.targets)

    def _tests(self, tests: Any, target: ValueTarget) -> None:
        key = self.key
        key.append(len(tests))
        for operator, operand in tests.items():
            key.append(operator)
            if operator in FLAGS:
                key.append(operand)
            elif isinstance(operand, dict) and operator in target.measures:
                self._tests(operand, target.measures[operator])
            else:
                self.operand(operand)

    def order(self, value: Any) -> None:
        key = self.key
        if isinstance(value, list):
            key.append(len(value))
            for item in value:
                self.order(item)
        elif isinstance(value, dict):
            key.append(len(value))
            for name, item in value.items():
                key.append(name)
                self.order(item)
        else:  # a direction
            key.append(value)
