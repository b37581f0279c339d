"""A coerced `where` → SQL conditions (design §3). Filters are two-valued: see `fraiseql.operators`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from fraiseql.assemble import all_of, any_of, exists, place, relative
from fraiseql.coerce import Problem, excerpt
from fraiseql.errors import FieldError
from fraiseql.operators import Operator, negate, operators_of
from fraiseql.plan import ObjectType, ScalarType, Target, Type, ValueTarget
from fraiseql.scalars import array_text, to_text

Path: TypeAlias = tuple[str | int, ...]

Encode: TypeAlias = Callable[[Any, Path], str]
"""An operand and its path → the text of its parameter; raises FieldError where it does not fit."""


@dataclass(slots=True)
class BadInputError(FieldError):
    """An argument's value does not fit what it meets. path: the argument, then keys."""

    path: Path = ()


def bad_input(path: Path, found: str, hint: str) -> BadInputError:
    """The error of an argument's value, in the words of `Problem`. path: the argument, then keys."""
    name = str(path[0])
    message = Problem(path[1:], found, hint).wording(f'Argument "{name}"', name)
    return BadInputError(message, "BAD_USER_INPUT", path=path)


def text_of(postgres: str | None, value: Any, path: Path) -> str:
    """The text of one parameter (see `to_text`). Raises FieldError where the type cannot hold the value."""
    try:
        return to_text(postgres, value)
    except ValueError as error:
        raise bad_input(path, f"got invalid value {excerpt(value)}", f"expected {error}") from None


def _given(value: Any, path: Path, hint: str = "leave it out") -> Any:
    if value is None:
        raise bad_input(path, "is null", hint)
    return value


class Filter:
    """Collects the parameters of one statement while conditions are made of filters.

    encoders: for each parameter what made it of its operand, for other operands in the same places.
    trials: conditions that hold, or fail where a parameter is no value (see `Operator.trial`). A statement
        that has them where PostgreSQL looks first fails whatever rows there are.
    """

    def __init__(self, types: Mapping[str, Type]) -> None:
        self.parameters: list[str] = []
        self.encoders: list[Encode] = []
        self.trials: list[str] = []
        self._aliases = 0
        self._types = types

    def conditions(
        self, where: Any, targets: Mapping[str, Target], document: str | None, path: Path
    ) -> Iterator[str]:
        """What must all hold for a row to pass.

        targets: of the fields the filter names. document: what replaces `$0` in them, if anything.
        Raises FieldError (`BAD_USER_INPUT`) with the path to what does not fit.
        """
        for name, value in _given(where, path).items():
            below = (*path, name)
            if name == "AND":
                yield all_of(self._each(value, targets, document, below))
            elif name == "OR":
                yield any_of(self._each(value, targets, document, below))
            elif name == "NOT":
                yield negate(self._whole(value, targets, document, below))
            else:
                yield from self._field(value, targets[name], document, below)

    def _field(self, value: Any, target: Target, document: str | None, path: Path) -> Iterator[str]:
        if isinstance(target, ValueTarget):
            for operator, operand in _given(value, path, "leave it out, or compare with eq: null").items():
                yield from self._test(target, operator, operand, document, (*path, operator))
            return
        embedded = self._types[target.type]
        assert isinstance(embedded, ObjectType)
        inner = relative(target.sql, document)
        if not target.list:
            yield from self.conditions(value, embedded.targets, inner, path)
            return
        for quantifier, where in _given(value, path).items():
            self._aliases += 1
            alias = f"e{self._aliases}"
            condition = self._whole(where, embedded.targets, f"{alias}.value", (*path, quantifier))
            if quantifier == "every":
                condition = negate(condition)
            found = exists(inner, alias, condition)
            yield found if quantifier == "some" else negate(found)

    def _test(
        self, target: ValueTarget, operator: str, operand: Any, document: str | None, path: Path
    ) -> Iterator[str]:
        measure = target.measures.get(operator)
        if measure is None:
            yield self.test(target, operator, operand, document, path)
        else:
            yield from self._field(operand, measure, document, path)

    def _each(self, items: Any, targets: Mapping[str, Target], document: str | None, path: Path) -> list[str]:
        return [
            self._whole(item, targets, document, (*path, index))
            for index, item in enumerate(_given(items, path))
        ]

    def _whole(self, where: Any, targets: Mapping[str, Target], document: str | None, path: Path) -> str:
        return all_of(list(self.conditions(where, targets, document, path)))

    def test(self, target: ValueTarget, operator: str, operand: Any, document: str | None, path: Path) -> str:
        """The condition of one operator, with its parameter added."""
        custom = isinstance(self._types.get(target.type), ScalarType)
        row = operators_of(target.type, is_list=target.list, custom=custom)[operator]
        postgres = None if custom else target.postgres
        if operand is None:
            if operator not in ("eq", "ne"):
                raise bad_input(path, "is null", "only eq and ne compare with null")
            is_null = relative(target.operators["isNull"], document)
            return is_null if operator == "eq" else negate(is_null)
        fragment = relative(target.operators[operator], document)
        if row.takes == "flag":
            return fragment if operand else negate(fragment)
        encode = _encoder(postgres, row)
        self.parameters.append(encode(operand, path))
        self.encoders.append(encode)
        number = len(self.parameters)
        if row.trial is not None:
            self.trials.append(f"({place(row.trial, number)}) IS NOT NULL")
        return place(fragment, number)


@cache
def _encoder(postgres: str | None, row: Operator) -> Encode:
    """How the operands of an operator become text. postgres: their type; absent for a custom scalar."""

    def encode_list(operand: Any, path: Path) -> str:
        return _array("text" if row.takes == "texts" else postgres, operand, path)

    def encode_text(operand: Any, _path: Path) -> str:
        text: str = operand
        return text

    def encode_value(operand: Any, path: Path) -> str:
        text = text_of(postgres, operand, path)
        if row.text is None:
            return text
        try:
            return row.text(text)
        except ValueError as error:
            raise bad_input(path, f"got invalid value {excerpt(operand)}", f"expected {error}") from None

    if row.takes in ("list", "texts"):
        return encode_list
    return encode_text if row.takes == "text" else encode_value


def _array(postgres: str | None, items: Any, path: Path) -> str:
    texts = []
    for index, item in enumerate(items):
        if item is None:
            raise bad_input((*path, index), "is null", "only eq and ne compare with null")
        texts.append(text_of(postgres, item, (*path, index)))
    return array_text(texts)
