"""The movement record: exactly the schema's fields, and the sentence it was read from."""

from dataclasses import asdict, dataclass, field
from typing import Any

SCHEMA_FIELDS = (
    "event_id", "action", "action_detail", "phase", "actor", "allies", "opponent", "location", "origin",
    "destination", "via", "direction", "quantity", "event_date", "event_date_end", "date_text", "date_basis",
    "date_precision", "attribution", "certainty", "background", "same_as", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """A force and its type."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Ally:
    """A helper and how it helps: ground, air, command, support."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place; without ``gid`` it is a name only. ``geo_precision`` 1-6 as UCDP codes it."""

    name_en: str
    name_ar: str
    kind: str
    gid: str | None
    lat: float | None
    lon: float | None
    geo_precision: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of the movement."""

    kind: str
    comparator: str | None
    value: float | int | str | None
    unit: str | None
    of: str | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who claims it, and to which outlet it was told."""

    source: str
    source_type: str
    channel: str | None


@dataclass(frozen=True, slots=True)
class Movement:
    """One force group doing one thing at one place, according to one source. Fields as in the shipped schema."""

    event_id: str
    action: str
    action_detail: str | None
    phase: str
    actor: tuple[Party, ...]
    allies: tuple[Ally, ...]
    opponent: tuple[str, ...]
    location: tuple[Place, ...]
    origin: Place | None
    destination: tuple[Place, ...]
    via: tuple[Place, ...]
    direction: str | None
    quantity: tuple[Amount, ...]
    event_date: str | None
    event_date_end: str | None
    date_text: str | None
    date_basis: str
    date_precision: int
    attribution: Attribution
    certainty: str
    background: bool
    same_as: str | None
    note: str | None
    sentence: int = field(default=0)  # 1-based number in the article; not part of the schema

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON has it; validates against the schema."""
        made = asdict(self)
        del made["sentence"]
        for name in ("actor", "allies", "opponent", "location", "destination", "via", "quantity"):
            made[name] = list(made[name])
        return made

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place of the record, the main ones first."""
        origin = (self.origin,) if self.origin else ()
        return (*self.location, *self.destination, *origin, *self.via)
