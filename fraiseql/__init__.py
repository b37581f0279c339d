"""FraiseQL: GraphQL compiled to PostgreSQL."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from fraiseql.errors import FieldError, FraiseQLError, PlanError, RequestError

if TYPE_CHECKING:
    from fraiseql.app import FraiseQL
    from fraiseql.cors import Cors
    from fraiseql.jwt import JwtSession
    from fraiseql.limits import Limits
    from fraiseql.repositories import CommandRepository, Page, PageInfo, QueryRepository

__all__ = [
    "CommandRepository",
    "Cors",
    "FieldError",
    "FraiseQL",
    "FraiseQLError",
    "JwtSession",
    "Limits",
    "Page",
    "PageInfo",
    "PlanError",
    "QueryRepository",
    "RequestError",
    "__version__",
]
__version__ = "0.1.0"

_MODULES = {
    "CommandRepository": "repositories",
    "Cors": "cors",
    "FraiseQL": "app",
    "JwtSession": "jwt",
    "Limits": "limits",
    "Page": "repositories",
    "PageInfo": "repositories",
    "QueryRepository": "repositories",
}
"""Where names are that are loaded when they are first used: the compiler starts without them."""


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(f"fraiseql.{_MODULES[name]}"), name)
    raise AttributeError(f"module 'fraiseql' has no attribute {name!r}")
