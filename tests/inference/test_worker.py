"""The worker: the event loop stays free, and the queue is bounded."""

import asyncio
import threading
import time

import pytest

from bot.inference import BusyError, Worker


def test_the_event_loop_stays_free_while_a_model_runs() -> None:
    async def longest_lag() -> float:
        worker, longest = Worker(), 0.0
        job = asyncio.create_task(worker.call(lambda: time.sleep(0.5)))
        while not job.done():
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            longest = max(longest, time.perf_counter() - before - 0.01)
        worker.close()
        return longest

    assert asyncio.run(longest_lag()) < 0.25  # half of what the model takes; a blocked loop would show all of it


def test_calls_run_one_at_a_time_in_order_and_errors_come_back() -> None:
    async def go() -> list[object]:
        worker = Worker()
        done: list[object] = []
        jobs = [worker.call(lambda i=i: done.append(i)) for i in range(5)]  # type: ignore[misc]
        await asyncio.gather(*jobs)
        with pytest.raises(ZeroDivisionError):
            await worker.call(lambda: 1 / 0)
        assert worker.load == 0
        worker.close()
        return done

    assert asyncio.run(go()) == [0, 1, 2, 3, 4]


def test_more_than_it_takes_is_refused_at_once() -> None:
    async def go() -> None:
        worker, gate = Worker(waiting=2), threading.Event()
        first, second = (asyncio.create_task(worker.call(gate.wait)) for _ in range(2))
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await worker.call(lambda: None)
        gate.set()
        await asyncio.gather(first, second)
        worker.close()

    asyncio.run(go())
