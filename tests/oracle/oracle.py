"""The documented formulas of glidepath's classes, for exact rationals and real numbers to many digits.

Written from the documentation alone, without a look at the code. `exact(schedule, step)` gives the readings that
the documentation allows, the first being the one that is meant, each as the nearest double and the real number.
"""

import math
from fractions import Fraction
from decimal import Decimal

from gmpy2 import mpq

import reals as R

MAXF = R.MOST
QMAX = mpq(Fraction(MAXF))
U64 = 2**64 - 1


def Q(x):
    """The exact value of an int or a double."""
    return mpq(x) if isinstance(x, int) else mpq(*Fraction(x).as_integer_ratio())


def DEC(x):
    """The value of the shortest decimal digits."""
    return mpq(x) if isinstance(x, int) else mpq(*Fraction(Decimal(repr(x))).as_integer_ratio())


def M(q):
    return q if R.is_real(q) else R.real(mpq(q))


def fl(q):
    return int(q.numerator // q.denominator)


def ce(q):
    return -fl(-q)


def whole(q):
    return q.denominator == 1


def nearest(x):
    """The nearest double of an exact value, saturating; `None` where the digits do not decide."""
    if R.is_real(x):
        return R.nearest(x)
    return R.nearest_of_rational(Fraction(int(x.numerator), int(x.denominator)))


# ---- curves
def ppow(x, p):
    """x^p for x >= 0"""
    x = M(x)
    if p == 0:
        return R.real(1)
    if x == 0:
        return R.real(0)
    if x == 1:
        return R.real(1)
    pq = Q(p) if not isinstance(p, type(mpq(1))) else p
    if pq.denominator == 1 and abs(pq) < 10**6:
        return x ** int(pq)
    return R.exp(M(pq) * R.log(x))


def cospi(q):
    """cos(pi q) for rational q, reduced exactly"""
    q = mpq(q)
    q = q - 2 * fl(q / 2)
    if q == mpq(1, 2) or q == mpq(3, 2):
        return R.real(0)
    if q == 1:
        return R.real(-1)
    if q == 0:
        return R.real(1)
    return R.cos(R.pi * M(q))


def curve_s(curve, u):
    """u: mpq or real number in [0, 1]"""
    if curve == "linear":
        return M(u)
    k, p = next(iter(curve.items()))
    um = M(u)
    if k == "polynomial":
        return 1 - ppow(1 - u, p["power"])
    if k == "power":
        return ppow(u, p["power"])
    if k == "cosine":
        c = cospi(u) if not R.is_real(u) else R.cos(R.pi * u)
        return 1 - ppow((1 + c) / 2, p["exponent"])
    if k == "exponential":
        b = Q(p["base"])
        return (1 - ppow(b, mpq(u)) if not R.is_real(u) else 1 - R.exp(u * R.log(M(b)))) / M(1 - b)
    if k == "rational":
        b = M(Q(p["beta"]))
        z = 1 - um
        return 1 - z / (1 - b + b * z)
    if k == "logarithmic":
        b = M(Q(p["base"]))
        return R.log(1 + (b - 1) * um) / R.log(b)
    if k == "tanh":
        a = M(Q(p["lower"])) * (1 - um) + M(Q(p["upper"])) * um
        return (1 + R.tanh(a)) / 2
    if k == "stairs":
        c = p["count"]
        return M(mpq(fl(c * u) if not R.is_real(u) else R.floor(c * u), c))
    raise KeyError(k)


def curve_left(curve, u):
    """1 - curve_s, which for a polynomial may be next to nothing"""
    if curve != "linear" and "polynomial" in curve:
        return ppow(1 - u, curve["polynomial"]["power"])
    return 1 - curve_s(curve, u)


def along(curve, a, b, u):
    """the rate on the way from a to b (rational or real) with share of time u; the end is the end"""
    if u >= 1:
        return M(b)
    if curve == "geometric":
        if u == 0:
            return M(a)
        return R.exp(R.log(M(a)) * (1 - M(u)) + R.log(M(b)) * M(u))
    a, b = M(a), M(b)
    return a + (b - a) * curve_s(curve, u)


# ---- periods
def div_stairs(s, x):
    """number k of the last boundary k*x that is not after s; [primary, alternative...]"""
    d, e = Q(x), DEC(x)
    k0 = fl(mpq(s) / d)
    if e == d:
        return [k0]
    q, p = int(e.denominator), int(e.numerator)  # k*e whole iff q | k ; then step p*j
    kd = q * (s // p)
    r = [max(k0, kd)]
    if s > 2**50:
        r += [k0, kd, fl(mpq(s) / e)]
    return r


def div_cycle(s, x):
    """number of the cycle of PolynomialDecay (first multiple not below s), at least 1"""
    d, e = Q(x), DEC(x)
    k0 = max(1, ce(mpq(s) / d))
    if e == d:
        return [k0]
    q, p = int(e.denominator), int(e.numerator)
    kd = q * (s // p)
    if s and s % p == 0:
        # Far from the beginning the double's own multiples may be whole steps ahead.
        r = [max(kd, fl(mpq(s - 1) / d) + 1)]
    else:
        r = [max(k0, kd + 1)]
    if s > 2**50:
        r += [k0, max(1, ce(mpq(s) / e))]
    return r


def sum_to(F, t, i):
    """F (1 + t + ... + t^(i-1)), exact for small i"""
    if t == 1:
        return F * i
    if i <= 60:
        r = mpq(0)
        for _ in range(i):
            r = r * t + 1
        return F * r
    return M(F) * ((M(t) ** i) - 1) / M(t - 1)


def tpow(t, i):
    if t == 1:
        return mpq(1)
    if i <= 60:
        return t**i
    return M(t) ** i


def leq(a, s):
    """a <= s with ties by tolerance for real numbers"""
    if R.is_real(a):
        return a <= s or abs(a - s) < R.tiny * (1 + s)
    return a <= s


def restart(s, first, t_mul):
    """-> list of (i, start, length) alternatives or None where periods have closed in"""
    F, t, Fd, td = Q(first), Q(t_mul), DEC(first), DEC(t_mul)
    if t == 1:
        ks = []
        for k in div_stairs(s, first):
            if k not in ks:
                ks.append(k)
        return [(k, F * k, F) for k in ks]
    if t < 1:
        lim, limd = F / (1 - t), Fd / (1 - td)
        # The closing point is a boundary: where it is whole in decimals, the periods have closed in there.
        if s >= lim or (whole(limd) and s >= limd and abs(limd - lim) < lim / 1000):
            return [None]
    # by doubles
    if t < 1:
        x = 1 - M(mpq(s) * (1 - t) / F)
        if x <= 0:
            return [None]
        i = R.floor(R.log(x) / R.log(M(t)))
    else:
        i = R.floor(R.log(1 + M(mpq(s) * (t - 1) / F)) / R.log(M(t)))
    i = max(i, 0)
    while i > 0 and not leq(sum_to(F, t, i), s):
        i -= 1
    while leq(sum_to(F, t, i + 1), s):
        i += 1
    # by decimals: a boundary that is whole there is at that step
    best = i
    if (Fd, td) != (F, t):
        for j in (i - 1, i, i + 1, i + 2, i + 3):
            if j < 1 or j > 400:
                continue
            b = mpq(0)
            for _ in range(j):
                b = b * td + 1
            b *= Fd
            if whole(b):
                if b <= s and j > best:
                    best = j
                if b > s and j <= best:
                    best = j - 1
    res = [
        (
            best,
            sum_to(F, t, best),
            M(F) * tpow(t, best) if R.is_real(tpow(t, best)) else F * tpow(t, best),
        )
    ]
    if best != i and s > 2**50:
        res.append((i, sum_to(F, t, i), M(F) * M(tpow(t, i))))
    return res


def share(s, start, length):
    if R.is_real(start) or R.is_real(length):
        f = (R.real(s) - M(start)) / M(length)
        if abs(f) < R.tiny:
            f = R.real(0)
        return min(max(f, R.real(0)), R.real(1))
    f = (mpq(s) - start) / length
    return min(max(f, mpq(0)), mpq(1))


def ipow(m, i):
    m = Q(m)
    if i == 0:
        return R.real(1)
    if m == 0:
        return R.real(0)
    if m == 1:
        return R.real(1)
    if i < 2000:
        return M(m) ** i
    return R.exp(i * R.log(M(m)))


def cosf(f):
    return cospi(f) if not R.is_real(f) else R.cos(R.pi * f)


# ---- classes
# Each takes a configuration and a step, and gives the exact values, that which is meant first.
def Constant(c, s):
    return [M(Q(c["learning_rate"]))]


def CosineDecay(c, s):
    init, alpha = Q(c["initial_learning_rate"]), Q(c.get("alpha", 0.0))
    wt = c.get("warmup_target")
    if wt is not None:
        W = Q(c.get("warmup_steps", 0))
        if s < W:
            return [M(init + (Q(wt) - init) * mpq(s) / W)]
        peak, n = Q(wt), mpq(s) - W
    else:
        peak, n = init, mpq(s)
    D = Q(c["decay_steps"])
    n = min(n, D)
    return [M(peak) * (M(1 - alpha) * (1 + cospi(n / D)) / 2 + M(alpha))]


def CosineDecayRestarts(c, s):
    out = []
    init, alpha, m = Q(c["initial_learning_rate"]), Q(c.get("alpha", 0.0)), c.get("m_mul", 1.0)
    for r in restart(s, c["first_decay_steps"], c.get("t_mul", 2.0)):
        if r is None:
            out.append(M(alpha * init))
            continue
        i, st, ln = r
        f = share(s, st, ln)
        out.append(M(init) * (M(1 - alpha) * ipow(m, i) * (1 + cosf(f)) / 2 + M(alpha)))
    return out


def ExponentialDecay(c, s):
    init, r = Q(c["initial_learning_rate"]), Q(c["decay_rate"])
    if c.get("staircase"):
        ys = [mpq(k) for k in div_stairs(s, c["decay_steps"])]
    else:
        ys = [mpq(s) / Q(c["decay_steps"])]
    return [M(init) * ppow(r, y) for y in ys]


def InverseTimeDecay(c, s):
    init, r = Q(c["initial_learning_rate"]), Q(c["decay_rate"])
    if c.get("staircase"):
        ys = [mpq(k) for k in div_stairs(s, c["decay_steps"])]
    else:
        ys = [mpq(s) / Q(c["decay_steps"])]
    out = []
    for y in ys:
        d = 1 + r * y
        out.append(M(init / d) if d > 0 else M(QMAX))
    if init == 0 and 1 + r * ys[0] <= 0:
        out.append(R.real(0))
    return out


def LinearCosineDecay(c, s):
    D = Q(c["decay_steps"])
    n = min(mpq(s), D)
    lin = 1 - n / D
    cos = (1 + cospi(2 * Q(c.get("num_periods", 0.5)) * n / D)) / 2
    return [
        M(Q(c["initial_learning_rate"]))
        * ((M(Q(c.get("alpha", 0.0)) + lin)) * cos + M(Q(c.get("beta", 0.001))))
    ]


def PiecewiseConstantDecay(c, s):
    for b, v in zip(c["boundaries"], c["values"]):
        if s <= Q(b):
            return [M(Q(v))]
    return [M(Q(c["values"][-1]))]


def PolynomialDecay(c, s):
    a, e, p = Q(c["initial_learning_rate"]), Q(c.get("end_learning_rate", 0.0001)), c.get("power", 1.0)
    if p == 0:
        return [M(a)]
    D = Q(c["decay_steps"])
    if c.get("cycle"):
        xs = [max(mpq(0), 1 - mpq(s) / (D * k)) for k in div_cycle(s, c["decay_steps"])]
    else:
        xs = [1 - min(mpq(s), D) / D]
    return [M(a - e) * ppow(x, p) + M(e) for x in xs]


def Transition(c, s):
    return [
        along(
            c.get("curve", "linear"),
            Q(c["initial_learning_rate"]),
            Q(c["end_learning_rate"]),
            min(mpq(1), mpq(s) / Q(c["transition_steps"])),
        )
    ]


def TransitionRestarts(c, s):
    a, b, m, em, k = (
        Q(c["initial_learning_rate"]),
        Q(c["end_learning_rate"]),
        c.get("m_mul", 1.0),
        c.get("end_m_mul", 1.0),
        c.get("k_decay", 1.0),
    )
    out = []
    for i, st, ln in restart(s, c["transition_steps"], c.get("t_mul", 1.0)):
        lim = c.get("cycle_limit")
        if lim is not None and i >= lim:
            out.append(M(b) * ipow(em, lim - 1))
            continue
        f = share(s, st, ln)
        u = f if k == 1.0 else ppow(f, k)
        top, end = M(a) * ipow(m, i), M(b) * ipow(em, i)
        cv = c.get("curve", "linear")
        if k != 1.0 and f == 0:
            u = mpq(0)
        if R.is_real(u) and u >= 1:
            out.append(end)
        else:
            # No difference, so that neither end is lost beside the other.
            out.append(top * curve_left(cv, u) + end * curve_s(cv, u))
    return out


def way(kind, a, b, u):
    if kind in ("cosine", "cos"):
        return M(b) + (M(a) - M(b)) * (1 + cospi(u)) / 2
    return M(a) + (M(b) - M(a)) * M(u)


def Interpolated(c, s):
    xs, ys = [Q(x) for x in c["steps"]], [Q(y) for y in c["learning_rates"]]
    if s <= xs[0]:
        return [M(ys[0])]
    for x0, x1, y0, y1 in zip(xs, xs[1:], ys, ys[1:]):
        if s <= x1:
            return [way(c.get("interpolation", "linear"), y0, y1, (s - x0) / (x1 - x0))]
    return [M(ys[-1])]


def Table(c, s):
    return [M(Q(c["learning_rates"][min(s, len(c["learning_rates"]) - 1)]))]


def PowerLaw(c, s):
    off, inner, p = Q(c.get("offset", 0.0)), c.get("inner_power", 1.0), Q(c["power"])
    if off == 0 and p < 0 and s == 0:
        s = 1
    x = M(off) + ppow(mpq(s) / Q(c["timescale"]), inner)
    if p == 0:
        return [M(Q(c["learning_rate"]))]
    if x == 0:
        return [R.real(0)]
    return [M(Q(c["learning_rate"])) * ppow(x, p)]


def _onecycle(c, s, v0, v1, v2, kind):
    T, p = c["total_steps"], Q(c.get("pct_start", 0.3))
    s = min(mpq(s), mpq(T - 1))
    c1, c2, ce_ = p * T - 1, 2 * p * T - 2, mpq(T - 1)
    three = c.get("three_phase", False)
    corners = [(mpq(0), v0), (c1, v1)] + ([(c2, v0)] if three else []) + [(ce_, v2)]
    # The first phase that ends at the step or later, as in PyTorch. A phase without length is none: there
    # PyTorch divides by zero.
    rates = [
        way(kind, y0, y1, (s - x0) / (x1 - x0))
        for (x0, y0), (x1, y1) in zip(corners, corners[1:])
        if s <= x1 and x1 > x0
    ]
    if c1 == 0 and s == 0:
        return rates[:1] + [M(v1), M(v0), M(v2)]
    return rates[:1]


def OneCycle(c, s):
    mx, d, f = Q(c["max_learning_rate"]), Q(c.get("div_factor", 25.0)), Q(c.get("final_div_factor", 10000.0))
    return _onecycle(c, s, mx / d, mx, mx / (d * f), c.get("anneal_strategy", "cosine"))


def OneCycleMomentum(c, s):
    b, m = Q(c.get("base_momentum", 0.85)), Q(c.get("max_momentum", 0.95))
    return _onecycle(c, s, m, b, m, c.get("anneal_strategy", "cosine"))


def Cyclic(c, s):
    b, m = Q(c["base_learning_rate"]), Q(c["max_learning_rate"])
    up = c.get("step_size_up", 2000)
    down = c.get("step_size_down") or up
    cyc, pos = divmod(s, up + down)
    tri = mpq(pos, up) if pos <= up else mpq(up + down - pos, down)
    mode = c.get("mode", "triangular")
    h = R.real(1)
    if tri == 0:
        return [M(b)]
    if mode == "triangular2":
        h = R.real(2) ** -cyc
    if mode == "exp_range":
        h = ipow(c.get("gamma", 1.0), s)
    return [M(b) + M((m - b) * tri) * h]


def CosineAnnealing(c, s):
    a, e = Q(c["initial_learning_rate"]), Q(c.get("end_learning_rate", 0.0))
    return [M(e) + M(a - e) * (1 + cospi(mpq(s) / Q(c["decay_steps"]))) / 2]


def CosineHardRestarts(c, s):
    D = Q(c["decay_steps"])
    if s >= D:
        return [R.real(0)]
    x = Q(c["num_cycles"]) * s / D
    x -= fl(x)
    return [M(Q(c["initial_learning_rate"])) * (1 + cospi(x)) / 2]


def WarmupStableDecay(c, s):
    pk = Q(c["peak_learning_rate"])
    a, e = Q(c.get("initial_learning_rate", 0.0)), Q(c.get("end_learning_rate", 0.0))
    W, S, D = Q(c["warmup_steps"]), Q(c["stable_steps"]), Q(c["decay_steps"])
    s = mpq(s)
    if s < W:
        return [along(c.get("warmup_curve", "linear"), a, pk, s / W)]
    if s >= W + S + D:
        return [M(e)]
    if s < W + S:
        return [M(pk)]
    r = [along(c.get("decay_curve", "linear"), pk, e, (s - W - S) / D)]
    if s == W + S:
        r.append(M(pk))
    return r


def InverseSquareRoot(c, s):
    W = Q(c.get("warmup_steps", 0))
    pk = Q(c["peak_learning_rate"])
    if s < W:
        return [M(pk * s / W)]
    t = c.get("timescale")
    t = Q(t) if t is not None else (W if W > 0 else mpq(10000))
    return [M(pk) * R.sqrt(M(t / (t + s - W)))]


def Noam(c, s):
    W, n = M(Q(c["warmup_steps"])), R.real(s + 1)
    return [
        M(Q(c.get("factor", 1.0))) / R.sqrt(R.real(c["model_size"])) * min(1 / R.sqrt(n), n / (W * R.sqrt(W)))
    ]


CLASSES = {
    f.__name__: f
    for f in (
        Constant,
        CosineDecay,
        CosineDecayRestarts,
        ExponentialDecay,
        InverseTimeDecay,
        LinearCosineDecay,
        PiecewiseConstantDecay,
        PolynomialDecay,
        Transition,
        TransitionRestarts,
        Interpolated,
        Table,
        PowerLaw,
        OneCycle,
        OneCycleMomentum,
        Cyclic,
        CosineAnnealing,
        CosineHardRestarts,
        WarmupStableDecay,
        InverseSquareRoot,
        Noam,
    )
}


# ---- compositions
# `rate(part, step)` gives the double that a part gives.
def sat(x):
    return min(x, MAXF) if x == x else x


def comp(j, s, rate):
    k, c = j["class_name"], j["config"]
    if k == "Sequential":
        i = sum(1 for b in c["boundaries"] if b <= s)
        return [rate(c["schedules"][i], s - (c["boundaries"][i - 1] if i else 0))]
    if k == "Product":
        return [("exact", math.prod((Q(rate(x, s)) for x in c["schedules"]), start=mpq(1)))]
    if k == "Sum":
        return [("exact", sum((Q(rate(x, s)) for x in c["schedules"]), start=mpq(0)))]
    if k == "Scaled":
        return [sat(c["factor"] * rate(c["schedule"], s))]
    if k == "Clamped":
        return [min(max(rate(c["schedule"], s), c.get("min", 0.0)), c.get("max", MAXF))]
    if k == "Shifted":
        return [rate(c["schedule"], min(max(s + c["shift"], 0), U64))]
    if k == "Stretched":
        return [rate(c["schedule"], min(i, U64)) for i in div_stairs(s, c["factor"])]
    if k == "Warmup":
        W = c["warmup_steps"]
        pre = c.get("warmup_prefix", True)
        if s >= W:
            return [rate(c["schedule"], s - W if pre else s)]
        t = c.get("target_learning_rate")
        goal = t if t is not None else rate(c["schedule"], 0 if pre else W)
        return [
            (
                "exact",
                along(c.get("curve", "linear"), Q(c.get("initial_learning_rate", 0.0)), Q(goal), mpq(s, W)),
            )
        ]
    if k == "Repeated":
        P, m, mir = c["period_steps"], c.get("m_mul", 1.0), c.get("mirror", False)
        out = []
        for i, st, ln in restart(s, P, c.get("t_mul", 1.0)):
            lim = c.get("cycle_limit")
            if lim is not None and i >= lim:
                i = lim - 1
                ks = [P]
                if mir and i % 2:
                    ks = [0]
            else:
                x = share(s, st, ln) * P
                k = fl(x) if not R.is_real(x) else R.floor(x)
                if mir and i % 2:
                    ks = [P - k]
                    kk = fl(P - x) if not R.is_real(x) else R.floor(P - x)
                    if kk != P - k:
                        ks.append(kk)
                else:
                    ks = [k]
            e = i // 2 if mir else i
            for k in ks:
                r = rate(c["schedule"], k)
                out.append(r if m == 1.0 else ("exact", M(Q(r)) * ipow(m, e)))
        return out
    raise KeyError(k)


COMPS = ["Sequential", "Product", "Sum", "Scaled", "Clamped", "Shifted", "Stretched", "Warmup", "Repeated"]


def exact(j, s):
    """list of (nearest double, real number or None)"""
    if j["class_name"] in CLASSES:
        return [(nearest(x), x) for x in CLASSES[j["class_name"]](j["config"], s)]
    r = []
    for v in comp(j, s, lambda child, st: exact(child, st)[0][0]):
        r.append((nearest(v[1]), v[1]) if isinstance(v, tuple) else (v, None))
    return r
