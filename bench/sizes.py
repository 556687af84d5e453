"""How much is measured: everything, or just enough to see that the measuring works."""

from __future__ import annotations

from dataclasses import dataclass

from bench.corpus import Size


@dataclass(frozen=True, slots=True)
class Sizes:
    """Turns: how often ours and what stands beside it take their turns."""

    name: str
    turns: int
    clicks: int
    crowd: int
    connected: int
    browser_turns: int
    wrk_seconds: int
    starts: int
    corpus: Size
    static_forces: int
    replica_viewers: int
    replica_seconds: float
    settled: float
    steady_viewers: int
    first_visitors: int
    visitors: int
    flood_seconds: float
    edits: int


FULL = Sizes(
    name="full",
    turns=7,
    clicks=20,
    crowd=100,
    connected=100,
    browser_turns=15,
    wrk_seconds=5,
    starts=7,
    corpus=Size(),
    static_forces=3,
    replica_viewers=32,
    replica_seconds=6.0,
    settled=35.0,
    steady_viewers=200,
    first_visitors=500,
    visitors=2000,
    flood_seconds=10.0,
    edits=20,
)
SMOKE = Sizes(
    name="smoke",
    turns=1,
    clicks=2,
    crowd=5,
    connected=3,
    browser_turns=1,
    wrk_seconds=2,
    starts=1,
    corpus=Size(forces=1, rounds=8, findings=12),
    static_forces=1,
    replica_viewers=4,
    replica_seconds=1.0,
    settled=0.5,
    steady_viewers=5,
    first_visitors=5,
    visitors=10,
    flood_seconds=1.0,
    edits=1,
)
