"""The Rust projector: rows' JSON bytes in, response bytes out (design §6)."""

from collections.abc import Sequence
from typing import Literal, final

__all__ = ["Projector"]

ErrorKind = Literal[
    "null", "int", "float", "boolean", "string", "id", "digits", "enum", "list", "object", "variant", "json"
]

@final
class Projector:
    """A shape, ready to project rows. Immutable; safe to share between threads."""

    def __new__(cls, shape: bytes) -> Projector:
        """Takes the JSON of a `fraiseql.plan.Shape`. Raises ValueError where it is not one."""

    def project(
        self, rows: Sequence[bytes | None]
    ) -> tuple[bytes, list[tuple[ErrorKind, list[str | int], str, tuple[int, str] | None]]]:
        """Projects rows to the JSON of one root field.

        With a list at the root the rows are its items; without, the first row is the value and no
        row is null. `None` is a row whose document is SQL NULL. Never raises on any bytes: what
        does not fit becomes null, with an error.

        Returns the JSON, and for each error its kind, its path below the root field (response keys
        and list indices), a short excerpt of the value found, and whose field the path's last
        response key is: the index in `Shape.objects` and the object type; nothing without such a key.
        Where null is not allowed it moves to the nearest place where it is; if that is above the
        root, the JSON is `null`.
        """
