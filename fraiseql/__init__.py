"""FraiseQL: GraphQL compiled to PostgreSQL."""

from typing import TYPE_CHECKING, Any

from fraiseql.errors import FraiseQLError, PlanError

if TYPE_CHECKING:
    from fraiseql.app import FraiseQL
    from fraiseql.limits import Limits

__all__ = ["FraiseQL", "FraiseQLError", "Limits", "PlanError", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # The runtime is loaded when it is first used: the compiler and the command line start without it.
    if name == "FraiseQL":
        from fraiseql.app import FraiseQL

        return FraiseQL
    if name == "Limits":
        from fraiseql.limits import Limits

        return Limits
    raise AttributeError(f"module 'fraiseql' has no attribute {name!r}")
