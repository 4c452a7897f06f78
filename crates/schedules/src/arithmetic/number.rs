//! Real numbers, exact where they are rational, else to any precision: the path for what double-doubles
//! cannot decide.
//!
//! Rounding by ever more bits (Ziv 1991) ends if the exact value is not half-way between two doubles. Such
//! values are rational, and the rational ones are found: sums, products and quotients of rational numbers;
//! cosines of the rational angles that Niven's theorem names; rational powers of perfect powers; logarithms
//! of powers of one number. All other values of these functions at rational numbers are irrational
//! (docs/numerics.md).

use core::ops::{Add, Div, Mul, Sub};

use num_bigint::{BigInt, BigUint};
use num_integer::Integer as _;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};

use super::ball::Ball;
use super::fraction::Fraction;
use super::real::Real;
use super::stride::Count;
use crate::StepCount;

/// A real number, and the bits of what is not exact.
#[derive(Clone, Debug)]
pub(crate) struct Number {
    value: Value,
    bits: u64,
}

#[derive(Clone, Debug)]
enum Value {
    Exact(Fraction),
    /// A power that is irrational, which a further power may make rational.
    Power {
        base: Fraction,
        exponent: Fraction,
    },
    Near(Ball),
}

/// The precision that the first attempt has.
const FIRST_BITS: u64 = 192;

/// The precision of the last attempt, which nothing needs.
const MOST_BITS: u64 = 1 << 14;

/// Powers of more bits than this are not kept exactly: no sum with a double that has so many can be half-way
/// between doubles, which takes 2,100 bits, and what such a power is multiplied with has some hundreds.
const MOST_EXACT_BITS: u64 = 1 << 12;

impl Number {
    /// What is asked of a number of more and more bits; of the last, `otherwise`.
    pub(crate) fn until_decided<T>(
        number: impl Fn(u64) -> Self,
        question: impl Fn(&Self) -> Option<T>,
        otherwise: impl FnOnce(f64) -> T,
    ) -> T {
        let mut bits = FIRST_BITS;
        loop {
            let number = number(bits);
            match question(&number) {
                Some(answer) => return answer,
                None if bits >= MOST_BITS => return otherwise(number.ball().to_f64()),
                None => bits *= 2,
            }
        }
    }

    /// The nearest double, by as many bits as it takes.
    pub(crate) fn nearest_of(number: impl Fn(u64) -> Self) -> f64 {
        Self::until_decided(number, Self::nearest, |roughly| roughly.max(0.0))
    }

    /// Whether it is above 0, by as many bits as it takes.
    pub(crate) fn is_positive_of(number: impl Fn(u64) -> Self) -> bool {
        Self::until_decided(number, Self::is_positive, |roughly| roughly > 0.0)
    }

    /// The whole part, by as many bits as it takes, of a number that is not negative.
    pub(crate) fn floor_of(number: impl Fn(u64) -> Self) -> u64 {
        let floor = |number: &Self| match &number.value {
            Value::Exact(fraction) => Some(fraction.floor()),
            _ => number.ball().floor(),
        };
        Self::until_decided(number, floor, |_| BigInt::zero()).to_u64().unwrap_or(u64::MAX)
    }

    /// The nearest whole number or a neighbour of it.
    pub(crate) fn near_whole_of(number: impl Fn(u64) -> Self) -> Option<u64> {
        Self::until_decided(number, Self::near_whole, |_| BigInt::zero()).to_u64()
    }

    /// A step, for calculations of so many bits.
    pub(crate) fn step(step: u64, bits: u64) -> Self {
        Self { value: Value::Exact(Fraction::whole(step)), bits }
    }

    fn exact(&self, fraction: Fraction) -> Self {
        Self { value: Value::Exact(fraction), bits: self.bits }
    }

    fn near(&self, ball: Ball) -> Self {
        Self { value: Value::Near(ball), bits: self.bits }
    }

    fn one(&self) -> Self {
        self.exact(Fraction::whole(1))
    }

    fn as_exact(&self) -> Option<&Fraction> {
        match &self.value {
            Value::Exact(fraction) => Some(fraction),
            _ => None,
        }
    }

    fn ball(&self) -> Ball {
        let bits = self.bits + 64;
        match &self.value {
            Value::Exact(fraction) => Ball::of_fraction(fraction, bits),
            Value::Power { base, exponent } => {
                // 64 bits for an exponent of that many.
                let ln = Ball::of_fraction(base, bits + 64).ln(bits + 64);
                Ball::of_fraction(exponent, bits + 64).times(&ln, bits + 64).exp(bits)
            }
            Value::Near(ball) => ball.clone(),
        }
    }

    /// The nearest double, if it is beyond doubt, from 0 to `f64::MAX`.
    fn nearest(&self) -> Option<f64> {
        match &self.value {
            Value::Exact(fraction) => Some(fraction.nearest()),
            _ => self.ball().nearest(),
        }
    }

    /// Whether it is above 0, if that is beyond doubt.
    fn is_positive(&self) -> Option<bool> {
        match &self.value {
            Value::Exact(fraction) => Some(fraction.numerator.is_positive()),
            _ => self.ball().is_positive(),
        }
    }

    /// The nearest whole number, roughly.
    fn near_whole(&self) -> Option<BigInt> {
        match &self.value {
            Value::Exact(fraction) => Some(fraction.floor()),
            _ => self.ball().near_whole(),
        }
    }

    /// Both numbers by an operation for fractions or one for balls.
    fn combined(
        self,
        other: &Self,
        exact: impl Fn(&Fraction, &Fraction) -> Fraction,
        near: impl Fn(&Ball, &Ball, u64) -> Ball,
    ) -> Self {
        match (self.as_exact(), other.as_exact()) {
            (Some(mine), Some(others)) => self.exact(exact(mine, others)),
            _ => self.near(near(&self.ball(), &other.ball(), self.bits + 64)),
        }
    }

    /// The natural logarithm.
    fn ln(&self) -> Self {
        match self.as_exact() {
            Some(fraction) if fraction.is_one() => self.exact(Fraction::whole(0)),
            _ => self.near(self.ball().ln(self.bits + 64)),
        }
    }

    /// The logarithm of a rational number to a rational base, if it is rational: found by its continued
    /// fraction, and proven by powers.
    fn rational_log(number: &Fraction, base: &Fraction) -> Option<Fraction> {
        const BITS: u64 = 192;
        const MOST: i64 = 4_096;
        let [top, bottom] = [number, base].map(|fraction| Ball::of_fraction(fraction, BITS).ln(BITS));
        let ratio = top.over(&bottom, BITS);
        // Convergents h/k of the ratio.
        let (mut rest, mut h, mut k) = (ratio, [0_i64, 1], [1_i64, 0]);
        for _ in 0..16 {
            let digit = rest.to_f64();
            let digit = if rest.near_whole().is_some() { libm::floor(digit) } else { return None };
            let whole = Ball::of_fraction(&Fraction::from_f64(digit), BITS);
            #[expect(clippy::cast_possible_truncation, reason = "greater ones are refused right after")]
            let digit = digit as i64;
            h = [h[1], digit.checked_mul(h[1])?.checked_add(h[0])?];
            k = [k[1], digit.checked_mul(k[1])?.checked_add(k[0])?];
            if h[1].abs() > MOST || k[1] > MOST {
                return None;
            }
            let candidate = Fraction::new(BigInt::from(h[1]), BigUint::from(k[1].unsigned_abs()));
            let distance =
                Ball::of_fraction(&candidate, BITS).negated().plus(&top.over(&bottom, BITS), BITS).to_f64();
            if distance.abs() < 1e-40 {
                let [mine, others] = [(number, k[1]), (base, h[1])]
                    .map(|(fraction, times)| fraction.power(&Fraction::whole(times), u64::MAX));
                return (mine == others).then_some(candidate);
            }
            rest = rest.plus(&whole.negated(), BITS);
            if rest.to_f64().abs() < 1e-30 {
                return None;
            }
            rest = Ball::of_fraction(&Fraction::whole(1), BITS).over(&rest, BITS);
        }
        None
    }
}

impl Add for Number {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.combined(&other, |a, b| a + b, Ball::plus)
    }
}

impl Sub for Number {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.combined(&other, |a, b| a - b, |a, b, bits| a.plus(&b.negated(), bits))
    }
}

impl Mul for Number {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        match (self.as_exact(), other.as_exact()) {
            (Some(zero), None) | (None, Some(zero)) if zero.is_zero() => self.exact(Fraction::whole(0)),
            (Some(one), None) if one.is_one() => other,
            (None, Some(one)) if one.is_one() => self,
            _ => self.combined(&other, |a, b| a * b, Ball::times),
        }
    }
}

impl Div for Number {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        if self.as_exact().is_some_and(Fraction::is_zero) {
            return self;
        }
        self.combined(&other, |a, b| a / b, Ball::over)
    }
}

impl Real for Number {
    fn number(&self, value: f64) -> Self {
        self.exact(Fraction::from_f64(value))
    }

    fn whole(&self, value: u64) -> Self {
        self.exact(Fraction::whole(value))
    }

    fn huge(&self, value: &BigUint) -> Self {
        self.exact(Fraction::whole(value.clone()))
    }

    fn after(self, times: &Count, length: StepCount) -> Self {
        let gone = self.count(times) * self.steps(length);
        self - gone
    }

    fn is_above(&self, other: &Self) -> bool {
        (self.clone() - other.clone()).is_positive() == Some(true)
    }

    fn at_least_zero(self) -> Self {
        if self.is_positive() == Some(false) { self.exact(Fraction::whole(0)) } else { self }
    }

    fn floor(self) -> Self {
        let floor = match &self.value {
            Value::Exact(fraction) => Some(fraction.floor()),
            _ => self.ball().floor(),
        };
        // Without an answer the number itself is as good: it is too vague to decide anything.
        match floor {
            Some(floor) => self.exact(Fraction::whole(floor)),
            None => self.near(Ball::unknown()),
        }
    }

    fn exp(self) -> Self {
        match self.as_exact() {
            Some(fraction) if fraction.is_zero() => self.one(),
            _ => self.near(self.ball().exp(self.bits + 64)),
        }
    }

    fn power(self, exponent: Self) -> Self {
        if exponent.as_exact().is_some_and(Fraction::is_zero) {
            return self.one();
        }
        match (&self.value, &exponent.value) {
            (Value::Exact(base), _) if base.is_zero() || base.is_one() => self,
            (Value::Exact(base), Value::Exact(exponent)) => match base.power(exponent, MOST_EXACT_BITS) {
                Some(power) => self.exact(power),
                None => Self {
                    value: Value::Power { base: base.clone(), exponent: exponent.clone() },
                    bits: self.bits,
                },
            },
            (Value::Power { base, exponent: inner }, Value::Exact(outer)) => {
                self.exact(base.clone()).power(self.exact(inner * outer))
            }
            _ => {
                let power = exponent.as_exact().map(Fraction::nearest).filter(|&power| power > 0.0);
                if let Some(small) = power.and_then(|power| self.ball().small_power(power)) {
                    return self.near(small);
                }
                self.near(exponent.ball().times(&self.ln().ball(), self.bits + 64).exp(self.bits + 64))
            }
        }
    }

    fn complement_of_power(self, rest: Self, exponent: f64) -> Self {
        let size = u64::from(libm::ilogb(exponent).unsigned_abs());
        if self.as_exact().is_none() && self.ball().is_below(self.bits + size + 64) {
            // 1 - (1 - x)ᵉ is ex, relatively but for (1 + e) x.
            let product = self.number(exponent) * self.clone();
            return self.near(product.ball().but_for(self.bits));
        }
        let exponent = self.number(exponent);
        if !rest.as_exact().is_some_and(Fraction::is_zero) {
            let product = exponent.clone() * rest.ln();
            if product.as_exact().is_none() && product.ball().is_below(self.bits + 64) {
                // 1 - eˣ is -x, relatively but for x.
                return self.near(product.ball().negated().but_for(self.bits));
            }
        }
        self.one() - rest.power(exponent)
    }

    fn power_of_less_one(self, base: f64) -> Self {
        let one = self.one();
        self.number(base).power(self) - one
    }

    fn log_beside_one(self, base: f64) -> Self {
        let base = self.number(base);
        let number = self.one() + self;
        if let (Some(exact), Some(exact_base)) = (number.as_exact(), base.as_exact()) {
            if exact.is_one() {
                return number.exact(Fraction::whole(0));
            }
            if let Some(log) = Self::rational_log(exact, exact_base) {
                return number.exact(log);
            }
        }
        number.ln() / base.ln()
    }

    fn half_cosine(self) -> Self {
        let Some(x) = self.as_exact() else { return self.near_half_cosine() };
        // Between 0 and 1: even, and of period 2.
        let (numerator, denominator) = (x.numerator.magnitude(), &x.denominator);
        let turn = denominator * 2u32;
        let mut rest = numerator.mod_floor(&turn);
        if rest > *denominator {
            rest = turn - rest;
        }
        let share = Fraction::new(BigInt::from(rest), denominator.clone());
        let quarters = match (share.numerator.to_u8(), share.denominator.to_u8()) {
            (Some(0), _) => Some(0),
            (Some(1), Some(3)) => Some(1),
            (Some(1), Some(2)) => Some(2),
            (Some(2), Some(3)) => Some(3),
            (Some(1), Some(1)) => Some(4),
            _ => None,
        };
        if let Some(quarters) = quarters {
            return self.exact(Fraction::new(BigInt::from(quarters), BigUint::from(4u32)));
        }
        let half = Fraction::new(BigInt::one(), BigUint::from(2u32));
        let bits = self.bits + 64;
        let beyond = &share - &half;
        if beyond.numerator.is_positive() {
            let other = &Fraction::whole(1) - &share;
            let rest = Ball::of_fraction(&other, bits + 64).half_cosine(bits);
            return self.one() - self.near(rest);
        }
        self.near(Ball::of_fraction(&share, bits + 64).half_cosine(bits))
    }
}

impl Number {
    /// The half cosine of a number that is not exact.
    fn near_half_cosine(self) -> Self {
        let bits = self.bits + 64;
        let ball = self.ball();
        let turns = libm::rint(ball.to_f64() * 0.5) * 2.0;
        let ball = ball.plus(&Ball::of_fraction(&Fraction::from_f64(-turns), bits), bits);
        let ball = if ball.is_positive() == Some(false) { ball.negated() } else { ball };
        if ball.to_f64() <= 0.5 {
            return self.near(ball.half_cosine(bits));
        }
        let other = Ball::of_fraction(&Fraction::whole(1), bits).plus(&ball.negated(), bits);
        let other = if other.is_positive() == Some(false) { other.negated() } else { other };
        self.one() - self.near(other.half_cosine(bits))
    }
}

impl Fraction {
    /// The first step that lies after this moment, which is not negative.
    pub(crate) fn first_step_after(&self) -> Option<u64> {
        (self.floor() + 1u32).to_u64()
    }

    /// The number as a step, limited to what steps there are; `None` if it lies after all of them.
    pub(crate) fn first_step_from_here(&self) -> Option<u64> {
        let step = self.ceil();
        if step.is_negative() { Some(0) } else { step.to_u64() }
    }
}
