"""The time limit of quick work."""

from __future__ import annotations

import asyncio
import time

import pytest

from fraiseql.deadline import Deadline


def test_quick_work_is_done() -> None:
    async def main() -> None:
        deadline = Deadline(0.5)

        async def work(number: int) -> int:
            await asyncio.sleep(0.001 * number)
            return number

        assert await asyncio.gather(*(deadline.keep(work(n)) for n in range(20))) == list(range(20))
        await asyncio.sleep(0.6)  # the timer finds nothing
        assert await deadline.keep(work(1)) == 1
        with pytest.raises(ZeroDivisionError):
            await deadline.keep(fails())

    async def fails() -> None:
        raise ZeroDivisionError

    asyncio.run(main())


def test_slow_work_is_ended_each_at_its_time() -> None:
    async def main() -> None:
        deadline = Deadline(0.2)

        async def late(wait: float) -> float:
            await asyncio.sleep(wait)
            started = time.monotonic()
            with pytest.raises(TimeoutError):
                await deadline.keep(asyncio.sleep(30))
            task = asyncio.current_task()
            assert task is not None
            assert task.cancelling() == 0
            return time.monotonic() - started

        took = await asyncio.gather(late(0), late(0.05), late(0.3))
        assert all(0.15 < seconds < 10 for seconds in took)

    for _ in range(2):  # an event loop that ended leaves nothing behind
        asyncio.run(main())


def test_another_loop_while_the_timer_of_the_first_was_never_run() -> None:
    deadline = Deadline(0.1)

    async def quick() -> None:
        await deadline.keep(asyncio.sleep(0))

    async def slow() -> None:
        with pytest.raises(TimeoutError):
            await deadline.keep(asyncio.sleep(30))

    asyncio.run(quick())
    asyncio.run(slow())


def test_work_that_is_cancelled_for_another_reason() -> None:
    async def main() -> None:
        deadline = Deadline(0.1)
        task = asyncio.create_task(deadline.keep(asyncio.sleep(30)))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

        async def both() -> None:
            work = asyncio.current_task()
            assert work is not None
            asyncio.get_running_loop().call_later(0.3, work.cancel)
            await deadline.keep(stubborn())

        async def stubborn() -> None:
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                await asyncio.sleep(30)  # the second cancellation meets it here

        with pytest.raises(asyncio.CancelledError):
            await asyncio.create_task(both())

    asyncio.run(main())


@pytest.mark.parametrize("seconds", [0, -1.5])
def test_no_time_at_all_makes_no_sense(seconds: float) -> None:
    with pytest.raises(ValueError, match=f"greater than 0 s, not {seconds}"):
        Deadline(seconds)
