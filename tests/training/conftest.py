"""Tests of training. Those that train need PyTorch; they are collected where the extra ``[train]`` is installed."""

import importlib.util

# Not a skip: a suite run without the extra has no such tests at all, so that "skipped: 0" stays a promise.
collect_ignore = [] if importlib.util.find_spec("torch") else ["test_with_torch.py"]
