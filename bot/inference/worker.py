"""One place where models run, so that a caller's event loop never waits on one."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.errors import MirsadError

T = TypeVar("T")


class BusyError(MirsadError):
    """More work is waiting than the worker takes."""


class Worker:
    """A single thread with a bounded queue.

    Args:
        waiting: how many calls may be running or waiting; one more raises :class:`BusyError` at once.
    """

    def __init__(self, waiting: int = 64) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="model")
        self._limit = waiting
        self._count = 0
        self._guard = threading.Lock()

    @property
    def load(self) -> int:
        """Calls running or waiting."""
        return self._count

    async def call(self, work: Callable[[], T]) -> T:
        """Run ``work`` in the worker's thread; the event loop stays free meanwhile."""
        with self._guard:
            if self._count >= self._limit:
                raise BusyError(f"{self._count} requests are waiting already. Try again in a minute.")
            self._count += 1
        future = self._executor.submit(self._finish, work)
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Finish what runs, drop what waits."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _finish(self, work: Callable[[], T]) -> T:
        try:
            return work()
        finally:
            with self._guard:
                self._count -= 1
