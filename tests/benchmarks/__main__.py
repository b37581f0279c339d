"""`python -m tests.benchmarks`: every benchmark, one after the other."""

from __future__ import annotations

from tests.benchmarks import (
    bench_commands,
    bench_compiler,
    bench_documents,
    bench_filters,
    bench_http,
    bench_projector,
    bench_relations,
    bench_sessions,
)

BENCHMARKS = (
    bench_projector,
    bench_filters,
    bench_http,
    bench_commands,
    bench_documents,
    bench_compiler,
    bench_sessions,
    bench_relations,
)
for benchmark in BENCHMARKS:
    benchmark.main()
    print()
