"""Which device and number format to train with.

bf16 halves the memory traffic and multiplies the speed where the processor has instructions for it (AMX,
AVX512-BF16, any recent GPU). Where it has not, the same setting is emulated and slower than float32 by two orders of
magnitude; so it is never taken on trust.
"""

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.training.runtime import need

_FLAGS = re.compile(r"^(?:flags|Features)\s*:\s*(.*)$", re.MULTILINE)
_BF16_FLAGS = {"amx_bf16", "avx512_bf16", "bf16"}  # the last is ARM's


@dataclass(frozen=True, slots=True)
class Hardware:
    """``device`` is cpu or cuda, ``precision`` float32 or bfloat16 (of the matrix products; weights stay float32)."""

    device: str
    precision: str
    threads: int
    reason: str


def bf16_flag(cpuinfo: str) -> bool | None:
    """Whether the text of ``/proc/cpuinfo`` promises bf16 instructions; None where it tells nothing."""
    lines = _FLAGS.findall(cpuinfo)
    if not lines:
        return None
    return any(_BF16_FLAGS & set(line.split()) for line in lines)


def _seconds(torch: Any, dtype: Any) -> float:
    """The best of three products of (128, 640) and (640, 640), the model's width."""
    a, b = torch.ones(128, 640, dtype=dtype), torch.ones(640, 640, dtype=dtype)
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        torch.mm(a, b)
        best = min(best, time.perf_counter() - start)
    return best


def probe(precision: str = "auto") -> Hardware:
    """The hardware to use; ``precision`` other than "auto" is obeyed."""
    torch = need("torch")
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if torch.cuda.is_available():
        if precision != "auto":
            return Hardware("cuda", precision, threads, "as asked")
        good = bool(torch.cuda.is_bf16_supported(including_emulation=False))
        return Hardware("cuda", "bfloat16" if good else "float32", threads, "the GPU's own answer")
    if precision != "auto":
        return Hardware("cpu", precision, threads, "as asked")
    path = Path("/proc/cpuinfo")
    if path.is_file() and bf16_flag(path.read_text(encoding="utf-8", errors="replace")) is False:
        return Hardware("cpu", "float32", threads, "the processor has no bf16 instructions")
    plain, half = _seconds(torch, torch.float32), _seconds(torch, torch.bfloat16)
    good = half * 1.2 < plain
    return Hardware("cpu", "bfloat16" if good else "float32", threads, f"bf16 is {plain / half:.2f}x as fast, measured")
