"""burn: burn-optim's lr_scheduler; the k-th call of `step` is step k - 1."""
from mpmath import mpf, sqrt

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "burn", "burn_optim::lr_scheduler"
CASES = Cases()


CASES.add("Constant", lr=0.01)(lambda t, lr: lr)


@CASES.add("LinearLrScheduler", initial_lr=0.01, final_lr=0.0005, num_iters=100)
def linear(t, initial_lr, final_lr, num_iters):
    return line(t, num_iters, initial_lr, final_lr)


@CASES.add("CosineAnnealingLrScheduler", initial_lr=0.01, min_lr=0.0005, num_iters=50)
def cosine(t, initial_lr, min_lr, num_iters):
    return min_lr + (initial_lr - min_lr) * half_cosine(mpf(t) / num_iters)


CASES.add("ExponentialLrScheduler", initial_lr=0.01, gamma=0.95)(lambda t, initial_lr, gamma: initial_lr * gamma ** t)


@CASES.add("NoamLrScheduler", factor=2.0, warmup_steps=20, model_size=512)
def noam(t, factor, warmup_steps, model_size):
    step = mpf(t + 1)
    return factor / sqrt(mpf(model_size)) * min(1 / sqrt(step), step / mpf(warmup_steps) ** mpf("1.5"))


CASES.add("StepLrScheduler", initial_lr=0.01, step_size=25, gamma=0.3)(
    lambda t, initial_lr, step_size, gamma: initial_lr * gamma ** (t // step_size))


def composed(name, combine):
    @CASES.add(f"ComposedLrScheduler, {name}", initial_lr=0.01, final_lr=0.0005, num_iters=100, gamma=0.95)
    def rate(t, initial_lr, final_lr, num_iters, gamma):
        return combine(linear(t, initial_lr, final_lr, num_iters), initial_lr * gamma ** t)


composed("average", lambda a, b: (a + b) / 2)
composed("sum", lambda a, b: a + b)
composed("product", lambda a, b: a * b)


@CASES.add("SequentialLrScheduler", initial_lr=0.01, final_lr=0.0005, num_iters=60, milestones=[40], gamma=0.95)
def sequential(t, initial_lr, final_lr, num_iters, milestones, gamma):
    if t < milestones[0]:
        return linear(t, initial_lr, final_lr, num_iters)
    return initial_lr * gamma ** (t - milestones[0])
