"""Two directories change places in one step, where the system can do that."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_HERE = -100  # AT_FDCWD: relative paths start at the working directory
_EXCHANGE = 2  # RENAME_EXCHANGE


def exchange(one: Path, other: Path) -> bool:
    """Swaps what two paths lead to, as one step of the file system: Linux's `renameat2`.

    False where the system cannot do that, or refuses; then nothing has changed.
    """
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except AttributeError:
        return False
    refused: int = renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return refused == 0
