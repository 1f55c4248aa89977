"""Models: one small interface, the engines behind it, and the prompts they follow."""

from bot.inference.echo import EchoEngine
from bot.inference.engine import GREEDY, Decoding, Engine, Hypothesis, Progress
from bot.inference.manifest import Manifest, Model
from bot.inference.prompts import Prompt, Prompts
from bot.inference.shipped import ShippedEngine
from bot.inference.worker import BusyError, Worker

__all__ = [
    "GREEDY",
    "BusyError",
    "Decoding",
    "EchoEngine",
    "Engine",
    "Hypothesis",
    "Manifest",
    "Model",
    "Progress",
    "Prompt",
    "Prompts",
    "ShippedEngine",
    "Worker",
]
