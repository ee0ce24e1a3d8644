"""A batch while it is being made."""

from __future__ import annotations

from inspector.records import Batch, HookState, Observation, ObservationUpdate, Phase, Planted, Raw, SdkPresence, Stack


class Draft:
    """Lists that become a Batch's tuples. Lives for one turn of the pipeline."""

    def __init__(self, raws: list[Raw]) -> None:
        self.raws = raws
        self.observations: list[Observation] = []
        self.updates: list[ObservationUpdate] = []
        self.hooks: list[HookState] = []
        self.stacks: list[Stack] = []
        self.phases: list[Phase] = []
        self.planted: list[Planted] = []
        self.sdks: list[SdkPresence] = []
        self._last_raw_id = 0
        self._ordinal = 0

    def ordinal(self, raw_id: int) -> int:
        """0, 1, 2 … for the observations that one raw row completes."""
        self._ordinal = self._ordinal + 1 if raw_id == self._last_raw_id else 0
        self._last_raw_id = raw_id
        return self._ordinal

    def batch(self) -> Batch:
        """The finished batch; of a hook or an SDK that changed several times, the last state only."""
        return Batch(
            raws=tuple(self.raws),
            observations=tuple(self.observations),
            updates=tuple(self.updates),
            hooks=tuple({(h.process, h.hook): h for h in self.hooks}.values()),
            stacks=tuple(self.stacks),
            phases=tuple(self.phases),
            planted=tuple(self.planted),
            sdks=tuple({s.product: s for s in self.sdks}.values()),
        )
