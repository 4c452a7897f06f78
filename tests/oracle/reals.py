"""Real numbers to many digits, by mpmath or by MPFR, and their nearest doubles.

`use_mpmath()` computes with 720 digits, `use_mpfr()` with 2,400 bits, which are as many, and faster. The formulas are
the same for both; the arithmetic has nothing in common. So many digits because curves may lose 300 of them: half a
hyperbolic tangent of -300 and 1 differ in the 260th.
"""

import math
import struct
from fractions import Fraction

import gmpy2
import mpmath

MOST = 1.7976931348623157e308
DIGITS, BITS = 720, 2400


def use_mpmath():
    global real, exp, log, cos, sqrt, tanh, floor, pi, is_real, nearest, tiny
    mp = mpmath.mp
    mp.dps = DIGITS
    exp, log, cos, sqrt, tanh = mp.exp, mp.log, mp.cos, mp.sqrt, mp.tanh
    pi, tiny = +mp.pi, mpmath.mpf(10) ** -500

    def real(x):
        if isinstance(x, type(gmpy2.mpq())):
            return mpmath.mpf(int(x.numerator)) / int(x.denominator)
        return mpmath.mpf(x)

    def is_real(x):
        return isinstance(x, mpmath.mpf)

    def floor(x):
        return int(mp.floor(x + tiny))

    def nearest(x):
        sign, mantissa, exponent, bits = x._mpf_
        if exponent + bits > 1100:
            return -MOST if sign else MOST
        if not mantissa or exponent + bits < -1200:
            return 0.0
        mantissa = -int(mantissa) if sign else int(mantissa)
        value = Fraction(mantissa << max(exponent, 0), 1 << max(-exponent, 0))
        return nearest_of_rational(value, slack=abs(value) / 10**600)


def use_mpfr():
    global real, exp, log, cos, sqrt, tanh, floor, pi, is_real, nearest, tiny
    gmpy2.set_context(gmpy2.context(precision=BITS, emax=gmpy2.get_emax_max(), emin=gmpy2.get_emin_min()))
    exp, log, cos, sqrt, tanh = gmpy2.exp, gmpy2.log, gmpy2.cos, gmpy2.sqrt, gmpy2.tanh
    pi, tiny = gmpy2.const_pi(), gmpy2.mpfr(2) ** -(BITS * 3 // 4)

    def real(x):
        return gmpy2.mpfr(x)

    def is_real(x):
        return isinstance(x, type(gmpy2.mpfr()))

    def floor(x):
        return int(gmpy2.floor(x + tiny))

    def nearest(x):
        """`None` where the digits do not decide, as at a tie."""
        if not gmpy2.is_finite(x):
            return None
        rate = float(x)
        if math.isinf(rate):
            return math.copysign(MOST, rate)
        error, ulp = abs(x - rate), gmpy2.mpfr(math.ulp(rate))
        is_close = (abs(error - ulp / half) < ulp / 2**200 for half in (2, 4))
        return None if any(is_close) else rate


def nearest_of_rational(value, slack=0):
    """The nearest double, saturating. What is within `slack` of a tie is a tie."""
    if abs(value) >= Fraction(MOST):
        return MOST if value > 0 else -MOST
    rate = value.numerator / value.denominator  # correctly rounded, ties to even
    if value == Fraction(rate):
        return rate
    other = math.nextafter(rate, math.inf if value > Fraction(rate) else -math.inf)
    if math.isinf(other):
        return rate
    if abs(value - (Fraction(rate) + Fraction(other)) / 2) <= slack:
        return other if ordinal(rate) % 2 else rate
    return rate


def ordinal(rate):
    """The bits of a double as a number; those of neighbours differ by 1."""
    return struct.unpack("<q", struct.pack("<d", rate))[0]


use_mpmath()
