"""AllenNLP: allennlp/training/learning_rate_schedulers and momentum_schedulers."""
from mpmath import mpf, sqrt

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "AllenNLP", "allennlp.training"
CASES = Cases()


CASES.add("constant", lr=0.001)(lambda t, lr: lr)
CASES.add("constant_with_warmup", lr=0.001, num_warmup_steps=10)(lambda t, lr, num_warmup_steps: line(t, num_warmup_steps, 0, lr))


def warmed_up(name, decay, **more):
    """Behind the warmup, a function of the share of the way."""
    @CASES.add(name, lr=0.001, num_warmup_steps=10, num_training_steps=100, **more)
    def rate(t, lr, num_warmup_steps, num_training_steps, **kwargs):
        if t < num_warmup_steps:
            return lr * t / num_warmup_steps
        return decay(lr, mpf(t - num_warmup_steps) / (num_training_steps - num_warmup_steps), **kwargs)


warmed_up("cosine_with_warmup", lambda lr, u: lr * half_cosine(u))
warmed_up("cosine_hard_restarts_with_warmup",
          lambda lr, u, num_training_cycles: lr * half_cosine((num_training_cycles * u) % 1) if u < 1 else mpf(0),
          num_training_cycles=3)
warmed_up("linear_with_warmup", lambda lr, u: lr * (1 - min(u, 1)))
warmed_up("polynomial_decay", lambda lr, u, end, power: (lr - end) * (1 - min(u, 1)) ** power + end, end=1e-5, power=1.5)


@CASES.add("noam", model_size=512, warmup_steps=10, factor=2.0)
def noam(t, model_size, warmup_steps, factor):
    step = mpf(max(t, 1))
    return factor / sqrt(mpf(model_size)) * min(1 / sqrt(step), step / mpf(warmup_steps) ** mpf("1.5"))


@CASES.add("slanted_triangular, of steps known in advance", lr=0.001, num_epochs=10, num_steps_per_epoch=10, cut_frac=0.25,
           ratio=32)
def slanted_triangular(t, lr, num_epochs, num_steps_per_epoch, cut_frac, ratio):
    num_steps = num_epochs * num_steps_per_epoch
    cut, step = int(num_steps * cut_frac), min(t, num_steps)
    p = mpf(step) / cut if step < cut else 1 - mpf(step - cut) / (num_steps - cut)
    return lr * (1 + p * (ratio - 1)) / ratio


@CASES.add("cosine", lr=0.001, t_initial=20, t_mul=2, eta_min=1e-5, eta_mul=0.7)
def cosine(t, lr, t_initial, t_mul, eta_min, eta_mul):
    length, height = t_initial, lr
    while t >= length:
        t, length, height = t - length, length * t_mul, height * eta_mul
    return eta_min + (height - eta_min) * half_cosine(mpf(t) / length)


@CASES.add("combined", lr=0.001, schedulers=[[30, "polynomial_decay"], [40, "noam"]], end_learning_rate=1e-5,
           model_size=512, warmup_steps=10, below=70)
def combined(t, lr, schedulers, end_learning_rate, model_size, warmup_steps):
    if t < 30:
        return (lr - end_learning_rate) * (1 - mpf(t) / 30) + end_learning_rate
    return noam(t - 30, model_size, warmup_steps, 1)


CASES.add("step", lr=0.001, step_size=30, gamma=0.1)(lambda t, lr, step_size, gamma: lr * gamma ** (t // step_size))
CASES.add("multi_step", lr=0.001, milestones=[30, 80], gamma=0.1)(
    lambda t, lr, milestones, gamma: lr * gamma ** sum(t >= milestone for milestone in milestones))
CASES.add("exponential", lr=0.001, gamma=0.95)(lambda t, lr, gamma: lr * gamma ** t)


@CASES.add("inverted_triangular (momentum)", momentum=0.9, cool_down=20, warm_up=60, ratio=10)
def inverted_triangular(t, momentum, cool_down, warm_up, ratio):
    low = momentum / ratio
    if t <= cool_down:
        return momentum - (momentum - low) * mpf(t) / cool_down
    return low + (momentum - low) * mpf(min(t - cool_down, warm_up)) / warm_up
