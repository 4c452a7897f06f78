#!/usr/bin/env python3
"""Reference vectors of every optax schedule and of flax.training.lr_schedule (format: ../README.md).

  python generate.py --seed 1 --cases 8 --out DIR

The parent process draws the configurations and computes `exact` with mpmath (100 digits).  The framework's values come
from two child processes, one with jax_enable_x64 on, one with jax's default (float32); each evaluates
schedule(python_int_step) outside jit, as a user at a prompt would, and again with an int32 array step and under jit
(used only for the report that is printed).  `exact` is the documented real formula on the exact values of the
configuration's doubles; null where documentation defines no value.
"""
import argparse, json, math, os, random, statistics, subprocess, sys

FUNCS = ["constant_schedule", "polynomial_schedule", "linear_schedule",
         "piecewise_constant_schedule", "piecewise_interpolate_schedule",
         "exponential_decay", "cosine_decay_schedule", "linear_onecycle_schedule",
         "cosine_onecycle_schedule", "warmup_constant_schedule",
         "warmup_cosine_decay_schedule", "warmup_exponential_decay_schedule",
         "sgdr_schedule", "join_schedules"]
FLAX = ["create_constant_learning_rate_schedule", "create_stepped_learning_rate_schedule",
        "create_cosine_learning_rate_schedule"]

# ----------------------------------------------------------------- framework side
def build(spec):
    fn, kw = spec["function"], dict(spec["kwargs"])
    if fn in FLAX:
        from flax.training import lr_schedule as m
        return getattr(m, fn)(**kw)
    import optax
    if kw.get("boundaries_and_scales"):
        kw["boundaries_and_scales"] = {int(k): v for k, v in kw["boundaries_and_scales"].items()}
    if fn == "join_schedules":
        return optax.join_schedules([build(s) for s in kw["schedules"]], kw["boundaries"])
    return getattr(optax, fn)(**kw)

def worker():
    import jax, jax.numpy as jnp, numpy as np, warnings
    jobs = json.load(sys.stdin)
    out = []
    def num(x):
        v = float(x)
        return v if math.isfinite(v) else None
    for job in jobs:
        row = {"int": [], "arr": [], "jit": [], "dtype": None, "error": None}
        try:
            f = build(job["spec"])
            fj = jax.jit(f)
            for s in job["steps"]:
                v = f(s)
                row["dtype"] = str(getattr(v, "dtype", type(v).__name__))
                row["int"].append(num(v))
                a = jnp.asarray(s, jnp.int32)
                w = f(a)
                row["arr_dtype"] = str(getattr(w, "dtype", type(w).__name__))
                row["arr"].append(num(w))
                row["jit"].append(num(fj(a)))
        except Exception as e:                       # recorded, never hidden
            row["error"] = f"{type(e).__name__}: {e}"[:300]
        out.append(row)
    import optax, flax
    json.dump({"rows": out, "optax": optax.__version__, "jax": jax.__version__,
               "flax": flax.__version__}, sys.stdout)

# ---------------------------------------------------------------------- exact side
def to_double(x):
    """Nearest double of an mpf, ties to even (also for subnormals)."""
    from mpmath import mpf
    if x is None:
        return None
    x = mpf(x)
    s, man, exp, _ = x._mpf_
    man = int(man)
    v = float(man << exp) if exp >= 0 else man / (1 << -exp)
    return -v if s else v

def exact(spec, t):
    from mpmath import mp, mpf, cos, pi, floor
    kw = spec["kwargs"]; fn = spec["function"]
    g = lambda k, d=0: mpf(kw.get(k, d))
    def poly(I, E, P, T, B):
        if T <= 0: return mpf(I)
        B = max(B, 0)
        if t < B: return mpf(I)
        if t >= B + T: return mpf(E)
        return (mpf(I) - mpf(E)) * (1 - mpf(t - B) / T) ** mpf(P) + mpf(E)
    def lin(I, E, T, tt):
        if T <= 0: return mpf(I)
        if tt >= T: return mpf(E)
        return mpf(I) + mpf(max(tt, 0)) / T * (mpf(E) - mpf(I))
    def half_cos(tt, T):
        if tt >= T: return mpf(0)
        return (1 + cos(pi * mpf(tt) / T)) / 2
    def expd(I, T, r, B, stair, E, tt):
        I, r = mpf(I), mpf(r)
        if T <= 0 or r == 0: return I
        d = tt - max(B, 0)
        if d <= 0: v = I
        else:
            q = mpf(d) / T
            v = I * r ** (floor(q) if stair else q)
        if E is not None: v = max(v, mpf(E)) if r < 1 else min(v, mpf(E))
        return v
    def wcos(k, tt):
        I, P, E = mpf(k["init_value"]), mpf(k["peak_value"]), mpf(k.get("end_value", 0.0))
        w, D, x = k["warmup_steps"], k["decay_steps"], mpf(k.get("exponent", 1.0))
        if tt < w: return lin(I, P, w, tt)
        return E + (P - E) * half_cos(tt - w, D - w) ** x
    def knots(kind, bounds, vals):
        for i in range(len(bounds) - 1):
            if bounds[i] <= t < bounds[i + 1]:
                p = mpf(t - bounds[i]) / (bounds[i + 1] - bounds[i])
                a, b = vals[i], vals[i + 1]
                return a + (b - a) * p if kind == "linear" else b + (a - b) / 2 * (cos(pi * p) + 1)
        return vals[-1]
    if fn == "constant_schedule": return mpf(kw["value"])
    if fn == "polynomial_schedule":
        return poly(kw["init_value"], kw["end_value"], kw["power"], kw["transition_steps"], kw.get("transition_begin", 0))
    if fn == "linear_schedule":
        return poly(kw["init_value"], kw["end_value"], 1, kw["transition_steps"], kw.get("transition_begin", 0))
    if fn in ("piecewise_constant_schedule", "piecewise_interpolate_schedule"):
        bs = sorted((int(k), v) for k, v in (kw.get("boundaries_and_scales") or {}).items())
        if fn == "piecewise_constant_schedule":
            v = g("init_value")
            for b, s in bs:
                if t >= b: v *= mpf(s)
            return v
        bounds, vals = [0], [g("init_value")]
        for b, s in bs:
            bounds.append(b); vals.append(vals[-1] * mpf(s))
        return knots(kw["interpolate_type"], bounds, vals)
    if fn == "exponential_decay":
        return expd(kw["init_value"], kw["transition_steps"], kw["decay_rate"], kw.get("transition_begin", 0),
                    kw.get("staircase", False), kw.get("end_value"), t)
    if fn == "cosine_decay_schedule":
        a = g("alpha"); I = g("init_value")
        return a * I + (1 - a) * I * half_cos(t, kw["decay_steps"]) ** g("exponent", 1.0)
    if fn in ("linear_onecycle_schedule", "cosine_onecycle_schedule"):
        T = kw["transition_steps"]; P = g("peak_value"); d = g("div_factor", 25.0); fd = g("final_div_factor", 1e4)
        b1 = int(kw.get("pct_start", 0.3) * T)          # phase ends are whole steps, truncated
        b2 = int(kw.get("pct_final", 0.85) * T)
        if fn == "linear_onecycle_schedule":
            if not (0 < b1 < b2 < T): return None        # phases collapse: documentation silent
            return knots("linear", [0, b1, b2, T], [P / d, P, P / d, P / d / fd])
        if not (0 < b1 < T): return None
        return knots("cosine", [0, b1, T], [P / d, P, P / d / fd])
    if fn == "warmup_constant_schedule":
        if kw["warmup_steps"] <= 0: return None          # documented as positive
        return lin(kw["init_value"], kw["peak_value"], kw["warmup_steps"], t)
    if fn == "warmup_cosine_decay_schedule": return wcos(kw, t)
    if fn == "warmup_exponential_decay_schedule":
        w = kw["warmup_steps"]
        if t < w: return lin(kw["init_value"], kw["peak_value"], w, t)
        return expd(kw["peak_value"], kw["transition_steps"], kw["decay_rate"], kw.get("transition_begin", 0),
                    kw.get("staircase", False), kw.get("end_value"), t - w)
    if fn == "sgdr_schedule":
        tt, ks = t, kw["cosine_kwargs"]
        for k in ks[:-1]:
            if tt < k["decay_steps"]: return wcos(k, tt)
            tt -= k["decay_steps"]
        return wcos(ks[-1], tt)
    if fn == "join_schedules":
        i, off = 0, 0
        for j, b in enumerate(kw["boundaries"]):
            if t >= b: i, off = j + 1, b
        return exact(kw["schedules"][i], t - off)
    base = g("base_learning_rate"); spe = kw["steps_per_epoch"]
    w = kw.get("warmup_length", 0.0)
    warm = lambda: min(mpf(1), mpf(t) / (mpf(spe) * mpf(w))) if w else mpf(1)
    if fn == "create_constant_learning_rate_schedule": return base * warm()
    if fn == "create_stepped_learning_rate_schedule":
        f = mpf(1)
        for e, s in kw["lr_sched_steps"]:
            if mpf(t) / spe >= mpf(e): f = mpf(s)
        return base * f * warm()
    if fn == "create_cosine_learning_rate_schedule":
        return None                                       # filled by flax_cosine below
    raise KeyError(fn)

def flax_cosine(kw, t):
    """Half cosine over halfcos_epochs; not clamped afterwards (it rises again)."""
    from mpmath import mpf, cos, pi
    base, spe = mpf(kw["base_learning_rate"]), kw["steps_per_epoch"]
    h, w = mpf(kw["halfcos_epochs"]), kw.get("warmup_length", 0.0)
    v = base * (cos(pi * mpf(t) / (h * spe)) + 1) / 2
    return v * (min(mpf(1), mpf(t) / (mpf(spe) * mpf(w))) if w else 1)

# ---------------------------------------------------------------------- generation
def draw(rng, fn, i):
    lu = lambda a, b: float(f"{math.exp(rng.uniform(math.log(a), math.log(b))):.17g}")
    nice = lambda: rng.choice([1e-4, 3e-4, 5e-4, 1e-3, 2e-3, 0.01, 0.05, 0.1, 0.3, 1.0])
    lr = lambda: nice() if rng.random() < .5 else lu(1e-6, 2.0)
    T = lambda: rng.choice([1, 2, 3, 7, 10, 64, 100, 999, 1000, 4096, 10**4, 123457, 10**6, 2**24 - 1])
    B = lambda: rng.choice([0, 0, 1, 5, 50, 1000, 77777])
    if fn == "constant_schedule": return {"value": [0.0, 1.0, 5e-324, 1e308, 0.1][i] if i < 5 else lr()}
    if fn in ("polynomial_schedule", "linear_schedule"):
        k = {"init_value": lr(), "end_value": rng.choice([0.0, 0.0, lr() * .1, lr()]), "transition_steps": T(), "transition_begin": B()}
        if i == 1: k["transition_steps"] = 0
        if fn == "polynomial_schedule": k["power"] = [1, 2, 0.5, 0, 3, 1.0, 0.9, 2.7][i] if i < 8 else rng.uniform(.1, 4)
        return k
    if fn in ("piecewise_constant_schedule", "piecewise_interpolate_schedule"):
        n = rng.randint(1, 6); bs = sorted(rng.sample(range(1, rng.choice([20, 1000, 10**5])), n))
        if i == 0: bs[0] = 0
        sc = [rng.choice([0.1, 0.5, 0.2, 1.0, 2.0, 10.0, lu(.01, 3)]) for _ in bs]
        if i == 1: sc[-1] = 0.0
        k = {"init_value": lr(), "boundaries_and_scales": {str(b): s for b, s in zip(bs, sc)}}
        if i == 2 and fn == "piecewise_constant_schedule": k["boundaries_and_scales"] = None
        if fn == "piecewise_interpolate_schedule": k = {"interpolate_type": "linear" if i % 2 else "cosine", **k}
        return k
    if fn == "exponential_decay":
        k = {"init_value": lr(), "transition_steps": T(), "decay_rate": rng.choice([0.9, 0.96, 0.5, 0.1, 0.99, 1.5, lu(.01, .999)]),
             "transition_begin": B(), "staircase": bool(i % 2)}
        if i in (2, 3, 6): k["end_value"] = k["init_value"] * (rng.choice([.01, .5]) if k["decay_rate"] < 1 else 5)
        if i == 4: k["decay_rate"] = 0.0
        if i == 5: k["transition_steps"] = 0
        if i == 7: k["decay_rate"] = 1.1; k["end_value"] = k["init_value"] * 7
        if k["decay_rate"] > 1 and "end_value" not in k: k["end_value"] = k["init_value"] * 1e3
        return k
    if fn == "cosine_decay_schedule":
        return {"init_value": lr(), "decay_steps": T(), "alpha": [0.0, 0.1, 0.0, 0.01, 1.0, 1.5, 0.25, 0.0][i % 8],
                "exponent": [1.0, 1.0, 2.0, 0.5, 1.0, 1.3, 3.0, 1.0][i % 8]}
    if fn in ("linear_onecycle_schedule", "cosine_onecycle_schedule"):
        k = {"transition_steps": T(), "peak_value": lr()}
        if i == 0: k["transition_steps"] = 2             # phases collapse
        if i == 1: k["transition_steps"] = 1000
        if i > 2:
            k.update(pct_start=rng.choice([.1, .25, .3, .45, rng.uniform(.05, .5)]), div_factor=rng.choice([25., 10., 3., 7.]),
                     final_div_factor=rng.choice([1e4, 1e2, 30.]), transition_steps=rng.choice([100, 999, 1000, 4096, 123457]))
            if fn[0] == "l": k["pct_final"] = rng.choice([.85, .9, .6, rng.uniform(.55, .99)])
        return k
    if fn == "warmup_constant_schedule":
        return {"init_value": rng.choice([0.0, lr() * .1]), "peak_value": lr(), "warmup_steps": 0 if i == 0 else T()}
    if fn == "warmup_cosine_decay_schedule":
        w = 0 if i == 0 else rng.choice([1, 3, 10, 500, 2000]); p = lr()
        k = {"init_value": rng.choice([0.0, 0.0, p * .1, p * 2]), "peak_value": p, "warmup_steps": w,
             "decay_steps": w + T(), "end_value": rng.choice([0.0, p * .1, p * .01])}
        if i % 3 == 2: k["exponent"] = rng.choice([2.0, .5, 1.7])
        if i == 1: k["peak_value"], k["end_value"] = 0.0, 0.01
        return k
    if fn == "warmup_exponential_decay_schedule":
        k = draw(rng, "exponential_decay", i); p = k.pop("init_value")
        return {"init_value": rng.choice([0.0, p * .1]), "peak_value": p, "warmup_steps": rng.choice([0, 1, 7, 100, 1000]), **k}
    if fn == "sgdr_schedule":
        p, d, cyc = lr(), rng.choice([10, 100, 1000]), []
        for j in range(rng.randint(1, 5)):
            cyc.append({"init_value": rng.choice([0.0, p * .1]), "peak_value": p, "warmup_steps": rng.choice([0, 1, d // 10]),
                        "decay_steps": d, "end_value": rng.choice([0.0, p * .05])})
            d *= rng.choice([1, 2]); p *= rng.choice([1.0, .5, .9])
        return {"cosine_kwargs": cyc}
    if fn == "join_schedules":
        kinds = ["constant_schedule", "linear_schedule", "polynomial_schedule", "exponential_decay", "cosine_decay_schedule",
                 "piecewise_constant_schedule", "warmup_cosine_decay_schedule"]
        n = rng.randint(2, 4)
        scs = [{"function": f, "kwargs": draw(rng, f, rng.choice([2, 6]))} for f in (rng.choice(kinds) for _ in range(n))]
        bs = sorted(rng.sample(range(1, rng.choice([20, 1000, 10**4])), n - 1))
        return {"schedules": scs, "boundaries": bs}
    b, spe = lr(), rng.choice([1, 10, 391, 5004])
    k = {"base_learning_rate": b, "steps_per_epoch": spe}
    if fn == "create_stepped_learning_rate_schedule":
        es = sorted(rng.sample(range(1, 90), 3)); k["lr_sched_steps"] = [[e, f] for e, f in zip(es, [.1, .01, .001])]
    if fn == "create_cosine_learning_rate_schedule": k["halfcos_epochs"] = rng.choice([5, 10, 90])
    if i % 2: k["warmup_length"] = rng.choice([1.0, 5.0, .5])
    return k

def marks(o):
    """Every integer in the configuration is a place where something may change."""
    if isinstance(o, bool): return []
    if isinstance(o, int): return [o]
    if isinstance(o, dict): return [int(k) for k in o if k.isdigit()] + [m for v in o.values() for m in marks(v)]
    if isinstance(o, list): return [m for v in o for m in marks(v)]
    return []

def steps_for(rng, fn, kw):
    ms = marks(kw); cum = []; acc = 0
    for k in kw.get("cosine_kwargs", []):
        cum += [acc + k["warmup_steps"]]; acc += k["decay_steps"]; cum += [acc]
    if "transition_begin" in kw: cum.append(kw["transition_begin"] + kw["transition_steps"] + kw.get("warmup_steps", 0))
    for p in ("pct_start", "pct_final"):
        if "transition_steps" in kw and "peak_value" in kw: cum.append(int(kw.get(p, .3 if p == "pct_start" else .85) * kw["transition_steps"]))
    if "steps_per_epoch" in kw:
        cum += [kw["steps_per_epoch"] * e for e in (1, 5, kw.get("halfcos_epochs", 30))]
        cum += [kw["steps_per_epoch"] * e for e, _ in kw.get("lr_sched_steps", [])]
    s = {0, 1, 2, 3, 10**9, 2**31 - 1}
    for m in ms + cum: s |= {m - 1, m, m + 1, m // 2}
    top = max(ms + cum + [10])
    s |= {rng.randint(0, top) for _ in range(10)} | {2 * top + 1}
    return sorted(x for x in s if 0 <= x < 2**31)

def ulps(a, b, single):
    if a is None or b is None: return 0 if a is b else float("inf")
    import numpy as np
    if single:
        b32 = np.float32(min(max(b, -3.4e38), 3.4e38)); sp = np.spacing(max(abs(b32), np.float32(1e-38))); return abs(float(a) - float(b32)) / float(sp)
    return abs(a - b) / (math.ulp(b) if b else 5e-324)

def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--seed", type=int, default=1); ap.add_argument("--cases", type=int, default=8); ap.add_argument("--out", default="vectors")
    ap.add_argument("--worker", action="store_true")
    a = ap.parse_args()
    if a.worker: return worker()
    import mpmath; mpmath.mp.dps = 100
    os.makedirs(a.out, exist_ok=True)
    jobs = []
    for fn in FUNCS + FLAX:
        rng = random.Random(f"{a.seed}/{fn}")
        for i in range(a.cases):
            kw = draw(rng, fn, i)
            jobs.append({"fn": fn, "i": i, "spec": {"function": fn, "kwargs": kw}, "steps": steps_for(rng, fn, kw)})
    def run(x64):
        env = dict(os.environ, JAX_ENABLE_X64="1" if x64 else "0", JAX_PLATFORMS="cpu", OMP_NUM_THREADS="1",
                   XLA_FLAGS="--xla_cpu_multi_thread_eigen=false")
        p = subprocess.run([sys.executable, __file__, "--worker"], input=json.dumps(jobs), capture_output=True, text=True, env=env)
        if p.returncode: sys.exit(p.stderr)
        return json.loads(p.stdout)
    r64, r32 = run(True), run(False)
    report = {}
    for fn in FUNCS + FLAX:
        fl = fn in FLAX
        doc = {"framework": "flax" if fl else "optax", "framework_version": r64["flax" if fl else "optax"],
               "jax_version": r64["jax"], "class": fn, "cases": []}
        st = report.setdefault(fn, {"max_ulp64_vs_exact": 0.0, "max_ulp32_vs_exact": 0.0, "max_rel64": 0.0, "max_rel64_normal": 0.0,
                                    "ulp64_int_vs_array": 0.0, "ulp64_array_vs_jit": 0.0, "ulp32_int_vs_array": 0.0, "ulp32_array_vs_jit": 0.0,
                                    "errors": [], "worst64": None, "values": 0, "over_4ulp64": 0, "dtypes": []})
        for j, x, y in zip(jobs, r64["rows"], r32["rows"]):
            if j["fn"] != fn: continue
            ex = [to_double(flax_cosine(j["spec"]["kwargs"], t) if fn == "create_cosine_learning_rate_schedule" else exact(j["spec"], t)) for t in j["steps"]]
            name = f"s{a.seed}_{j['i']}"
            for tag, r in (("f64", x), ("f32", y)):
                if r["error"]: st["errors"].append(f"{name} {tag} {r['error']}")
            if x["error"]: continue
            st["dtypes"] = sorted(set(st["dtypes"]) | {f"x64:{x['dtype']}/array step:{x.get('arr_dtype')}", f"x32:{y['dtype']}"})
            doc["cases"].append({"name": name, "serialized": j["spec"], "steps": j["steps"], "framework_f64": x["int"],
                                 "framework_f32": None if y["error"] else y["int"], "exact": ex})
            scale = max([abs(e) for e in ex if e is not None] + [0.0])
            for t, e, v, w, z, v3, w3, z3 in zip(j["steps"], ex, x["int"], x["arr"], x["jit"], y["int"] or [None] * 99, y["arr"] or [None] * 99, y["jit"] or [None] * 99):
                st["values"] += 1
                pyf = y["dtype"] == "float"              # a Python number comes straight back, not a float32
                for key, p, q, sg in (("ulp64_int_vs_array", w, v, 0), ("ulp64_array_vs_jit", z, w, 0), ("ulp32_int_vs_array", w3, v3, 1), ("ulp32_array_vs_jit", z3, w3, 1)):
                    if p is not None and q is not None and not (sg and pyf): st[key] = max(st[key], ulps(p, q, sg))
                if e is None or v is None: continue
                u = ulps(v, e, 0); st["over_4ulp64"] += u > 4
                if u > st["max_ulp64_vs_exact"]:
                    st["max_ulp64_vs_exact"], st["worst64"] = u, {"case": name, "step": t, "got": v, "exact": e, "kwargs": j["spec"]["kwargs"]}
                if v3 is not None and not pyf: st["max_ulp32_vs_exact"] = max(st["max_ulp32_vs_exact"], ulps(v3, e, 1))
                if scale: st["max_rel64"] = max(st["max_rel64"], abs(v - e) / scale)
        json.dump(doc, open(os.path.join(a.out, fn + ".json"), "w"), indent=1, allow_nan=False)
    for fn, s in report.items():
        print(f"{fn:40s} n={s['values']:5d} f64 max ulp {s['max_ulp64_vs_exact']:.3g} (>4ulp: {s['over_4ulp64']}), max err/peak {s['max_rel64']:.2g}; f32 max ulp {s['max_ulp32_vs_exact']:.3g}; "
              f"int/array64 {s['ulp64_int_vs_array']:.3g} array/jit64 {s['ulp64_array_vs_jit']:.3g} int/array32 {s['ulp32_int_vs_array']:.3g} array/jit32 {s['ulp32_array_vs_jit']:.3g} err {len(s['errors'])}")
        for e in s["errors"]: print("    ", e)

if __name__ == "__main__":
    main()
