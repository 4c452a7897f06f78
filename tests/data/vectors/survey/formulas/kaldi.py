"""Kaldi nnet3: the effective rate of its training scripts."""
from mpmath import mpf

from .common import Cases

FRAMEWORK, SOURCE = "Kaldi nnet3", "train_dnn.py"
CASES = Cases()


@CASES.add("effective learning rate", initial=0.001, final=1e-4, archives_total=120, jobs=[3, 4, 6, 8], archives_per_stage=30)
def effective(t, initial, final, archives_total, jobs, archives_per_stage):
    rate = initial * (final / initial) ** (mpf(min(t, archives_total)) / archives_total)
    return rate * jobs[min(t // archives_per_stage, 3)]
