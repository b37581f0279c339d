"""`python -m tests.benchmarks`: every benchmark, one after the other."""

from __future__ import annotations

from tests.benchmarks import bench_compiler, bench_documents, bench_filters, bench_http, bench_projector

for benchmark in (bench_projector, bench_filters, bench_http, bench_documents, bench_compiler):
    benchmark.main()
    print()
