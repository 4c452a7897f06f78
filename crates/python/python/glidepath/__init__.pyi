# Written by `scripts/stubs.py`.
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, final

from . import keras as keras, optax as optax, torch as torch
from ._functions import diff as diff, plot as plot
from ._glidepath import (
    Difference as Difference,
    Finding as Finding,
    GlidepathError as GlidepathError,
    Imported as Imported,
    Note as Note,
    Plot as Plot,
    Report as Report,
    Written as Written,
    __version__ as __version__,
    check as check,
    formats as formats,
    from_dict as from_dict,
    from_json as from_json,
    read as read,
    read_bytes as read_bytes,
    targets as targets,
)
from ._schedule import Schedule as Schedule

__all__ = [
    "Difference",
    "Finding",
    "GlidepathError",
    "Imported",
    "Note",
    "Plot",
    "Report",
    "Schedule",
    "Written",
    "__version__",
    "check",
    "diff",
    "formats",
    "from_dict",
    "from_json",
    "plot",
    "read",
    "read_bytes",
    "targets",
    "Clamped",
    "Constant",
    "CosineAnnealing",
    "CosineDecay",
    "CosineDecayRestarts",
    "CosineHardRestarts",
    "Cyclic",
    "ExponentialDecay",
    "Interpolated",
    "InverseSquareRoot",
    "InverseTimeDecay",
    "LinearCosineDecay",
    "Noam",
    "NoisyLinearCosineDecay",
    "OneCycle",
    "OneCycleMomentum",
    "PiecewiseConstantDecay",
    "PolynomialDecay",
    "PowerLaw",
    "Product",
    "Repeated",
    "Scaled",
    "Sequential",
    "Shifted",
    "Stretched",
    "Sum",
    "Table",
    "Transition",
    "TransitionRestarts",
    "Warmup",
    "WarmupStableDecay",
]

@final
class Clamped(Schedule):
    def __init__(
        self,
        schedule: Schedule,
        min: float = 0.0,
        max: float = 1.7976931348623157e+308,
        name: str | None = None,
    ) -> None: ...
    @property
    def schedule(self) -> Schedule: ...
    @property
    def min(self) -> float: ...
    @property
    def max(self) -> float: ...
    @property
    def name(self) -> str | None: ...

@final
class Constant(Schedule):
    def __init__(
        self,
        learning_rate: float,
        name: str | None = None,
    ) -> None: ...
    @property
    def learning_rate(self) -> float: ...
    @property
    def name(self) -> str | None: ...

@final
class CosineAnnealing(Schedule):
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        end_learning_rate: float = 0.0,
        name: str | None = None,
    ) -> None: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def decay_steps(self) -> float: ...
    @property
    def end_learning_rate(self) -> float: ...
    @property
    def name(self) -> str | None: ...

@final
class CosineDecay(Schedule):
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        alpha: float = 0.0,
        name: str | None = None,
        warmup_target: float | None = None,
        warmup_steps: float = 0,
    ) -> None: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def decay_steps(self) -> float: ...
    @property
    def alpha(self) -> float: ...
    @property
    def name(self) -> str | None: ...
    @property
    def warmup_target(self) -> float | None: ...
    @property
    def warmup_steps(self) -> float: ...

@final
class CosineDecayRestarts(Schedule):
    def __init__(
        self,
        initial_learning_rate: float,
        first_decay_steps: float,
        t_mul: float = 2.0,
        m_mul: float = 1.0,
        alpha: float = 0.0,
        name: str | None = None,
    ) -> None: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def first_decay_steps(self) -> float: ...
    @property
    def t_mul(self) -> float: ...
    @property
    def m_mul(self) -> float: ...
    @property
    def alpha(self) -> float: ...
    @property
    def name(self) -> str | None: ...

@final
class CosineHardRestarts(Schedule):
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        num_cycles: float,
        name: str | None = None,
    ) -> None: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def decay_steps(self) -> float: ...
    @property
    def num_cycles(self) -> float: ...
    @property
    def name(self) -> str | None: ...

@final
class Cyclic(Schedule):
    def __init__(
        self,
        base_learning_rate: float,
        max_learning_rate: float,
        step_size_up: int = 2000,
        step_size_down: int | None = None,
        mode: Literal["triangular", "triangular2", "exp_range"] = 'triangular',
        gamma: float = 1.0,
        name: str | None = None,
    ) -> None: ...
    @property
    def base_learning_rate(self) -> float: ...
    @property
    def max_learning_rate(self) -> float: ...
    @property
    def step_size_up(self) -> int: ...
    @property
    def step_size_down(self) -> int | None: ...
    @property
    def mode(self) -> Literal["triangular", "triangular2", "exp_range"]: ...
    @property
    def gamma(self) -> float: ...
    @property
    def name(self) -> str | None: ...

@final
class ExponentialDecay(Schedule):
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        decay_rate: float,
        staircase: bool = False,
        name: str | None = None,
    ) -> None: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def decay_steps(self) -> float: ...
    @property
    def decay_rate(self) -> float: ...
    @property
    def staircase(self) -> bool: ...
    @property
    def name(self) -> str | None: ...

@final
class Interpolated(Schedule):
    def __init__(
        self,
        steps: Sequence[float],
        learning_rates: Sequence[float],
        interpolation: Literal["linear", "cosine", "cos"] = 'linear',
        name: str | None = None,
    ) -> None: ...
    @property
    def steps(self) -> list[float]: ...
    @property
    def learning_rates(self) -> list[float]: ...
    @property
    def interpolation(self) -> Literal["linear", "cosine", "cos"]: ...
    @property
    def name(self) -> str | None: ...

@final
class InverseSquareRoot(Schedule):
    def __init__(
        self,
        peak_learning_rate: float,
        warmup_steps: float = 0,
        timescale: float | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def peak_learning_rate(self) -> float: ...
    @property
    def warmup_steps(self) -> float: ...
    @property
    def timescale(self) -> float | None: ...
    @property
    def name(self) -> str | None: ...

@final
class InverseTimeDecay(Schedule):
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        decay_rate: float,
        staircase: bool = False,
        name: str | None = None,
    ) -> None: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def decay_steps(self) -> float: ...
    @property
    def decay_rate(self) -> float: ...
    @property
    def staircase(self) -> bool: ...
    @property
    def name(self) -> str | None: ...

@final
class LinearCosineDecay(Schedule):
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        num_periods: float = 0.5,
        alpha: float = 0.0,
        beta: float = 0.001,
        name: str | None = None,
    ) -> None: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def decay_steps(self) -> float: ...
    @property
    def num_periods(self) -> float: ...
    @property
    def alpha(self) -> float: ...
    @property
    def beta(self) -> float: ...
    @property
    def name(self) -> str | None: ...

@final
class Noam(Schedule):
    def __init__(
        self,
        model_size: int,
        warmup_steps: float,
        factor: float = 1.0,
        name: str | None = None,
    ) -> None: ...
    @property
    def model_size(self) -> int: ...
    @property
    def warmup_steps(self) -> float: ...
    @property
    def factor(self) -> float: ...
    @property
    def name(self) -> str | None: ...

@final
class NoisyLinearCosineDecay(Schedule):
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        initial_variance: float = 1.0,
        variance_decay: float = 0.55,
        num_periods: float = 0.5,
        alpha: float = 0.0,
        beta: float = 0.001,
        seed: int | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def decay_steps(self) -> float: ...
    @property
    def initial_variance(self) -> float: ...
    @property
    def variance_decay(self) -> float: ...
    @property
    def num_periods(self) -> float: ...
    @property
    def alpha(self) -> float: ...
    @property
    def beta(self) -> float: ...
    @property
    def seed(self) -> int | None: ...
    @property
    def name(self) -> str | None: ...

@final
class OneCycle(Schedule):
    def __init__(
        self,
        max_learning_rate: float,
        total_steps: int,
        pct_start: float = 0.3,
        anneal_strategy: Literal["linear", "cosine", "cos"] = 'cosine',
        div_factor: float = 25.0,
        final_div_factor: float = 10000.0,
        three_phase: bool = False,
        name: str | None = None,
    ) -> None: ...
    @property
    def max_learning_rate(self) -> float: ...
    @property
    def total_steps(self) -> int: ...
    @property
    def pct_start(self) -> float: ...
    @property
    def anneal_strategy(self) -> Literal["linear", "cosine", "cos"]: ...
    @property
    def div_factor(self) -> float: ...
    @property
    def final_div_factor(self) -> float: ...
    @property
    def three_phase(self) -> bool: ...
    @property
    def name(self) -> str | None: ...

@final
class OneCycleMomentum(Schedule):
    def __init__(
        self,
        total_steps: int,
        base_momentum: float = 0.85,
        max_momentum: float = 0.95,
        pct_start: float = 0.3,
        anneal_strategy: Literal["linear", "cosine", "cos"] = 'cosine',
        three_phase: bool = False,
        name: str | None = None,
    ) -> None: ...
    @property
    def total_steps(self) -> int: ...
    @property
    def base_momentum(self) -> float: ...
    @property
    def max_momentum(self) -> float: ...
    @property
    def pct_start(self) -> float: ...
    @property
    def anneal_strategy(self) -> Literal["linear", "cosine", "cos"]: ...
    @property
    def three_phase(self) -> bool: ...
    @property
    def name(self) -> str | None: ...

@final
class PiecewiseConstantDecay(Schedule):
    def __init__(
        self,
        boundaries: Sequence[float],
        values: Sequence[float],
        name: str | None = None,
    ) -> None: ...
    @staticmethod
    def from_milestones(
        initial_learning_rate: float, milestones: Iterable[float], gamma: float
    ) -> PiecewiseConstantDecay: ...
    @property
    def boundaries(self) -> list[float]: ...
    @property
    def values(self) -> list[float]: ...
    @property
    def name(self) -> str | None: ...

@final
class PolynomialDecay(Schedule):
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        end_learning_rate: float = 0.0001,
        power: float = 1.0,
        cycle: bool = False,
        name: str | None = None,
    ) -> None: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def decay_steps(self) -> float: ...
    @property
    def end_learning_rate(self) -> float: ...
    @property
    def power(self) -> float: ...
    @property
    def cycle(self) -> bool: ...
    @property
    def name(self) -> str | None: ...

@final
class PowerLaw(Schedule):
    def __init__(
        self,
        learning_rate: float,
        timescale: float,
        power: float,
        offset: float = 0.0,
        inner_power: float = 1.0,
        name: str | None = None,
    ) -> None: ...
    @property
    def learning_rate(self) -> float: ...
    @property
    def timescale(self) -> float: ...
    @property
    def power(self) -> float: ...
    @property
    def offset(self) -> float: ...
    @property
    def inner_power(self) -> float: ...
    @property
    def name(self) -> str | None: ...

@final
class Product(Schedule):
    def __init__(
        self,
        schedules: Sequence[Schedule],
        name: str | None = None,
    ) -> None: ...
    @property
    def schedules(self) -> list[Schedule]: ...
    @property
    def name(self) -> str | None: ...

@final
class Repeated(Schedule):
    def __init__(
        self,
        schedule: Schedule,
        period_steps: int,
        mirror: bool = False,
        t_mul: float = 1.0,
        m_mul: float = 1.0,
        cycle_limit: int | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def schedule(self) -> Schedule: ...
    @property
    def period_steps(self) -> int: ...
    @property
    def mirror(self) -> bool: ...
    @property
    def t_mul(self) -> float: ...
    @property
    def m_mul(self) -> float: ...
    @property
    def cycle_limit(self) -> int | None: ...
    @property
    def name(self) -> str | None: ...

@final
class Scaled(Schedule):
    def __init__(
        self,
        schedule: Schedule,
        factor: float,
        name: str | None = None,
    ) -> None: ...
    @property
    def schedule(self) -> Schedule: ...
    @property
    def factor(self) -> float: ...
    @property
    def name(self) -> str | None: ...

@final
class Sequential(Schedule):
    def __init__(
        self,
        schedules: Sequence[Schedule],
        boundaries: Sequence[int],
        name: str | None = None,
    ) -> None: ...
    @property
    def schedules(self) -> list[Schedule]: ...
    @property
    def boundaries(self) -> list[int]: ...
    @property
    def name(self) -> str | None: ...

@final
class Shifted(Schedule):
    def __init__(
        self,
        schedule: Schedule,
        shift: int,
        name: str | None = None,
    ) -> None: ...
    @property
    def schedule(self) -> Schedule: ...
    @property
    def shift(self) -> int: ...
    @property
    def name(self) -> str | None: ...

@final
class Stretched(Schedule):
    def __init__(
        self,
        schedule: Schedule,
        factor: float,
        name: str | None = None,
    ) -> None: ...
    @property
    def schedule(self) -> Schedule: ...
    @property
    def factor(self) -> float: ...
    @property
    def name(self) -> str | None: ...

@final
class Sum(Schedule):
    def __init__(
        self,
        schedules: Sequence[Schedule],
        name: str | None = None,
    ) -> None: ...
    @property
    def schedules(self) -> list[Schedule]: ...
    @property
    def name(self) -> str | None: ...

@final
class Table(Schedule):
    def __init__(
        self,
        learning_rates: Sequence[float],
        name: str | None = None,
    ) -> None: ...
    @property
    def learning_rates(self) -> list[float]: ...
    @property
    def name(self) -> str | None: ...

@final
class Transition(Schedule):
    def __init__(
        self,
        initial_learning_rate: float,
        end_learning_rate: float,
        transition_steps: float,
        curve: str | Mapping[str, Any] = 'linear',
        name: str | None = None,
    ) -> None: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def end_learning_rate(self) -> float: ...
    @property
    def transition_steps(self) -> float: ...
    @property
    def curve(self) -> str | dict[str, Any]: ...
    @property
    def name(self) -> str | None: ...

@final
class TransitionRestarts(Schedule):
    def __init__(
        self,
        initial_learning_rate: float,
        end_learning_rate: float,
        transition_steps: float,
        curve: str | Mapping[str, Any] = 'linear',
        t_mul: float = 1.0,
        m_mul: float = 1.0,
        end_m_mul: float = 1.0,
        cycle_limit: int | None = None,
        k_decay: float = 1.0,
        name: str | None = None,
    ) -> None: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def end_learning_rate(self) -> float: ...
    @property
    def transition_steps(self) -> float: ...
    @property
    def curve(self) -> str | dict[str, Any]: ...
    @property
    def t_mul(self) -> float: ...
    @property
    def m_mul(self) -> float: ...
    @property
    def end_m_mul(self) -> float: ...
    @property
    def cycle_limit(self) -> int | None: ...
    @property
    def k_decay(self) -> float: ...
    @property
    def name(self) -> str | None: ...

@final
class Warmup(Schedule):
    def __init__(
        self,
        schedule: Schedule,
        warmup_steps: int,
        initial_learning_rate: float = 0.0,
        target_learning_rate: float | None = None,
        curve: str | Mapping[str, Any] = 'linear',
        warmup_prefix: bool = True,
        name: str | None = None,
    ) -> None: ...
    @property
    def schedule(self) -> Schedule: ...
    @property
    def warmup_steps(self) -> int: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def target_learning_rate(self) -> float | None: ...
    @property
    def curve(self) -> str | dict[str, Any]: ...
    @property
    def warmup_prefix(self) -> bool: ...
    @property
    def name(self) -> str | None: ...

@final
class WarmupStableDecay(Schedule):
    def __init__(
        self,
        peak_learning_rate: float,
        warmup_steps: float,
        stable_steps: float,
        decay_steps: float,
        initial_learning_rate: float = 0.0,
        end_learning_rate: float = 0.0,
        warmup_curve: str | Mapping[str, Any] = 'linear',
        decay_curve: str | Mapping[str, Any] = 'linear',
        name: str | None = None,
    ) -> None: ...
    @property
    def peak_learning_rate(self) -> float: ...
    @property
    def warmup_steps(self) -> float: ...
    @property
    def stable_steps(self) -> float: ...
    @property
    def decay_steps(self) -> float: ...
    @property
    def initial_learning_rate(self) -> float: ...
    @property
    def end_learning_rate(self) -> float: ...
    @property
    def warmup_curve(self) -> str | dict[str, Any]: ...
    @property
    def decay_curve(self) -> str | dict[str, Any]: ...
    @property
    def name(self) -> str | None: ...
