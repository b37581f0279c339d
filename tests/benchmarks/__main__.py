"""`python -m tests.benchmarks`: every benchmark, one after the other."""

from __future__ import annotations

import runpy

for name in ("bench_projector", "bench_filters", "bench_http"):
    runpy.run_module(f"tests.benchmarks.{name}", run_name="__main__")
    print()
