"""Property tests of one's own schema: what may be asked, what it means, and a database to ask.

`docs/guides/PROPERTY_TESTING.md` shows it at work; `fraiseql.testing.plugin` has the fixtures of pytest.
"""

from fraiseql.testing.data import from_json, sample, to_json
from fraiseql.testing.oracle import UNMODELLED, matches, ordered
from fraiseql.testing.project import CompiledProject
from fraiseql.testing.strategies import Strategies

__all__ = [
    "UNMODELLED",
    "CompiledProject",
    "Strategies",
    "from_json",
    "matches",
    "ordered",
    "sample",
    "to_json",
]
