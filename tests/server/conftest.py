from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.plans import Sample
from tests.serving import GOOD, GOOD_ANSWER, Service, served


@pytest.fixture(scope="module")
def shared(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server of the sample's plans."""
    with served(tmp_path_factory.mktemp("server") / "log", sample.directory, sample.url) as service:
        yield service


@pytest.fixture
def service(shared: Service) -> Iterator[Service]:
    """A server that must live, and answer the next good request, whatever the test did to it."""
    yield shared
    assert shared.ask(GOOD) == GOOD_ANSWER
    shared.check_calm()
