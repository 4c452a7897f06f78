"""Draws schedules and steps: ordinary ones, nasty ones, and such as give ties."""

import random, math

MAXF = 1.7976931348623157e308
U64 = 2**64 - 1
FIXED = [0, 1, 2, 3, 2**31, 2**53 - 1, 2**53, 2**53 + 1, 2**63, U64]


class G:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.pn = 0.0  # the share of nasty numbers
        self.ties = False  # whether lengths and powers are such that rates are short in binary

    @property
    def nasty(self):
        return self.r.random() < self.pn

    @nasty.setter
    def nasty(self, v):
        self.pn = float(v)

    def ch(self, *a):
        return self.r.choice(a)

    def p(self, x):
        return self.r.random() < x

    def logu(self, lo, hi):
        return 10 ** self.r.uniform(lo, hi)

    def rate(self, zero=True):
        x = self.r.random()
        if not self.nasty or x < 0.35:
            v = self.ch(
                0.1,
                0.001,
                3e-4,
                0.3,
                1.0,
                6e-5,
                0.01,
                self.logu(-8, 1),
                self.logu(-6, -1),
                round(self.logu(-5, 0), 6),
            )
            if zero and self.p(0.12):
                v = 0.0
            return v
        v = self.ch(
            5e-324,
            1e-310,
            2.2250738585072014e-308,
            1e-300,
            1e300,
            MAXF,
            1e100,
            1e-100,
            self.logu(-300, 300),
            self.logu(-323, -290),
            self.logu(290, 308),
        )
        if zero and self.p(0.1):
            v = 0.0
        return v

    def steps(self, zero=False):
        if zero and self.p(0.15):
            return 0
        if self.ties:
            return self.ch(2, 3, 4, 6, 8, 12, 16, 32, 64, 96, 256, 1024)
        if not self.nasty or self.p(0.4):
            return self.ch(
                1,
                10,
                100,
                1000,
                93750,
                self.r.randint(1, 50),
                self.r.randint(1, 100000),
                937.5,
                0.5,
                0.1,
                0.3,
                round(self.r.uniform(0.5, 2000), 1),
                self.r.uniform(0.5, 5000),
                round(self.r.uniform(1, 300), 3),
                1.1,
                1.7,
            )
        return self.ch(
            1e-9,
            1e-3,
            1e17,
            10**17 + 1,
            2**53 + 1,
            2**63,
            U64,
            1e19,
            1e20,
            1e100,
            1e160,
            1e-160,
            5e-324,
            self.logu(-12, 20),
            self.r.randint(1, U64),
            0.7,
            1 / 3,
            2**31 - 0.5,
            1e-5,
            MAXF,
        )

    def wsteps(self, lo=0):
        if self.ties:
            return self.ch(2, 4, 8, 16, 32, 64, 256, 1024)
        if not self.nasty or self.p(0.5):
            return max(
                lo, self.ch(1, 2, 3, 5, 10, 100, 1000, self.r.randint(1, 30), self.r.randint(1, 20000))
            )
        return max(lo, self.ch(0, 1, 2**31, 2**53, 2**53 + 1, 2**62, self.r.randint(1, 2**62), U64 // 4))

    def frac(self):
        return self.ch(0.0, 1.0, 0.1, 0.5, self.r.random(), 0.01, 1e-300 if self.nasty else 0.05, 1 - 2**-53)

    def power(self):
        if self.ties:
            return self.ch(0.5, 1.0, 1.5, 2.0, 2.5, 0.25, 3.0)
        return (
            self.ch(0.5, 1.0, 2.0, 2.5, 3.0, 40.0, 1e-3, 0.9, self.r.uniform(0.1, 5))
            if not self.nasty
            else self.ch(0.5, 1.0, 1e-3, 40.0, 1e-300, 1e10, 1e300, 100.0, self.logu(-10, 10), 2.5, 1 / 3)
        )

    def curve(self, geo=True):
        k = self.ch(
            "linear",
            "polynomial",
            "power",
            "cosine",
            "geometric",
            "exponential",
            "rational",
            "logarithmic",
            "tanh",
            "stairs",
        )
        return self.curve_of(k if geo or k != "geometric" else "linear")

    def curve_of(self, k):
        if k in ("linear", "geometric"):
            return k
        if k in ("polynomial", "power"):
            return {k: {"power": self.power()}}
        if k == "cosine":
            return {k: {"exponent": self.ch(1.0, 1.0, self.power())}}
        if k == "exponential":
            b = (
                self.ch(0.5, 2.0, 0.1, 10.0, 0.9999, 1.0001, self.logu(-3, 3))
                if not self.nasty
                else self.ch(5e-324, 1e-300, 1e300, MAXF, 1 - 2**-53, 1 + 2**-52, self.logu(-20, 20), 1e-10)
            )
            return {k: {"base": b if b != 1.0 else 0.5}}
        if k == "rational":
            return {
                k: {
                    "beta": self.ch(0.5, 0.0, -1.0, 0.9, -9.0, self.r.uniform(-3, 0.99))
                    if not self.nasty
                    else self.ch(-1e100, 1 - 2**-53, 0.999999, -1e10, 1e-300, -self.logu(-20, 100))
                }
            }
        if k == "logarithmic":
            b = (
                self.ch(2.0, 10.0, 1000.0, 0.5, 0.1, math.e, self.logu(-3, 4))
                if not self.nasty
                else self.ch(1e-100, 1e100, 1 - 2**-53, 1 + 2**-52, 1.0000001, self.logu(-90, 90))
            )
            return {k: {"base": b if b != 1.0 else 2.0}}
        if k == "tanh":
            if not self.nasty:
                a, b = self.ch((-7.0, 3.0), (-6.0, 6.0), (-1.0, 1.0), (-3.0, 0.5), (0.0, 2.0))
                return {k: {"lower": a, "upper": b}}
            a = self.r.uniform(-300, 290)
            b = self.r.uniform(a, 300)
            a, b = self.ch(
                (a, b),
                (-300.0, 300.0),
                (1.0, 1 + 2**-52),
                (-300.0, -299.0),
                (299.0, 300.0),
                (0.0, 5e-324),
                (-1e-300, 1e-300),
            )
            return {k: {"lower": a, "upper": b}}
        return {
            k: {
                "count": self.ch(1, 2, 3, 7, 10, 100, self.r.randint(1, 50))
                if not self.nasty
                else self.ch(1, 4294967295, 3, self.r.randint(1, 2**32 - 1))
            }
        }

    def tmul1(self):
        return (
            self.ch(
                1.0,
                1.0,
                1.0001,
                1.5,
                2.0,
                10.0,
                3.0,
                3.52,
                1.1,
                1.25,
                round(self.r.uniform(1, 4), 2),
                self.r.uniform(1, 3),
            )
            if not self.nasty
            else self.ch(1.0, 1.0001, 1 + 2**-52, 1e300, 1e10, 1.000001, 1.0000000001, 2.0, 1.1)
        )

    def tmul(self):
        return (
            self.ch(self.tmul1(), self.tmul1(), 0.5, 0.9, 0.99, 0.1, self.r.uniform(0.2, 1))
            if not self.nasty
            else self.ch(self.tmul1(), 0.5, 1 - 2**-53, 0.999999, 1e-300, 5e-324, 1e-3, 0.9)
        )

    def mmul(self):
        return (
            self.ch(0.0, 0.5, 0.5, 1.0, 1.5, 0.9, 2.0, self.r.uniform(0, 2))
            if not self.nasty
            else self.ch(0.0, 1e-300, 1e300, 1.0000001, 1.5, MAXF, 5e-324, 1.0, 0.9999999, 0.5)
        )

    def lim(self):
        return self.ch(1, 2, 3, 5, 100) if not self.nasty else self.ch(1, 2, 2**31, 2**53 + 1, U64)

    def maybe(self, d, k, f, p=0.5):
        if self.p(p):
            d[k] = f() if callable(f) else f

    # ---- classes
    def Constant(s):
        return {"learning_rate": s.rate()}

    def CosineDecay(s):
        d = {"initial_learning_rate": s.rate(), "decay_steps": s.steps()}
        s.maybe(d, "alpha", s.frac)
        if s.p(0.5):
            d["warmup_target"] = s.rate()
            s.maybe(d, "warmup_steps", lambda: s.steps(True), 0.9)
        return d

    def CosineDecayRestarts(s):
        d = {"initial_learning_rate": s.rate(), "first_decay_steps": s.steps()}
        s.maybe(d, "t_mul", s.tmul, 0.8)
        s.maybe(d, "m_mul", s.mmul)
        s.maybe(d, "alpha", s.frac, 0.3)
        return d

    def ExponentialDecay(s):
        d = {
            "initial_learning_rate": s.rate(),
            "decay_steps": s.steps(),
            "decay_rate": s.ch(0.96, 0.5, 0.1, 0.0, 1.0, 1.0000001, 2.0, 0.9999, s.r.random())
            if not s.nasty
            else s.ch(
                0.0,
                1e-300,
                0.5,
                1.0,
                1.0000001,
                2.0,
                5e-324,
                MAXF,
                1 - 2**-53,
                1 + 2**-52,
                s.r.random(),
                s.logu(-300, 300),
            ),
        }
        s.maybe(d, "staircase", lambda: s.p(0.7))
        return d

    def InverseTimeDecay(s):
        d = {
            "initial_learning_rate": s.rate(),
            "decay_steps": s.steps(),
            "decay_rate": s.ch(0.96, 0.5, 0.1, 0.0, 1.0, 1.0000001, 2.0, -0.1, -0.01, s.r.random())
            if not s.nasty
            else s.ch(0.0, 1e-300, 0.5, 1.0, 5e-324, MAXF, -1.0, -1e-9, -MAXF, -1e-300, s.logu(-300, 300)),
        }
        s.maybe(d, "staircase", lambda: s.p(0.7))
        return d

    def lcd(s):
        d = {"initial_learning_rate": s.rate(), "decay_steps": s.steps()}
        s.maybe(
            d,
            "num_periods",
            lambda: (
                s.ch(0.0, 0.5, 1.0, 1.5, 0.1, 7.3, s.r.uniform(0, 20))
                if not s.nasty
                else s.ch(0.0, 5e-324, 1e-9, 2.0**53, s.logu(-20, 15), 0.5, 1e6 + 0.5)
            ),
        )
        s.maybe(
            d,
            "alpha",
            lambda: s.ch(0.0, 0.5, 1.0, s.r.random()) if not s.nasty else s.ch(1e100, 1e-300, 5e-324, 1.0),
        )
        s.maybe(
            d,
            "beta",
            lambda: s.ch(0.0, 0.001, 0.5, s.r.random()) if not s.nasty else s.ch(0.0, 1e100, 1e-300, 5e-324),
        )
        return d

    LinearCosineDecay = lcd

    def NoisyLinearCosineDecay(s):
        d = s.lcd()
        s.maybe(
            d,
            "initial_variance",
            lambda: s.ch(0.0, 1.0, 0.1, 1e-6) if not s.nasty else s.ch(0.0, MAXF, 5e-324, 1e300),
            0.8,
        )
        s.maybe(
            d,
            "variance_decay",
            lambda: s.ch(0.0, 0.55, 1.0, 2.0) if not s.nasty else s.ch(0.0, MAXF, 1e-300, 40.0),
        )
        s.maybe(d, "seed", lambda: s.ch(0, 1, 42, -1, 2**63 - 1, -(2**63)))
        return d

    def PiecewiseConstantDecay(s):
        n = s.r.randint(0, 6)
        b = sorted({s.steps(True) for _ in range(n)})
        b = [x for i, x in enumerate(b) if i == 0 or x > b[i - 1]]
        return {"boundaries": b, "values": [s.rate() for _ in range(len(b) + 1)]}

    def PolynomialDecay(s):
        d = {"initial_learning_rate": s.rate(), "decay_steps": s.steps()}
        s.maybe(d, "end_learning_rate", s.rate, 0.8)
        if s.p(0.1):
            d["end_learning_rate"] = d["initial_learning_rate"]
        s.maybe(d, "power", lambda: s.ch(0.0, s.power(), s.power(), s.power()), 0.7)
        s.maybe(d, "cycle", lambda: s.p(0.7))
        return d

    def Transition(s, k=None):
        c = s.curve_of(k) if k else s.curve()
        z = c != "geometric"
        d = {
            "initial_learning_rate": s.rate(z),
            "end_learning_rate": s.rate(z),
            "transition_steps": s.steps(),
            "curve": c,
        }
        if s.p(0.06):
            d["end_learning_rate"] = d["initial_learning_rate"]
        return d

    def TransitionRestarts(s):
        d = {
            "initial_learning_rate": s.rate(),
            "end_learning_rate": s.rate(),
            "transition_steps": s.steps(),
            "curve": s.curve(False),
        }
        s.maybe(d, "t_mul", s.tmul1)
        s.maybe(d, "m_mul", s.mmul)
        s.maybe(d, "end_m_mul", s.mmul, 0.4)
        s.maybe(d, "cycle_limit", s.lim, 0.35)
        s.maybe(d, "k_decay", s.power, 0.3)
        return d

    def Interpolated(s):
        n = s.r.randint(1, 6)
        b = sorted({s.steps(True) for _ in range(n)})
        b = [x for i, x in enumerate(b) if i == 0 or x > b[i - 1]]
        d = {"steps": b, "learning_rates": [s.rate() for _ in b]}
        s.maybe(d, "interpolation", lambda: s.ch("linear", "cosine", "cos"), 0.7)
        return d

    def Table(s):
        return {"learning_rates": [s.rate() for _ in range(s.r.randint(1, 20))]}

    def PowerLaw(s):
        d = {
            "learning_rate": s.rate(),
            "timescale": s.steps(),
            "power": s.ch(-0.5, -1.0, 0.5, 1.0, 0.0, -0.25, 2.0, -0.51, s.r.uniform(-3, 3))
            if not s.nasty
            else s.ch(-100.0, 100.0, 0.0, 1e-300, -5e-324, 40.0, -40.0, -0.5, s.r.uniform(-100, 100)),
        }
        s.maybe(
            d,
            "offset",
            lambda: (
                s.ch(0.0, 1.0, 0.1, s.logu(-3, 3))
                if not s.nasty
                else s.ch(0.0, 1e-100, 1e100, 1.0, s.logu(-100, 100))
            ),
        )
        s.maybe(
            d,
            "inner_power",
            lambda: (
                s.ch(1.0, 2.0, 0.5, s.r.uniform(0.1, 3))
                if not s.nasty
                else s.ch(100.0, 1e-300, 5e-324, 1e-3, 40.0, s.r.uniform(0, 100))
            ),
            0.4,
        )
        return d

    def oc(s):
        d = {"total_steps": max(2, s.wsteps(2)) if s.p(0.9) else U64}
        s.maybe(d, "pct_start", lambda: s.ch(0.3, 0.25, 0.5, 0.1, 0.0, 1.0, 0.7, s.r.random()), 0.7)
        s.maybe(d, "anneal_strategy", lambda: s.ch("linear", "cosine", "cos"), 0.6)
        s.maybe(d, "three_phase", lambda: s.p(0.7), 0.5)
        if d.get("three_phase") and d.get("pct_start", 0.3) > 0.5:
            d["pct_start"] = s.ch(0.5, 0.4, 0.3)
        return d

    def OneCycle(s):
        d = s.oc()
        r = s.rate()
        d["max_learning_rate"] = r if r <= 1e100 else 1e100
        s.maybe(
            d,
            "div_factor",
            lambda: (
                s.ch(25.0, 10.0, 1.0, 0.5, s.logu(-1, 3))
                if not s.nasty
                else s.ch(1e-100, 1e100, s.logu(-100, 100), 1.0)
            ),
        )
        s.maybe(
            d,
            "final_div_factor",
            lambda: (
                s.ch(1e4, 10.0, 1.0, 0.5, s.logu(-1, 5))
                if not s.nasty
                else s.ch(1e-100, 1e100, s.logu(-100, 100), 1.0)
            ),
        )
        return d

    def OneCycleMomentum(s):
        d = s.oc()
        s.maybe(d, "base_momentum", lambda: s.ch(0.85, 0.8, 0.9, 0.0, s.rate()))
        s.maybe(d, "max_momentum", lambda: s.ch(0.95, 0.99, 0.85, s.rate()))
        return d

    def Cyclic(s):
        d = {"base_learning_rate": s.rate(), "max_learning_rate": s.rate()}
        s.maybe(d, "step_size_up", lambda: s.wsteps(1), 0.9)
        s.maybe(d, "step_size_down", lambda: s.wsteps(1))
        s.maybe(d, "mode", lambda: s.ch("triangular", "triangular2", "exp_range"), 0.8)
        s.maybe(d, "gamma", lambda: s.ch(0.99994, 0.9, 0.5, 0.0, 1.0, s.r.random(), 1 - 2**-53, 1e-300), 0.8)
        return d

    def CosineAnnealing(s):
        d = {"initial_learning_rate": s.rate(), "decay_steps": s.steps()}
        s.maybe(d, "end_learning_rate", s.rate, 0.7)
        return d

    def CosineHardRestarts(s):
        return {
            "initial_learning_rate": s.rate(),
            "decay_steps": s.steps(),
            "num_cycles": s.ch(1.0, 2.0, 3.0, 7.0, 0.5, 1.5, 2.5, 0.3, s.r.uniform(0.1, 20))
            if not s.nasty
            else s.ch(5e-324, 1e-9, 2.0**53, 2.0**53 - 1, s.logu(-20, 15), 0.1, 1 / 3),
        }

    def WarmupStableDecay(s):
        d = {
            "peak_learning_rate": s.rate(False),
            "warmup_steps": s.steps(True),
            "stable_steps": s.steps(True),
            "decay_steps": s.steps(True),
        }
        s.maybe(d, "warmup_curve", s.curve)
        s.maybe(d, "decay_curve", s.curve, 0.8)
        s.maybe(d, "initial_learning_rate", s.rate)
        s.maybe(d, "end_learning_rate", s.rate)
        if d.get("warmup_curve") == "geometric" and not d.get("initial_learning_rate"):
            d["initial_learning_rate"] = s.rate(False)
        if d.get("decay_curve") == "geometric" and not d.get("end_learning_rate"):
            d["end_learning_rate"] = s.rate(False)
        return d

    def InverseSquareRoot(s):
        d = {"peak_learning_rate": s.rate()}
        s.maybe(d, "warmup_steps", lambda: s.steps(True), 0.8)
        s.maybe(d, "timescale", s.steps, 0.4)
        return d

    def Noam(s):
        d = {
            "model_size": s.ch(1, 2, 512, 768, 1024, 4294967295, s.r.randint(1, 2**32 - 1)),
            "warmup_steps": s.steps(),
        }
        s.maybe(d, "factor", lambda: min(s.rate(), 1e100))
        return d

    # ---- compositions
    def child(s, depth=0):
        n = s.pn
        s.pn = n * 0.5
        k = s.ch(
            "Transition",
            "Transition",
            "CosineDecay",
            "ExponentialDecay",
            "PolynomialDecay",
            "Table",
            "Constant",
            "PowerLaw",
            "Cyclic",
            "Noam",
            "WarmupStableDecay",
            "InverseTimeDecay",
            "CosineDecayRestarts",
        )
        if depth == 0 and s.p(0.15):
            k = s.ch(
                "Scaled",
                "Shifted",
                "Stretched",
                "Sequential",
                "Sum",
                "Repeated",
                "Warmup",
                "Clamped",
                "Product",
            )
        j = s.make(k, 1)
        s.pn = n
        return j

    def ramp(s):  # tells every step apart
        return {
            "class_name": "Transition",
            "config": {
                "initial_learning_rate": 0.0,
                "end_learning_rate": float(2**53),
                "transition_steps": 2**53,
            },
        }

    def kid(s, depth):
        return s.ramp() if s.p(0.3) else s.child(depth)

    def Sequential(s, depth=0):
        b = sorted({s.wsteps(1) for _ in range(s.r.randint(1, 4))})
        return {"schedules": [s.kid(depth) for _ in range(len(b) + 1)], "boundaries": b}

    def Product(s, depth=0):
        return {"schedules": [s.child(depth) for _ in range(s.r.randint(1, 4))]}

    def Sum(s, depth=0):
        return {"schedules": [s.child(depth) for _ in range(s.r.randint(1, 4))]}

    def Scaled(s, depth=0):
        return {"schedule": s.child(depth), "factor": s.rate()}

    def Clamped(s, depth=0):
        d = {"schedule": s.child(depth)}
        a, b = sorted([s.rate(), s.rate()])
        s.maybe(d, "min", a)
        s.maybe(d, "max", b, 0.6)
        return d

    def Shifted(s, depth=0):
        return {
            "schedule": s.kid(depth),
            "shift": s.ch(0, 1, -1, 5, -100, 1000, s.r.randint(-(10**6), 10**6))
            if not s.nasty
            else s.ch(2**63 - 1, -(2**63), 2**53, -(2**53) - 1),
        }

    def Stretched(s, depth=0):
        return {"schedule": s.kid(depth), "factor": s.steps()}

    def Warmup(s, depth=0):
        d = {"schedule": s.kid(depth), "warmup_steps": s.wsteps(0)}
        s.maybe(d, "initial_learning_rate", s.rate)
        s.maybe(d, "target_learning_rate", s.rate, 0.3)
        s.maybe(d, "curve", s.curve)
        s.maybe(d, "warmup_prefix", lambda: s.p(0.4))
        if d.get("curve") == "geometric":
            d["initial_learning_rate"] = s.rate(False)
            d["target_learning_rate"] = s.rate(False)
        return d

    def Repeated(s, depth=0):
        d = {"schedule": s.kid(depth), "period_steps": s.wsteps(1)}
        s.maybe(d, "mirror", lambda: s.p(0.8))
        s.maybe(d, "t_mul", s.tmul1)
        s.maybe(d, "m_mul", s.mmul, 0.4)
        s.maybe(d, "cycle_limit", s.lim, 0.35)
        return d

    def make(s, k, depth=0):
        f = getattr(s, k)
        return {"class_name": k, "config": f(depth) if k in COMPS else f()}


COMPS = ["Sequential", "Product", "Sum", "Scaled", "Clamped", "Shifted", "Stretched", "Warmup", "Repeated"]


def lengths(j):
    """moments where something happens"""
    out = []
    c = j["config"]

    def add(x):
        if isinstance(x, (int, float)) and not isinstance(x, bool) and x > 0:
            out.append(x)

    for k in (
        "decay_steps",
        "first_decay_steps",
        "transition_steps",
        "warmup_steps",
        "timescale",
        "total_steps",
        "period_steps",
        "factor" if j["class_name"] == "Stretched" else "-",
    ):
        add(c.get(k))
    for k in ("boundaries", "steps"):
        for x in c.get(k, []):
            add(x)
    if j["class_name"] == "WarmupStableDecay":
        w, st, d = c["warmup_steps"], c["stable_steps"], c["decay_steps"]
        add(w + st)
        add(w + st + d)
    if j["class_name"] == "CosineDecay" and c.get("warmup_steps"):
        add(c["warmup_steps"] + c["decay_steps"])
    if "first_decay_steps" in c or "transition_steps" in c or "period_steps" in c:
        f = c.get("first_decay_steps") or c.get("transition_steps") or c.get("period_steps")
        t = c.get("t_mul", 2.0 if "first_decay_steps" in c else 1.0)
        s = 0
        l = f
        for _ in range(8):
            s += l
            l *= t
            if s < 1e20:
                add(s)
    elif j["class_name"] in (
        "ExponentialDecay",
        "InverseTimeDecay",
        "PolynomialDecay",
        "Stretched",
        "CosineAnnealing",
    ):
        f = c.get("decay_steps") or c.get("factor")
        for k in (2, 3, 5, 10, 30):
            add(f * k)
    if j["class_name"] == "CosineHardRestarts":
        for k in range(1, 4):
            add(c["decay_steps"] * k / c["num_cycles"])
    if j["class_name"] in ("OneCycle", "OneCycleMomentum"):
        T, p = c["total_steps"], c.get("pct_start", 0.3)
        add(p * T - 1)
        add(2 * p * T - 2)
        add(T - 1)
    if j["class_name"] == "Cyclic":
        u = c.get("step_size_up", 2000)
        d = c.get("step_size_down") or u
        add(u)
        add(u + d)
        add(2 * (u + d) + u)
        add(5 * (u + d))
    if j["class_name"] == "InverseTimeDecay" and c["decay_rate"] < 0:
        add(c["decay_steps"] / -c["decay_rate"])
    if j["class_name"] == "Table":
        add(len(c["learning_rates"]))
    for ch in c.get("schedules", []) + ([c["schedule"]] if "schedule" in c else []):
        out += lengths(ch)[:4]
    return out


def pick_steps(g, j, n=30):
    st = set(FIXED)
    ls = [x for x in lengths(j) if x == x and x < 1.9e19]
    g.r.shuffle(ls)
    for x in ls[:7]:
        b = int(x) if not isinstance(x, int) else x
        for d in (-1, 0, 1):
            if 0 <= b + d <= U64:
                st.add(b + d)
        if x != b and b + 2 <= U64:
            st.add(b + 2)
    top = max([x for x in ls] + [5])
    mid = sorted(ls)[len(ls) // 2] if ls else 100
    while len(st) < n + 4:
        k = g.r.random()
        if k < 0.4:
            v = g.r.randint(0, max(3, min(U64, int(mid * 1.2))))
        elif k < 0.7:
            v = g.r.randint(0, max(40, min(U64, int(top * 1.2))))
        elif k < 0.85:
            v = int(g.logu(0, 19))
        else:
            v = g.r.randint(0, 300)
        st.add(min(v, U64))
    return sorted(st)
