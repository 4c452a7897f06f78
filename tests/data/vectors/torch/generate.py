#!/usr/bin/env python3
"""Reference vectors of the schedulers of torch, transformers, timm and DeepSpeed (format: ../README.md).

  python generate.py --seed 1 --cases 8 --out DIR [--deepspeed path/to/lr_schedules.py]

Files written: <framework>.<Class>.json.

Drives every real scheduler step by step over an optimizer with one parameter, records the rate, and evaluates an
independent closed form with mpmath (110 digits) on the exact values of the doubles.  steps[k] is the number of
scheduler.step() calls so far; of the metric-driven classes the index of the metric just given; of timm the t given.
"""
import argparse, importlib.util, json, logging, math, os, random, sys, types, warnings
from fractions import Fraction

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")

import mpmath
import torch
from mpmath import mpf

mpmath.mp.dps = 110
L = torch.optim.lr_scheduler
PI = mpmath.pi
X = lambda v: mpf(v)  # exact value of a python int/float


def to_double(x):
    """nearest double of an mpf, ties to even, right for subnormals too"""
    if x is None:
        return None
    if isinstance(x, (int, float)):
        return float(x)
    if not mpmath.isfinite(x):
        return float(x)
    sign, man, exp, _ = x._mpf_
    if man == 0:
        return 0.0
    man = -int(man) if sign else int(man)
    if exp + man.bit_length() < -1200:
        return 0.0
    try:
        return float(Fraction(man) * (Fraction(2) ** int(exp)))
    except OverflowError:
        return math.inf if man > 0 else -math.inf


def jsonable(v):
    if isinstance(v, bool) or v is None or isinstance(v, (int, str)):
        return v
    if isinstance(v, float):
        if math.isinf(v):
            return "Infinity" if v > 0 else "-Infinity"
        return "NaN" if math.isnan(v) else v
    if isinstance(v, dict):
        return {str(k): jsonable(w) for k, w in v.items()}
    if isinstance(v, (list, tuple)):
        return [jsonable(w) for w in v]
    if isinstance(v, torch.Tensor):
        return {"__tensor__": str(v.dtype), "value": v.tolist()}
    return {"__python__": type(v).__module__ + "." + type(v).__qualname__}


def sgd(lr, **kw):
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr, **kw)


# ------------------------------------------------------------------ closed forms (mpmath)
def cosf(x):  # cos(pi x) with x an exact rational/mpf
    return mpmath.cos(PI * x)


def e_step(b, step_size, gamma=0.1):
    return lambda n: X(b) * X(gamma) ** (n // step_size)


def e_multistep(b, milestones, gamma=0.1):
    return lambda n: X(b) * X(gamma) ** sum(1 for m in milestones if m <= n)


def e_constant(b, factor=1.0 / 3, total_iters=5):
    return lambda n: X(b) * (X(factor) if n < total_iters else 1)


def e_linear(b, start_factor=1.0 / 3, end_factor=1.0, total_iters=5):
    s, e = X(start_factor), X(end_factor)
    return lambda n: X(b) * (s + (e - s) * mpf(min(n, total_iters)) / total_iters)


def e_exponential(b, gamma):
    return lambda n: X(b) * (X(gamma) ** n if n else 1)


def e_polynomial(b, total_iters=5, power=1.0):
    def f(n):
        r = 1 - mpf(min(n, total_iters)) / total_iters
        return X(b) * (r ** X(power) if power else 1)
    return f


def e_cosine(b, T_max, eta_min=0.0):
    return lambda n: X(eta_min) + (X(b) - X(eta_min)) * (1 + cosf(mpf(n) / T_max)) / 2


def e_warm_restarts(b, T_0, T_mult=1, eta_min=0.0):
    def f(n):
        start, length = 0, T_0
        if T_mult == 1:
            start = (int(math.floor(n)) // T_0) * T_0
        else:
            while X(n) - start >= length:
                start += length
                length *= T_mult
        return X(eta_min) + (X(b) - X(eta_min)) * (1 + cosf((X(n) - start) / length)) / 2
    return f


def _phases(total, pct, three):
    p = X(pct) * total
    if three:
        return [(p - 1, 0, 1), (2 * p - 2, 1, 0), (mpf(total - 1), 0, 2)]
    return [(p - 1, 0, 1), (mpf(total - 1), 1, 2)]


def e_onecycle(_b, max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3,
               anneal_strategy="cos", div_factor=25.0, final_div_factor=1e4, three_phase=False,
               cycle_momentum=True, base_momentum=0.85, max_momentum=0.95):
    total = total_steps or epochs * steps_per_epoch
    ini = X(max_lr) / X(div_factor)
    lv = [ini, X(max_lr), ini / X(final_div_factor)]

    def f(n):
        start = mpf(0)
        ph = _phases(total, pct_start, three_phase)
        for i, (end, a, z) in enumerate(ph):
            if n <= end or i == len(ph) - 1:
                p = (n - start) / (end - start)
                if anneal_strategy == "cos":
                    return lv[z] + (lv[a] - lv[z]) / 2 * (1 + cosf(p))
                return lv[a] + (lv[z] - lv[a]) * p
            start = end
    return f


def e_onecycle_mom(total, pct, strategy, three, lo, hi):
    lo, hi = X(lo), X(hi)

    def f(n):
        start = mpf(0)
        ph = _phases(total, pct, three)
        ends = [(hi, lo), (lo, hi), (hi, hi)] if three else [(hi, lo), (lo, hi)]
        for i, (end, _, _) in enumerate(ph):
            if n <= end or i == len(ph) - 1:
                p = (n - start) / (end - start)
                a, z = ends[i]
                if strategy == "cos":
                    return z + (a - z) / 2 * (1 + cosf(p))
                return a + (z - a) * p
            start = end
    return f


def _tri(n, up, down):
    up = Fraction(up)
    down = Fraction(down) if down is not None else up
    total = up + down
    cyc = math.floor(Fraction(n) / total)
    pos = Fraction(n) - cyc * total
    s = pos / up if pos <= up else (total - pos) / down
    return cyc + 1, mpf(s.numerator) / s.denominator


def e_cyclic(_b, base_lr, max_lr, step_size_up=2000, step_size_down=None, mode="triangular", gamma=1.0, **_k):
    def f(n):
        cyc, s = _tri(n, step_size_up, step_size_down)
        w = {"triangular": lambda: mpf(1), "triangular2": lambda: mpf(2) ** (1 - cyc),
             "exp_range": lambda: X(gamma) ** n if n else mpf(1)}[mode]()
        return X(base_lr) + (X(max_lr) - X(base_lr)) * s * w
    return f


def e_swa(b, swa_lr, anneal_epochs=10, anneal_strategy="cos"):
    def f(n):
        t = mpf(1) if anneal_epochs == 0 else mpf(min(n, anneal_epochs)) / anneal_epochs
        a = (1 - cosf(t)) / 2 if anneal_strategy == "cos" else t
        return X(swa_lr) * a + X(b) * (1 - a)
    return f


# --- transformers (value / base_lr)
def warm(n, w):
    return mpf(n) / max(1, w)


def h_linear(n, w, T):
    return warm(n, w) if n < w else max(mpf(0), mpf(T - n) / max(1, T - w))


def h_cosine(n, w, T, num_cycles=0.5, r=mpf(0)):
    if n < w:
        return warm(n, w)
    p = mpf(n - w) / max(1, T - w)
    c = (1 + cosf(X(num_cycles) * 2 * p)) / 2
    return max(mpf(0), c * (1 - r) + r)


def h_restarts(n, w, T, num_cycles=1):
    if n < w:
        return warm(n, w)
    p = Fraction(n - w, max(1, T - w))
    if p >= 1:
        return mpf(0)
    q = (Fraction(num_cycles) * p) % 1
    return max(mpf(0), (1 + cosf(mpf(q.numerator) / q.denominator)) / 2)


def h_poly(n, w, T, b, lr_end=1e-7, power=1.0):
    if n < w:
        return warm(n, w)
    if n > T:
        return X(lr_end) / X(b)
    r = 1 - mpf(n - w) / (T - w)
    rp = r ** X(power) if power else mpf(1)
    return ((X(b) - X(lr_end)) * rp + X(lr_end)) / X(b)


def h_isqrt(n, w, timescale=None):
    ts = timescale if timescale is not None else (w or 10_000)
    if n < w:
        return warm(n, w)
    return 1 / mpmath.sqrt(mpf(n + ts - w) / ts)


def h_cos_min_warm(n, w, T, num_cycles=0.5, r=mpf(0), warmup_lr_rate=None):
    if n < w:
        if warmup_lr_rate is None:
            return mpf(n + 1) / max(1, w)
        return X(warmup_lr_rate) + (1 - X(warmup_lr_rate)) * n / max(1, w - 1)
    p = mpf(n - w + 1) / max(1, T - w)
    c = (1 + cosf(X(num_cycles) * 2 * p)) / 2
    return max(mpf(0), c * (1 - r) + r)


def h_wsd(n, w, T, num_decay_steps, num_stable_steps=None, warmup_type="linear", decay_type="cosine",
          min_lr_ratio=0, num_cycles=0.5):
    s = T - w - num_decay_steps if num_stable_steps is None else num_stable_steps
    d, r = num_decay_steps, X(min_lr_ratio)
    if n < w:
        p = warm(n, w)
        f = {"linear": p, "cosine": (1 - cosf(p)) / 2, "1-sqrt": 1 - mpmath.sqrt(1 - p)}[warmup_type]
        return max(mpf(0), f * (1 - r) + r)
    if n < w + s:
        return mpf(1)
    if n < w + s + d:
        p = mpf(n - w - s) / max(1, d)
        f = {"linear": 1 - p, "cosine": (1 + cosf(X(num_cycles) * 2 * p)) / 2, "1-sqrt": 1 - mpmath.sqrt(p)}[decay_type]
        return max(mpf(0), f * (1 - r) + r)
    return r


# --- timm
def t_warm(n, b, w, init, target=None):
    return X(init) + n * ((X(b) if target is None else target) - X(init)) / w


def t_cycle(t, t_initial, mul):
    """(index, length, offset) of the cycle that holds t, exactly"""
    m = Fraction(mul)
    if m == 1:
        i = t // t_initial
        return i, Fraction(t_initial), Fraction(t - t_initial * i)
    i, start, length = 0, Fraction(0), Fraction(t_initial)
    while t - start >= length:
        start += length
        length *= m
        i += 1
        if i > 5000:  # cycle_mul < 1 and t past the geometric limit
            return None
    return i, length, t - start


def q(fr):
    return mpf(fr.numerator) / fr.denominator


def timm_exact(kind, b, t_initial, lr_min=0.0, cycle_mul=1.0, cycle_decay=1.0, cycle_limit=1, warmup_t=0,
               warmup_lr_init=0.0, warmup_prefix=False, k_decay=1.0, power=0.5, lb=-7.0, ub=3.0):
    def core(t):
        r = t_cycle(t, t_initial, cycle_mul)
        if r is None:
            return None
        i, ti, tc = r
        if i >= cycle_limit:
            return X(lr_min)
        top, lo = X(b) * X(cycle_decay) ** i, X(lr_min)
        u, k = q(tc) / q(ti), X(k_decay)
        uk = u ** k if u else mpf(0)
        if kind == "cosine":
            return lo + (top - lo) * (1 + cosf(uk)) / 2
        if kind == "poly":
            return lo + (top - lo) * ((1 - uk) ** X(power) if power else 1)
        return lo + (top - lo) * (1 - mpmath.tanh(X(lb) * (1 - u) + X(ub) * u)) / 2

    def f(t):
        if t < warmup_t:
            tgt = core(warmup_t) if kind == "tanh" and not warmup_prefix else None
            return t_warm(t, b, warmup_t, warmup_lr_init, tgt)
        return core(t - warmup_t if warmup_prefix else t)
    return f


def timm_step(b, decay_t, decay_rate=1.0, warmup_t=0, warmup_lr_init=0.0, warmup_prefix=True):
    def f(t):
        if t < warmup_t:
            return t_warm(t, b, warmup_t, warmup_lr_init)
        u = t - warmup_t if warmup_prefix else t
        return X(b) * X(decay_rate) ** int(Fraction(u) // Fraction(decay_t))
    return f


def timm_multistep(b, decay_t, decay_rate=1.0, warmup_t=0, warmup_lr_init=0.0, warmup_prefix=True):
    def f(t):
        if t < warmup_t:
            return t_warm(t, b, warmup_t, warmup_lr_init)
        u = t - warmup_t if warmup_prefix else t
        return X(b) * X(decay_rate) ** sum(1 for m in decay_t if m <= u + 1)
    return f


def timm_wsd(b, t_initial, decay_t, lr_min=0.0, stable_fn="constant", stable_timescale=None, stable_power=0.5,
             decay_fn="1-sqrt", decay_power=0.5, decay_ratio=0.1, warmup_t=0, warmup_lr_init=0.0):
    ts_ = stable_timescale if stable_timescale is not None else warmup_t

    def f(t):
        if t < warmup_t:
            return t_warm(t, b, warmup_t, warmup_lr_init)
        u = t - warmup_t
        st = mpf(1) if stable_fn == "constant" else (1 + mpf(u) / X(ts_)) ** -(mpf(1) / 2 if stable_fn == "rsqrt" else X(stable_power))
        lo = X(lr_min)
        top = max(X(b) * st, lo)
        td = u - (t_initial - decay_t)
        if td <= 0:
            return top
        p = min(mpf(td) / decay_t, mpf(1))
        r = X(decay_ratio)
        d = {"linear": 1 - p, "1-sqrt": 1 - mpmath.sqrt(p), "cosine": (1 + cosf(p)) / 2,
             "power": 1 - p ** X(decay_power), "exp": (r ** p - r) / (1 - r)}[decay_fn]
        return lo + (top - lo) * d
    return f


# --- DeepSpeed: n = number of step() calls, so last_batch_iteration = n - 1
def ds_gamma(k, w, kind):
    w = max(2, w)
    if k < w:
        return mpmath.log(k + 1) / mpmath.log(w) if kind != "linear" else mpf(k) / w
    return None


def ds_warmup(b, warmup_min_lr=0.0, warmup_max_lr=None, warmup_num_steps=1000, warmup_type="log"):
    lo, hi = X(warmup_min_lr), X(b if warmup_max_lr is None else warmup_max_lr)

    def f(n):
        if n == 0:
            return lo
        g = ds_gamma(n - 1, warmup_num_steps, warmup_type)
        return lo + (hi - lo) * (1 if g is None else g)
    return f


def ds_decay(b, total_num_steps, warmup_min_lr=0.0, warmup_max_lr=0.001, warmup_num_steps=1000, warmup_type="log"):
    lo, hi, w = X(warmup_min_lr), X(warmup_max_lr), max(2, warmup_num_steps)

    def f(n):
        if n == 0:
            return lo
        g = ds_gamma(n - 1, warmup_num_steps, warmup_type)
        if g is None:
            g = max(mpf(0), mpf(total_num_steps - (n - 1)) / max(1, total_num_steps - w))
        return lo + (hi - lo) * g
    return f


def ds_cosine(b, total_num_steps, warmup_min_ratio=0.0, warmup_num_steps=1000, cos_min_ratio=0.0001, warmup_type="log"):
    w = max(2, warmup_num_steps)

    def f(n):
        if n == 0:
            return mpf(0)
        k = n - 1
        g = ds_gamma(k, warmup_num_steps, warmup_type)
        if g is not None:
            return X(b) * (X(warmup_min_ratio) + g * (1 - X(warmup_min_ratio)))
        p = min(mpf(1), mpf(k - w + 1) / max(1, total_num_steps - w))
        return X(b) * max(mpf(0), X(cos_min_ratio) + (1 - X(cos_min_ratio)) * (1 + cosf(p)) / 2)
    return f


def ds_range(_b, lr_range_test_min_lr=1e-3, lr_range_test_step_size=2000, lr_range_test_step_rate=1.0, lr_range_test_staircase=False):
    def f(n):
        iv = mpf(n // lr_range_test_step_size) if lr_range_test_staircase else mpf(n) / lr_range_test_step_size
        return X(lr_range_test_min_lr) * (1 + X(lr_range_test_step_rate) * iv)
    return f


def ds_onecycle(_b, cycle_min_lr, cycle_max_lr, decay_lr_rate=0.0, cycle_first_step_size=2000, cycle_second_step_size=None,
                cycle_first_stair_count=0, cycle_second_stair_count=None, decay_step_size=0, **_k):
    up = cycle_first_step_size
    down = up if cycle_second_step_size is None else cycle_second_step_size
    c2 = cycle_first_stair_count if cycle_second_stair_count is None else cycle_second_stair_count
    lo, hi = X(cycle_min_lr), X(cycle_max_lr)

    def f(n):
        if n <= up + down:
            pos = Fraction(n % (up + down))
            if pos <= up:
                s, c = pos / up, cycle_first_stair_count
            else:
                s, c = (up + down - pos) / down, c2
            if c > 0:
                s = Fraction(math.floor(s * c), c)
            return lo + (hi - lo) * q(s)
        if decay_step_size == 0 or decay_lr_rate == 0:
            return lo
        return lo / (1 + X(decay_lr_rate) * (n - up - down) / decay_step_size)
    return f


# ------------------------------------------------------------------ driving
class Case:
    def __init__(self, name, base_lr, kwargs, ctor, exact=None, n=300, opt=None, momentum=None, metrics=None,
                 epochs=None, timm=False, note=None, ser=None):
        self.__dict__.update(locals())


def slug(r):
    return "".join(c if c.isalnum() or c in "._-" else "_" for c in r)[:60]


def drive(cls, c):
    o = c.opt(c.base_lr) if c.opt else sgd(c.base_lr)
    s = c.ctor(o)
    g = o.param_groups[0]
    steps, lrs, moms, mid, extra = [], [], [], None, {}
    stop = None

    def grab(k):
        steps.append(k)
        lrs.append(float(g["lr"]))
        if c.momentum:
            moms.append(float(g["betas"][0]) if "betas" in g else float(g["momentum"]))

    def sd():
        try:
            return jsonable(s.state_dict())
        except Exception as e:
            return {"__error__": repr(e)}

    if c.timm:
        extra["constructor_lr"] = float(g["lr"])
        for t in range(c.n + 1):
            s.step(t) if c.metrics is None else s.step(t, c.metrics[t])
            grab(t)
            if t == c.n // 2:
                mid = sd()
    elif c.metrics is not None:
        tr = {"num_bad_epochs": [], "cooldown_counter": [], "best": []}
        if hasattr(s, "num_good_epochs"):
            tr.update({"num_good_epochs": [], "warmup_counter": [], "reset_start": []})
        extra["constructor_lr"] = float(g["lr"])
        for k, m in enumerate(c.metrics):
            s.step(m)
            grab(k)
            for key in tr:
                tr[key].append(jsonable(getattr(s, key)))
            if k == c.n // 2:
                mid = sd()
        extra["trace"] = tr
    elif c.epochs is not None:
        extra["epochs"] = c.epochs
        for k, e in enumerate(c.epochs):
            s.step(e)
            grab(k)
            if k == c.n // 2:
                mid = sd()
    else:
        grab(0)
        for k in range(1, c.n + 1):
            o.step()
            try:
                s.step()
            except Exception as e:
                stop = {"step": k, "error": type(e).__name__ + ": " + str(e)}
                break
            grab(k)
            if k == c.n // 2:
                mid = sd()
    ex = None
    if c.exact:
        ex = [to_double(c.exact(c.epochs[k] if c.epochs is not None else k)) for k in steps]
        if any(v is None for v in ex):
            ex = None
    ser = {"class": cls, "base_lr": c.base_lr, "kwargs": jsonable(c.ser if c.ser is not None else c.kwargs),
           "optimizer": type(o).__name__, "state_dict": sd(), "state_dict_at": steps[-1],
           "state_dict_mid": mid, "state_dict_mid_at": c.n // 2 if mid is not None else None}
    out = {"name": c.name, "serialized": ser, "steps": steps, "framework_f64": [jsonable(v) for v in lrs],
           "framework_f32": None, "exact": ex}
    if c.momentum:
        out["momentum_f64"] = moms
        if callable(c.momentum):
            out["momentum_exact"] = [to_double(c.momentum(k)) for k in steps]
    if c.metrics is not None:
        out["metrics"] = [jsonable(m) for m in c.metrics]
    if stop:
        out["raises"] = stop
    if c.note:
        out["note"] = c.note
    out.update(extra)
    return out


# ------------------------------------------------------------------ parameter makers
def lr_of(R):
    return R.choice([0.1, 1.0, 1e-3, 3e-4, 5e-5, 2e-5, 0.05, 10 ** R.uniform(-7, 1), R.uniform(1e-6, 2), 1e-9, 123.456])


def ints(R, lo, hi):
    return R.choice([lo, R.randint(lo, min(hi, 10)), R.randint(lo, hi), R.randint(lo, hi)])


def gamma_of(R):
    return R.choice([0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0, 1.01, R.uniform(0.2, 1.02), 1 / 3])


def make(cls, R, rnd, C):
    """rnd() gives one random case; nasty cases first"""
    out, seen = [], set()
    for c in C[:]:
        out.append(c)
    while len(out) < ARGS.cases:
        out.append(rnd(R))
    names = {}
    for i, c in enumerate(out):
        c.name = slug("%02d_%s" % (i, c.name))
    return out


def torch_classes():
    S = {}

    def simple(name, exact, rnd_kw, nasty, cls=None, n=None, momentum=None, opt=None):
        K = cls or getattr(L, name)

        def mk(b, kw, nm, nn=None, ex=True, note=None, mom=None):
            N = nn or (n(kw) if n else 300)
            return Case(nm, b, kw, lambda o: K(o, **kw), exact(b, **kw) if ex else None, N, opt=opt, momentum=mom or (momentum and momentum(kw)), note=note)

        def go(R):
            C = [mk(*a[:3], **(a[3] if len(a) > 3 else {})) for a in nasty]
            return make(name, R, lambda R: mk(lr_of(R), rnd_kw(R), "random"), C)
        S[name] = go

    simple("StepLR", e_step, lambda R: dict(step_size=ints(R, 1, 120), gamma=gamma_of(R)),
           [(0.1, dict(step_size=30), "doc_default"), (0.05, dict(step_size=1, gamma=0.1), "underflow", dict(nn=400)),
            (1e-3, dict(step_size=7, gamma=0.0), "gamma_zero")])
    simple("MultiStepLR", e_multistep,
           lambda R: dict(milestones=sorted(R.randint(0, 280) for _ in range(R.randint(1, 8))), gamma=gamma_of(R)),
           [(0.05, dict(milestones=[30, 80]), "doc"), (0.1, dict(milestones=[5, 5, 5, 60], gamma=0.5), "duplicates"),
            (0.1, dict(milestones=[90, 10, 40], gamma=0.3), "unsorted"), (0.1, dict(milestones=[0, 1], gamma=0.5), "zero_milestone"),
            (0.1, dict(milestones=[], gamma=0.5), "empty")])
    simple("ConstantLR", e_constant, lambda R: dict(factor=R.choice([0.1, 0.5, 1.0, R.random() or 0.3]), total_iters=ints(R, 1, 150)),
           [(0.05, dict(), "default"), (0.05, dict(factor=0.5, total_iters=40), "doc"),
            (0.1, dict(factor=0.25, total_iters=0), "total_iters_zero", dict(ex=False, note="stepping never undoes the factor: stays base*factor; the class's own closed form says base")),
            (0.1, dict(factor=0.0, total_iters=9), "factor_zero_raises", dict(note="ZeroDivisionError when step total_iters is reached"))])
    simple("LinearLR", e_linear, lambda R: dict(start_factor=R.choice([1e-3, 0.1, 1.0, R.uniform(1e-6, 1)]), end_factor=R.choice([0.0, 1.0, R.random()]), total_iters=ints(R, 1, 250)),
           [(0.05, dict(), "default"), (0.05, dict(start_factor=0.05, total_iters=40), "doc"),
            (0.1, dict(start_factor=1.0, end_factor=0.0, total_iters=200), "to_zero"),
            (0.1, dict(start_factor=1e-8, end_factor=1.0, total_iters=300), "tiny_start"),
            (0.1, dict(start_factor=0.5, total_iters=0), "total_iters_zero", dict(ex=False, note="stays at base*start_factor for ever; the closed form divides by zero"))])
    simple("ExponentialLR", e_exponential, lambda R: dict(gamma=gamma_of(R)),
           [(0.1, dict(gamma=0.95), "doc"), (0.1, dict(gamma=0.1), "underflow", dict(nn=400)), (1e-3, dict(gamma=0.0), "gamma_zero"),
            (1e-3, dict(gamma=1.05), "growing", dict(nn=400)), (0.3, dict(gamma=-0.9), "negative_gamma")])
    simple("PolynomialLR", e_polynomial, lambda R: dict(total_iters=ints(R, 1, 280), power=R.choice([1.0, 0.9, 2.0, 0.5, R.uniform(0.1, 5)])),
           [(0.05, dict(), "default"), (0.05, dict(total_iters=50, power=0.9), "doc"), (0.1, dict(total_iters=40, power=0.0), "power_zero"),
            (0.1, dict(total_iters=250, power=7.5), "steep")])
    simple("CosineAnnealingLR", e_cosine, lambda R: dict(T_max=ints(R, 1, 300), eta_min=R.choice([0.0, 0, 1e-6, 10 ** R.uniform(-9, -3)])),
           [(0.1, dict(T_max=100), "past_end_goes_up"), (0.1, dict(T_max=1), "t1"), (1e-3, dict(T_max=50, eta_min=0.01), "eta_min_above_base"),
            (0.1, dict(T_max=300, eta_min=1e-6), "plain"), (0.1, dict(T_max=3), "many_periods")])

    WR = L.CosineAnnealingWarmRestarts

    def wr(R):
        def mk(b, kw, nm, ep=None, note=None):
            return Case(nm, b, kw, lambda o: WR(o, **kw), e_warm_restarts(b, **kw), 300, epochs=ep, note=note)
        frac = [e + i / 8 for e in range(36) for i in range(8)]
        C = [mk(0.05, dict(T_0=20), "doc"), mk(0.1, dict(T_0=1, T_mult=2, eta_min=1e-5), "mult2"), mk(0.1, dict(T_0=1), "t0_1"),
             mk(0.1, dict(T_0=5, T_mult=2), "fractional", frac, "steps are indices into epochs; each value is after step(epochs[k])"),
             mk(0.1, dict(T_0=1, T_mult=3), "explicit_epoch_log_rounding", [float(k) for k in range(301)],
                "step(epoch) finds the cycle by a float log: at an exact restart it can land one cycle early and return eta_min"),
             mk(0.1, dict(T_0=5), "fractional_mult1", frac)]
        return make("x", R, lambda R: mk(lr_of(R), dict(T_0=ints(R, 1, 90), T_mult=R.randint(1, 4), eta_min=R.choice([0.0, 1e-6, 1e-4])), "random"), C)
    S["CosineAnnealingWarmRestarts"] = wr

    def oc(R):
        def mk(kw, nm, b=0.1, opt=None, note=None):
            total = kw.get("total_steps") or kw["epochs"] * kw["steps_per_epoch"]
            cm = kw.get("cycle_momentum", True)
            mom = e_onecycle_mom(total, kw.get("pct_start", 0.3), kw.get("anneal_strategy", "cos"), kw.get("three_phase", False),
                                 kw.get("base_momentum", 0.85), kw.get("max_momentum", 0.95)) if cm else None
            return Case(nm, b, kw, lambda o: L.OneCycleLR(o, **kw), e_onecycle(b, **kw), total + 1,
                        opt=opt or (lambda lr: sgd(lr, momentum=0.9)), momentum=mom, note=note)
        adam = lambda lr: torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=lr)
        C = [mk(dict(max_lr=0.01, steps_per_epoch=20, epochs=10), "doc", note="step total_steps is still allowed (pct > 1), total_steps + 1 raises"),
             mk(dict(max_lr=0.1, total_steps=200, three_phase=True), "three_phase"),
             mk(dict(max_lr=0.1, total_steps=150, anneal_strategy="linear"), "linear"),
             mk(dict(max_lr=3e-4, total_steps=300, three_phase=True, anneal_strategy="linear", pct_start=0.25), "three_linear", opt=adam),
             mk(dict(max_lr=1.0, total_steps=10, pct_start=0.2, div_factor=10.0, final_div_factor=1e2, cycle_momentum=False), "short"),
             mk(dict(max_lr=0.5, total_steps=101, pct_start=0.0), "pct_zero", note="first phase ends at -1: negative width")]
        def rnd(R):
            return mk(dict(max_lr=lr_of(R), total_steps=R.randint(20, 320), pct_start=R.uniform(0.06, 0.45), anneal_strategy=R.choice(["cos", "linear"]),
                           three_phase=R.random() < .4, div_factor=R.choice([25.0, 10.0, 1.0, R.uniform(2, 50)]), final_div_factor=R.choice([1e4, 1.0, 10 ** R.uniform(0, 5)]),
                           base_momentum=R.uniform(.7, .88), max_momentum=R.uniform(.9, .99)), "random")
        return make("x", R, rnd, C)
    S["OneCycleLR"] = oc

    def cy(R):
        def mk(kw, nm, b=0.1, opt=None):
            up, dn = kw.get("step_size_up", 2000), kw.get("step_size_down")
            lo, hi = kw.get("base_momentum", 0.8), kw.get("max_momentum", 0.9)
            mode, g = kw.get("mode", "triangular"), kw.get("gamma", 1.0)

            def mom(n):
                base = e_cyclic(0, 0.0, 1.0, up, dn, mode, g)
                return X(hi) - (X(hi) - X(lo)) * base(n)
            return Case(nm, b, kw, lambda o: L.CyclicLR(o, **kw), e_cyclic(b, **kw), 300,
                        opt=opt or (lambda lr: sgd(lr, momentum=0.9)), momentum=mom if kw.get("cycle_momentum", True) else None)
        adam = lambda lr: torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=lr)
        C = [mk(dict(base_lr=0.01, max_lr=0.1, step_size_up=10), "doc"), mk(dict(base_lr=0.01, max_lr=0.1), "default_2000"),
             mk(dict(base_lr=1e-4, max_lr=1e-2, step_size_up=7, step_size_down=29, mode="triangular2"), "tri2", opt=adam),
             mk(dict(base_lr=1e-4, max_lr=1e-2, step_size_up=40, mode="exp_range", gamma=0.99), "exp_range"),
             mk(dict(base_lr=0.1, max_lr=0.01, step_size_up=1, step_size_down=1, cycle_momentum=False), "inverted_short")]
        def rnd(R):
            return mk(dict(base_lr=lr_of(R), max_lr=lr_of(R), step_size_up=ints(R, 1, 120), step_size_down=R.choice([None, R.randint(1, 120)]),
                           mode=R.choice(["triangular", "triangular2", "exp_range"]), gamma=R.uniform(.97, 1), base_momentum=R.uniform(.7, .85), max_momentum=R.uniform(.86, .99)), "random")
        return make("x", R, rnd, C)
    S["CyclicLR"] = cy

    from torch.optim.swa_utils import SWALR
    simple("SWALR", e_swa, lambda R: dict(swa_lr=lr_of(R), anneal_epochs=ints(R, 1, 200), anneal_strategy=R.choice(["cos", "linear"])),
           [(0.1, dict(swa_lr=0.05), "default"), (0.1, dict(swa_lr=0.05, anneal_epochs=0), "zero"), (0.1, dict(swa_lr=0.05, anneal_epochs=20, anneal_strategy="linear"), "doc")], cls=SWALR)

    class Pow:
        def __init__(self, base):
            self.base = base

        def __call__(self, n):
            return self.base ** n

    def lam(name, mul):
        def go(R):
            def mk(b, g, nm, obj):
                fn = Pow(g) if obj else (lambda n: g ** n)
                ex = (lambda n: X(b) * (X(g) ** n if n else 1)) if not mul else (lambda n: X(b) * X(g) ** (n * (n + 1) // 2))
                return Case(nm, b, {}, lambda o: getattr(L, name)(o, lr_lambda=fn), ex, 60 if mul else 300,
                            ser={"lr_lambda": "%r ** n" % g, "callable_object": obj},
                            note="lr_lambda is %s: state_dict keeps %s" % (("an object", "its __dict__") if obj else ("a function", "None")))
            return make(name, R, lambda R: mk(lr_of(R), R.uniform(.98, 1.0), "random", R.random() < .5),
                        [mk(0.1, 0.95 if not mul else 0.999, "function", False), mk(0.1, 0.95 if not mul else 0.999, "object", True)])
        return go
    S["LambdaLR"] = lam("LambdaLR", False)
    S["MultiplicativeLR"] = lam("MultiplicativeLR", True)

    EX = dict(StepLR=e_step, MultiStepLR=e_multistep, ConstantLR=e_constant, LinearLR=e_linear, ExponentialLR=e_exponential,
              PolynomialLR=e_polynomial, CosineAnnealingLR=e_cosine, CosineAnnealingWarmRestarts=e_warm_restarts)

    def child(R, span, first=False):
        k = R.choice(list(EX))
        kw = {"StepLR": lambda: dict(step_size=ints(R, 1, 40), gamma=R.uniform(.3, 1)), "MultiStepLR": lambda: dict(milestones=sorted(R.sample(range(1, 80), 3)), gamma=.5),
              "ConstantLR": lambda: dict(factor=R.uniform(.1, 1), total_iters=R.randint(1, 60)), "LinearLR": lambda: dict(start_factor=R.uniform(1e-3, 1), total_iters=R.randint(1, max(1, span))),
              "ExponentialLR": lambda: dict(gamma=R.uniform(.9, 1)), "PolynomialLR": lambda: dict(total_iters=R.randint(20, 200), power=R.choice([1.0, .9, 2.0])),
              "CosineAnnealingLR": lambda: dict(T_max=R.randint(10, 300), eta_min=R.choice([0.0, 1e-6])),
              "CosineAnnealingWarmRestarts": lambda: dict(T_0=R.randint(1, 50), T_mult=R.randint(1, 3))}[k]()
        return k, kw

    def seq(R):
        def mk(b, kids, ms, nm, n=300, note=None, ex=True):
            def ctor(o):
                return L.SequentialLR(o, [getattr(L, k)(o, **kw) for k, kw in kids], ms)

            def exact(n):
                i = sum(1 for m in ms if m <= n)
                return EX[kids[i][0]](b, **kids[i][1])(n - (ms[i - 1] if i else 0))
            return Case(nm, b, {}, ctor, exact if ex else None, n, ser={"schedulers": [{"class": k, "kwargs": kw} for k, kw in kids], "milestones": ms}, note=note)
        C = [mk(0.05, [("ConstantLR", dict(factor=.1, total_iters=20)), ("ExponentialLR", dict(gamma=.9))], [20], "doc"),
             mk(1e-3, [("LinearLR", dict(start_factor=.01, total_iters=30)), ("CosineAnnealingLR", dict(T_max=270))], [30], "warmup_cosine"),
             mk(0.1, [("ConstantLR", dict(factor=.5, total_iters=3)), ("ConstantLR", dict(factor=.3, total_iters=4))], [3], "two_constants_82684"),
             mk(0.1, [("ConstantLR", dict(factor=.5, total_iters=99)), ("LinearLR", dict(start_factor=.1, total_iters=10)), ("ExponentialLR", dict(gamma=.95))], [0, 40], "milestone_zero_185872"),
             mk(0.1, [("ConstantLR", dict(factor=.5, total_iters=99)), ("LinearLR", dict(start_factor=.1, total_iters=10)), ("ExponentialLR", dict(gamma=.95))], [25, 25], "duplicate_milestones"),
             mk(0.1, [("LinearLR", dict(total_iters=5)), ("CosineAnnealingWarmRestarts", dict(T_0=20, T_mult=2, eta_min=1e-5))], [5], "warmup_restarts")]
        def rnd(R):
            m = sorted(R.sample(range(1, 250), R.randint(1, 3)))
            return mk(lr_of(R), [child(R, 60) for _ in range(len(m) + 1)], m, "random")
        return make("x", R, rnd, C)
    S["SequentialLR"] = seq

    def chain(R):
        def mk(b, kids, nm, n=300, ex=True, note=None):
            def ctor(o):
                return L.ChainedScheduler([getattr(L, k)(o, **kw) for k, kw in kids], optimizer=o)

            def exact(n):
                p = X(b)
                for k, kw in kids:
                    p *= EX[k](1.0, **kw)(n)
                return p
            return Case(nm, b, {}, ctor, exact if ex else None, n, ser={"schedulers": [{"class": k, "kwargs": kw} for k, kw in kids]}, note=note)
        C = [mk(0.05, [("ConstantLR", dict(factor=.1, total_iters=20)), ("ExponentialLR", dict(gamma=.9))], "doc"),
             mk(0.1, [("LinearLR", dict(start_factor=.01, total_iters=40)), ("StepLR", dict(step_size=50, gamma=.5)), ("ExponentialLR", dict(gamma=.99))], "three"),
             mk(0.1, [("CosineAnnealingLR", dict(T_max=100)), ("ExponentialLR", dict(gamma=.99))], "cosine_times_exp", 100),
             mk(0.1, [("CosineAnnealingLR", dict(T_max=40)), ("ExponentialLR", dict(gamma=.99))], "cosine_past_end", 200, False, "not a product past T_max: the restart adds an absolute amount"),
             mk(0.1, [("CosineAnnealingLR", dict(T_max=100, eta_min=.01)), ("ExponentialLR", dict(gamma=.99))], "cosine_eta_min", 100, False, "not a product when eta_min != 0"),
             mk(0.1, [("ExponentialLR", dict(gamma=.99)), ("CosineAnnealingWarmRestarts", dict(T_0=50))], "restarts_overwrite", 200, False, "CosineAnnealingWarmRestarts ignores the incoming lr: the last writer wins")]
        def rnd(R):
            ks = []
            while len(ks) < R.randint(2, 3):
                k, kw = child(R, 100)
                if not k.startswith("Cosine"):
                    ks.append((k, kw))
            return mk(lr_of(R), ks, "random")
        return make("x", R, rnd, C)
    S["ChainedScheduler"] = chain

    def metrics(R, n, mode, nasty=False):
        v, out = R.uniform(.5, 5), []
        for k in range(n):
            p = R.random()
            v = v * R.uniform(.93, 1.0) if p < .25 else v
            m = v * (1 + R.choice([0, 0, R.uniform(-.01, .02)]))
            if nasty and p > .97:
                m = R.choice([math.nan, math.inf, -0.0, 0.0, -3.0])
            out.append(m if mode == "min" else (m if not math.isfinite(m) else 10 - m))
        return out

    def plateau(R):
        def mk(b, kw, nm, ms):
            return Case(nm, b, kw, lambda o: L.ReduceLROnPlateau(o, **kw), None, len(ms), metrics=ms)
        C = [mk(0.1, dict(patience=2, cooldown=0), "constant_metric_2545", [0.0] * 40), mk(0.1, dict(patience=2, cooldown=1), "constant_cooldown1", [0.0] * 40),
             mk(0.1, dict(patience=0, factor=.5), "patience_zero", metrics(R, 80, "min")), mk(0.1, dict(mode="max", threshold_mode="abs", threshold=.05, patience=3), "max_abs", metrics(R, 200, "max")),
             mk(0.1, dict(patience=3, factor=.2, min_lr=1e-4, eps=0), "nan_inf", metrics(R, 250, "min", True)), mk(1e-7, dict(patience=1), "eps_blocks", [1.0] * 40)]
        def rnd(R):
            mode = R.choice(["min", "max"])
            return mk(lr_of(R), dict(mode=mode, factor=R.choice([.1, .5, .9, R.uniform(.1, .99)]), patience=R.randint(0, 12), threshold=R.choice([1e-4, 0.0, .01]), threshold_mode=R.choice(["rel", "abs"]),
                                     cooldown=R.randint(0, 8), min_lr=R.choice([0, 1e-5, 1e-6]), eps=R.choice([1e-8, 0.0])), "random", metrics(R, 250, mode, R.random() < .3))
        return make("x", R, rnd, C)
    S["ReduceLROnPlateau"] = plateau
    return S, metrics


def hf_classes(metrics):
    from transformers import optimization as H
    from transformers import SchedulerType
    S = {}

    def add(name, fn, nasty, rnd_kw, needs=("w", "T")):
        def go(R):
            def mk(b, w, T, kw, nm, n=300, note=None):
                def ctor(o):
                    return H.get_scheduler(name, o, num_warmup_steps=w, num_training_steps=T, scheduler_specific_kwargs=dict(kw))
                ser = {"lr_scheduler_type": name, "learning_rate": b, "warmup_steps": w, "max_steps": T, "lr_scheduler_kwargs": kw}
                return Case(nm, b, kw, ctor, (lambda k: X(b) * fn(k, w, T, b, kw)) if fn else None, n, ser=ser, note=note)
            def rnd(R):
                T = R.choice([R.randint(2, 50), R.randint(50, 290), R.randint(200, 290)])
                w = R.choice([0, 1, R.randint(0, T), R.randint(0, max(1, T // 10)), R.randint(0, T)])
                b = lr_of(R)
                return mk(b, w, T, rnd_kw(R, b, w, T), "random")
            return make(name, R, rnd, [mk(*a) for a in nasty])
        S[name] = go

    nk = lambda R, b, w, T: {}
    add("linear", lambda n, w, T, b, k: h_linear(n, w, T), [(5e-5, 0, 250, {}, "default"), (5e-5, 25, 250, {}, "warm"), (1e-3, 300, 200, {}, "warmup_longer_than_total"), (1e-3, 10, 10, {}, "warmup_is_total")], nk)
    add("constant", lambda n, w, T, b, k: mpf(1), [(5e-5, 0, 250, {}, "default")], nk)
    add("constant_with_warmup", lambda n, w, T, b, k: warm(n, w) if n < w else mpf(1), [(5e-5, 0, 250, {}, "nowarm"), (5e-5, 100, 250, {}, "warm")], nk)
    add("cosine", lambda n, w, T, b, k: h_cosine(n, w, T, **k), [(5e-5, 25, 250, {}, "default"), (5e-5, 25, 200, dict(num_cycles=1.5), "past_end_oscillates"), (5e-5, 10, 10, {}, "warmup_is_total")],
        lambda R, b, w, T: R.choice([{}, dict(num_cycles=R.choice([.5, 1.0, 2.5, .25, 3]))]))
    add("cosine_with_restarts", lambda n, w, T, b, k: h_restarts(n, w, T, **k), [(5e-5, 25, 250, {}, "default"), (5e-5, 20, 270, dict(num_cycles=5), "five"), (1e-3, 0, 290, dict(num_cycles=7), "seven_odd"), (1e-3, 10, 280, dict(num_cycles=2.5), "fractional_cycles")],
        lambda R, b, w, T: dict(num_cycles=R.randint(1, 12)))
    add("polynomial", lambda n, w, T, b, k: h_poly(n, w, T, b, **k), [(5e-5, 25, 250, {}, "default"), (1e-3, 0, 200, dict(power=2.0, lr_end=1e-5), "p2"), (1e-3, 300, 200, {}, "warmup_longer_than_total"), (1e-3, 20, 20, {}, "warmup_is_total", 300, "0/0 at step == warmup == total: ZeroDivisionError")],
        lambda R, b, w, T: dict(power=R.choice([1.0, 2.0, .5, 0.0, R.uniform(.2, 4)]), lr_end=b * R.choice([0.0, .1, R.uniform(1e-4, .9)])))
    add("inverse_sqrt", lambda n, w, T, b, k: h_isqrt(n, w, **k), [(5e-5, 25, 250, {}, "default"), (5e-5, 0, 250, {}, "nowarm_10000"), (1e-3, 20, 250, dict(timescale=400), "timescale")],
        lambda R, b, w, T: R.choice([{}, dict(timescale=R.randint(1, 5000))]))

    def rate(k, b):
        k = dict(k)
        r = X(k.pop("min_lr")) / X(b) if "min_lr" in k else X(k.pop("min_lr_rate"))
        return r, k

    def f_min(n, w, T, b, k):
        r, k = rate(k, b)
        return h_cosine(n, w, T, r=r, **k)

    def f_minw(n, w, T, b, k):
        r, k = rate(k, b)
        return h_cos_min_warm(n, w, T, r=r, **k)
    mk_min = lambda R, b: R.choice([dict(min_lr=b * R.uniform(0, .5)), dict(min_lr_rate=R.choice([.1, 0.0, R.random()]))])
    add("cosine_with_min_lr", f_min, [(5e-5, 25, 250, dict(min_lr=5e-6), "min_lr"), (5e-5, 25, 250, dict(min_lr_rate=.1, num_cycles=1.0), "rate")], lambda R, b, w, T: mk_min(R, b))
    add("cosine_warmup_with_min_lr", f_minw, [(5e-5, 25, 250, dict(min_lr=5e-6), "min_lr"), (5e-5, 25, 250, dict(min_lr_rate=.1, warmup_lr_rate=.05), "warm_rate"), (1e-3, 1, 250, dict(min_lr_rate=0.0, warmup_lr_rate=.5), "warmup_one")],
        lambda R, b, w, T: dict(mk_min(R, b), **R.choice([{}, dict(warmup_lr_rate=R.random())])))

    def wsd_kw(R, b, w, T):
        d = R.randint(1, max(1, T - w))
        k = dict(num_decay_steps=d, warmup_type=R.choice(["linear", "cosine", "1-sqrt"]), decay_type=R.choice(["linear", "cosine", "1-sqrt"]), min_lr_ratio=R.choice([0, .1, R.random()]))
        if R.random() < .4:
            k["num_stable_steps"] = R.randint(0, 100)
        return k
    add("warmup_stable_decay", lambda n, w, T, b, k: h_wsd(n, w, T, **k), [(5e-5, 25, 250, dict(num_decay_steps=50), "default"), (5e-5, 25, 250, dict(num_decay_steps=50, num_stable_steps=100, decay_type="1-sqrt", min_lr_ratio=.1), "stable_given"),
        (5e-5, 30, 200, dict(num_decay_steps=190), "negative_stable", 300, "num_stable_steps < 0: decay starts inside warmup, jumps"), (1e-3, 10, 200, dict(num_decay_steps=0), "no_decay")], wsd_kw)

    def plat(kind):
        def go(R):
            def mk(b, kw, nm, ms):
                return Case(nm, b, kw, lambda o: H.get_scheduler(kind, o, scheduler_specific_kwargs=dict(kw)), None, len(ms), metrics=ms, ser={"lr_scheduler_type": kind, "learning_rate": b, "lr_scheduler_kwargs": kw})
            if kind == "greedy":
                imp = [5 * .97 ** k for k in range(60)] + [1.0] * 140
                C = [mk(0.01, dict(patience=3), "improve_then_stall", imp), mk(0.01, dict(patience=2, min_lr=.009, reset_start=4), "reset", [1.0] * 120), mk(0.05, dict(patience=1, smooth=True, window_size=5, min_lr=1e-5, cooldown=2, warmup=3), "smooth", metrics(R, 250, "min"))]
                rk = lambda R: dict(mode="min", factor=R.choice([.95, .5, R.uniform(.5, .99)]), patience=R.randint(0, 8), threshold=R.choice([1e-6, .01, 0.0]), threshold_mode=R.choice(["rel", "abs"]), cooldown=R.randint(0, 4), warmup=R.randint(0, 4),
                                    min_lr=1e-6, max_lr=R.choice([1.0, .2]), smooth=R.random() < .4, window_size=R.randint(2, 20), reset_start=R.randint(1, 20))
            else:
                C = [mk(5e-5, {}, "default", metrics(R, 200, "min"))]
                rk = lambda R: dict(factor=R.choice([.1, .5]), patience=R.randint(0, 10), cooldown=R.randint(0, 4), min_lr=R.choice([0, 1e-6]))
            return make(kind, R, lambda R: mk(lr_of(R), rk(R), "random", metrics(R, 250, "min")), C)
        return go
    S["reduce_lr_on_plateau"] = plat("reduce_lr_on_plateau")
    S["greedy"] = plat("greedy")
    missing = {t.value for t in SchedulerType} - set(S)
    assert not missing, missing
    return S


def timm_classes(metrics):
    import timm.scheduler as M
    S = {}

    def add(name, ex, nasty, rnd_kw):
        def go(R):
            def mk(b, kw, nm, n=300, exact=True, note=None):
                return Case(nm, b, kw, lambda o: getattr(M, name)(o, **kw), ex(b, **kw) if exact else None, n, timm=True, note=note)
            return make(name, R, lambda R: mk(lr_of(R), rnd_kw(R), "random"), [mk(*a) for a in nasty])
        S[name] = go

    def wa(R):
        w = R.choice([0, 0, 5, R.randint(1, 60)])
        return dict(warmup_t=w, warmup_lr_init=R.choice([0.0, 1e-6, 1e-5])) if w else {}

    def cyc(R):
        d = dict(t_initial=ints(R, 2, 200), lr_min=R.choice([0.0, 1e-6, 1e-5]), cycle_limit=R.randint(1, 6), cycle_decay=R.choice([1.0, .5, .9, .1]), warmup_prefix=R.random() < .5)
        if R.random() < .5:
            d["cycle_mul"] = R.choice([2.0, 1.5, 3.0, R.uniform(1.1, 3)])
        d.update(wa(R))
        return d
    for kind, name in (("cosine", "CosineLRScheduler"), ("poly", "PolyLRScheduler"), ("tanh", "TanhLRScheduler")):
        kd = (lambda R: dict(k_decay=R.choice([1.0, 1.5, .5]))) if kind != "tanh" else (lambda R: {})
        base = [(0.05, dict(t_initial=300), "default"), (0.05, dict(t_initial=100, warmup_t=5, warmup_lr_init=1e-5, lr_min=1e-5), "warm_no_prefix"),
                (0.05, dict(t_initial=100, warmup_t=20, warmup_lr_init=1e-5, warmup_prefix=True), "warm_prefix"), (0.05, dict(t_initial=30, cycle_mul=2.0, cycle_limit=3, cycle_decay=.5), "mul2"),
                (0.05, dict(t_initial=2, cycle_mul=3.0, cycle_limit=9, cycle_decay=.9), "mul3_log_rounding", 300, True, "at t = 242 (fifth restart) the float log picks the previous cycle: one step of lr_min instead of the restarted peak")]
        add(name, (lambda kind: lambda b, **kw: timm_exact(kind, b, **kw))(kind), base, (lambda kd, kind: lambda R: dict(cyc(R), **kd(R), **(dict(power=R.choice([.5, 1.0, 2.0])) if kind == "poly" else {})))(kd, kind))
    add("StepLRScheduler", timm_step, [(0.05, dict(decay_t=30, decay_rate=.1), "plain"), (0.05, dict(decay_t=2.4, decay_rate=.97, warmup_t=3, warmup_lr_init=1e-6), "efficientnet_2.4"), (0.05, dict(decay_t=30, decay_rate=.1, warmup_t=40, warmup_prefix=False), "no_prefix")],
        lambda R: dict(decay_t=R.choice([R.randint(1, 90), R.randint(1, 90), R.randint(2, 99) / 4]), decay_rate=gamma_of(R), warmup_prefix=R.random() < .5, **wa(R)))
    add("MultiStepLRScheduler", timm_multistep, [(0.05, dict(decay_t=[30, 60], decay_rate=.1), "plain_applies_one_early"), (0.05, dict(decay_t=[1], decay_rate=.1), "milestone_1", 40, True, "constructor lr is base but step(0) gives the decayed value"), (0.05, dict(decay_t=[20, 20, 50], decay_rate=.5, warmup_t=10), "dups")],
        lambda R: dict(decay_t=sorted(R.randint(1, 250) for _ in range(4)), decay_rate=gamma_of(R), warmup_prefix=R.random() < .5, **wa(R)))
    def wsd_kw(R):
        T = R.randint(20, 280)
        w = R.choice([5, R.randint(1, 60)])
        return dict(t_initial=T, decay_t=R.randint(1, T), lr_min=R.choice([0.0, 1e-7]), stable_fn=R.choice(["constant", "rsqrt", "power"]), stable_power=R.uniform(.2, 1), decay_fn=R.choice(["linear", "1-sqrt", "cosine", "power", "exp"]), decay_power=R.uniform(.3, 3), decay_ratio=R.uniform(.01, .5), warmup_t=w, warmup_lr_init=R.choice([0.0, 1e-6]))
    add("WSDLRScheduler", timm_wsd, [(0.05, dict(t_initial=200, decay_t=40), "default"), (1e-3, dict(t_initial=200, decay_t=40, stable_fn="rsqrt", decay_fn="linear", warmup_t=10), "bigvision"), (1e-3, dict(t_initial=100, decay_t=100, decay_fn="cosine"), "all_decay"), (1e-3, dict(t_initial=250, decay_t=50, stable_fn="power", stable_power=1.0, stable_timescale=3.5, lr_min=1e-4), "power_clamped")], wsd_kw)
    old = S["CosineLRScheduler"]

    def with_noise(R):
        out = old(R)
        kw = dict(t_initial=100, noise_range_t=[20, 60], noise_pct=.67, noise_std=1.0, noise_seed=42)
        c = Case("noise", 0.05, kw, lambda o: M.CosineLRScheduler(o, **kw), None, 120, timm=True, note="noise = torch mt19937 generator seeded noise_seed + t, randn(1) float32, resampled while |x| >= noise_pct; not a closed form")
        c.name = "%02d_noise" % len(out)
        return out + [c]
    S["CosineLRScheduler"] = with_noise

    def plat(R):
        def mk(b, kw, nm, ms):
            return Case(nm, b, kw, lambda o: M.PlateauLRScheduler(o, **kw), None, len(ms) - 1, timm=True, metrics=ms)
        def rnd(R):
            mode = R.choice(["min", "max"])
            return mk(lr_of(R), dict(decay_rate=R.choice([.1, .5]), patience_t=R.randint(0, 8), cooldown_t=R.randint(0, 3), mode=mode, lr_min=R.choice([0., 1e-6]), **wa(R)), "random", metrics(R, 200, mode))
        return make("x", R, rnd, [mk(.05, {}, "default_max", metrics(R, 150, "max")), mk(.05, dict(warmup_t=5, warmup_lr_init=1e-5, patience_t=3), "warm", metrics(R, 150, "max"))])
    S["PlateauLRScheduler"] = plat
    return S


def ds_classes(path):
    for m in ("deepspeed", "deepspeed.utils"):
        sys.modules.setdefault(m, types.ModuleType(m))
    sys.modules["deepspeed.utils"].logger = logging.getLogger("ds")
    spec = importlib.util.spec_from_file_location("ds_lr", path)
    D = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(D)
    S = {}
    adam = lambda lr: torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=lr)

    def add(name, ex, nasty, rnd_kw):
        def go(R):
            def mk(b, kw, nm, n=300, note=None):
                return Case(nm, b, kw, lambda o: getattr(D, name)(o, **kw), ex(b, **kw), n, opt=adam, momentum=name == "OneCycle", note=note, ser={"scheduler": {"type": name, "params": kw}})
            return make(name, R, lambda R: mk(lr_of(R), rnd_kw(R), "random"), [mk(*a) for a in nasty])
        S[name] = go
    wk = lambda R: dict(warmup_min_lr=R.choice([0.0, 1e-6]), warmup_max_lr=lr_of(R), warmup_num_steps=R.choice([1, 2, R.randint(1, 200)]), warmup_type=R.choice(["log", "linear"]))
    add("WarmupLR", ds_warmup, [(1e-3, {}, "default_inherits_lr"), (1e-3, dict(warmup_min_lr=0, warmup_max_lr=1e-3, warmup_num_steps=100), "json_common"), (1e-3, dict(warmup_num_steps=1, warmup_type="linear"), "one_becomes_two")], wk)
    add("WarmupDecayLR", ds_decay, [(1e-3, dict(total_num_steps=250, warmup_num_steps=50), "log"), (1e-3, dict(total_num_steps=250, warmup_num_steps=50, warmup_type="linear", warmup_max_lr=5e-5), "linear"), (1e-3, dict(total_num_steps=20, warmup_num_steps=50), "total_below_warmup")],
        lambda R: dict(wk(R), total_num_steps=R.randint(1, 320)))
    add("WarmupCosineLR", ds_cosine, [(1e-3, dict(total_num_steps=250, warmup_num_steps=50), "log"), (1e-3, dict(total_num_steps=250, warmup_num_steps=50, warmup_type="linear", warmup_min_ratio=.1, cos_min_ratio=.1), "linear"), (1e-3, dict(total_num_steps=20, warmup_num_steps=50), "total_below_warmup")],
        lambda R: dict(total_num_steps=R.randint(1, 320), warmup_num_steps=R.randint(1, 120), warmup_min_ratio=R.choice([0.0, R.random()]), cos_min_ratio=R.choice([1e-4, R.random()]), warmup_type=R.choice(["log", "linear"])))
    add("LRRangeTest", ds_range, [(1e-3, {}, "default"), (1e-3, dict(lr_range_test_min_lr=1e-4, lr_range_test_step_size=20, lr_range_test_step_rate=5.0, lr_range_test_staircase=True), "stairs")],
        lambda R: dict(lr_range_test_min_lr=lr_of(R), lr_range_test_step_size=ints(R, 1, 200), lr_range_test_step_rate=R.uniform(.1, 20), lr_range_test_staircase=R.random() < .5))
    add("OneCycle", ds_onecycle, [(1e-3, dict(cycle_min_lr=1e-4, cycle_max_lr=1e-2, cycle_first_step_size=100), "plain"), (1e-3, dict(cycle_min_lr=1e-4, cycle_max_lr=1e-2, cycle_first_step_size=60, cycle_second_step_size=90, decay_lr_rate=.5, decay_step_size=10), "decay"),
        (1e-3, dict(cycle_min_lr=1e-4, cycle_max_lr=1e-2, cycle_first_step_size=60, cycle_second_step_size=90, cycle_first_stair_count=5), "stairs")],
        lambda R: dict(cycle_min_lr=lr_of(R), cycle_max_lr=lr_of(R), cycle_first_step_size=R.randint(1, 140), cycle_second_step_size=R.choice([None, R.randint(1, 140)]), cycle_first_stair_count=R.choice([0, 0, R.randint(1, 9)]), decay_lr_rate=R.choice([0.0, R.uniform(.01, 2)]), decay_step_size=R.choice([0, R.randint(1, 30)])))
    return S


def stats(cases):
    rel = scaled = 0.0
    big, zero, pts, where = 0, 0, 0, ""
    for c in cases:
        if c["exact"] is None:
            continue
        top = max((abs(v) for v in c["exact"]), default=0) or 1.0
        for k, f, e in zip(c["steps"], c["framework_f64"], c["exact"]):
            if isinstance(f, str):
                continue
            pts += 1
            d = abs(f - e)
            scaled = max(scaled, d / top)
            if abs(e) < 2.3e-308:
                zero += d > 1e-300
                continue
            r = d / abs(e)
            big += r > 1e-9
            if r > rel:
                rel, where = r, "%s@%d" % (c["name"], k)
    return dict(points=pts, max_rel=rel, at=where, max_abs_over_peak=scaled, points_rel_over_1e9=big, exact0_but_framework_not=zero)


def main():
    global ARGS
    p = argparse.ArgumentParser()
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--cases", type=int, default=8)
    p.add_argument("--out", required=True)
    p.add_argument("--deepspeed", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "deepspeed-0.19.8/deepspeed/runtime/lr_schedules.py"))
    ARGS = p.parse_args()
    os.makedirs(ARGS.out, exist_ok=True)
    import timm, transformers
    T, metrics = torch_classes()
    fams = [("torch", torch.__version__, T), ("transformers", transformers.__version__, hf_classes(metrics)), ("timm", timm.__version__, timm_classes(metrics))]
    if os.path.exists(ARGS.deepspeed):
        fams.append(("deepspeed", "0.19.8", ds_classes(ARGS.deepspeed)))
    report = {}
    for fw, ver, S in fams:
        for cls, go in S.items():
            R = random.Random("%d:%s:%s" % (ARGS.seed, fw, cls))
            cases = [drive(cls, c) for c in go(R)]
            doc = {"framework": fw, "framework_version": ver, "class": cls, "seed": ARGS.seed, "cases": cases}
            with open(os.path.join(ARGS.out, "%s.%s.json" % (fw, cls)), "w") as f:
                json.dump(doc, f, allow_nan=False, separators=(",", ":"))
            report["%s.%s" % (fw, cls)] = st = stats(cases)
            print("%-46s cases %2d pts %5d max_rel %.2e at %-42s /peak %.1e  >1e-9: %d  zero-mismatch: %d" % (fw + "." + cls, len(cases), st["points"], st["max_rel"], st["at"], st["max_abs_over_peak"], st["points_rel_over_1e9"], st["exact0_but_framework_not"]), flush=True)
    json.dump(report, open(os.path.join(ARGS.out, "_deviation_report.json"), "w"), indent=1)


if __name__ == "__main__":
    main()
