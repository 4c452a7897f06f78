//! Real numbers, exact where they are rational, else to any precision: the path for what double-doubles
//! cannot decide.
//!
//! Rounding by ever more bits (Ziv 1991) ends if the exact value is not half-way between two doubles. Such
//! values are rational, and the rational ones are found: sums, products and quotients of rational numbers;
//! cosines of the rational angles that Niven's theorem names; rational powers of perfect powers; logarithms
//! of powers of one number. All other values of these functions at rational numbers are irrational
//! (docs/numerics.md).

use alloc::boxed::Box;
use core::ops::{Add, Div, Mul, Sub};

use num_bigint::{BigInt, BigUint};
use num_integer::Integer as _;
use num_traits::{Signed as _, ToPrimitive as _, Zero as _};

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
    /// A power by its logarithm, which may be beyond what `exp` tells apart, and within after a further
    /// power.
    Exp(Box<Number>),
    /// The sum of the two. What is next to nothing beside an exact number keeps its own digits and its sign:
    /// it may break a tie, or be what is left when the exact number is taken away.
    Near {
        exact: Fraction,
        rest: Ball,
    },
}

/// The precision that the first attempt has.
const FIRST_BITS: u64 = 192;

/// The precision of the last attempt, which nothing needs: what is next to nothing stays beside what is
/// exact.
const MOST_BITS: u64 = 3 << 10;

/// Powers of more bits than this are not kept exactly: no sum with a double that has that many can be
/// half-way between doubles, which takes 2,100 bits, and what such a power is multiplied with has some
/// hundreds.
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
        Self::until_decided(number, Self::certain_floor, |_| BigInt::zero()).to_u64().unwrap_or(u64::MAX)
    }

    /// The nearest whole number or a neighbour of it.
    pub(crate) fn near_whole_of(number: impl Fn(u64) -> Self) -> Option<u64> {
        Self::until_decided(number, Self::near_whole, |_| BigInt::zero()).to_u64()
    }

    /// A step, for calculations of that many bits.
    pub(crate) fn step(step: u64, bits: u64) -> Self {
        Self { value: Value::Exact(Fraction::whole(step)), bits }
    }

    /// Bits that roundings may take some of.
    fn finer_bits(&self) -> u64 {
        self.bits + 64
    }

    fn exact(&self, fraction: Fraction) -> Self {
        Self { value: Value::Exact(fraction), bits: self.bits }
    }

    fn near(&self, rest: Ball) -> Self {
        self.beside(Fraction::whole(0), rest)
    }

    fn beside(&self, exact: Fraction, rest: Ball) -> Self {
        Self { value: Value::Near { exact, rest }, bits: self.bits }
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

    /// The exact part, and the rest, if there is one.
    fn parts(&self) -> (Fraction, Option<Ball>) {
        match &self.value {
            Value::Exact(fraction) => (fraction.clone(), None),
            Value::Near { exact, rest } => (exact.clone(), Some(rest.clone())),
            Value::Power { .. } | Value::Exp(_) => self.ln().exp().parts(),
        }
    }

    fn ball(&self) -> Ball {
        let bits = self.finer_bits();
        match self.parts() {
            (exact, None) => Ball::of_fraction(&exact, bits),
            (exact, Some(rest)) if exact.is_zero() => rest,
            (exact, Some(rest)) => Ball::of_fraction(&exact, bits).plus(&rest, bits),
        }
    }

    /// The nearest double, if it is beyond doubt, from 0 to `f64::MAX`.
    pub(super) fn nearest(&self) -> Option<f64> {
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

    /// The greatest whole number that is not above it, if that is beyond doubt.
    fn certain_floor(&self) -> Option<BigInt> {
        match &self.value {
            Value::Exact(fraction) => Some(fraction.floor()),
            _ => self.ball().floor(),
        }
    }

    /// The nearest whole number, roughly.
    fn near_whole(&self) -> Option<BigInt> {
        match &self.value {
            Value::Exact(fraction) => Some(fraction.floor()),
            _ => self.ball().near_whole(),
        }
    }

    /// The exact part times what is not exact.
    fn scaled(&self, exact: &Fraction, rest: Option<&Ball>) -> Option<Ball> {
        let bits = self.finer_bits();
        rest.filter(|_| !exact.is_zero()).map(|rest| Ball::of_fraction(exact, bits).times(rest, bits))
    }

    /// An exact number and the sum of all that is not.
    fn sum_of(&self, exact: Fraction, rests: impl IntoIterator<Item = Option<Ball>>) -> Self {
        let bits = self.finer_bits();
        let rest = rests.into_iter().flatten().reduce(|sum, rest| sum.plus(&rest, bits));
        let Some(rest) = rest else { return self.exact(exact) };
        if exact.is_zero() {
            return self.near(rest);
        }
        let whole = Ball::of_fraction(&exact, bits);
        if rest.is_next_to_nothing_beside(&whole) {
            self.beside(exact, rest)
        } else {
            self.near(whole.plus(&rest, bits))
        }
    }

    /// Whether it is next to nothing: with 1 for `1 + x`, `eˣ` and `ln (1 + x) / x`, but for that many bits.
    fn is_tiny(&self) -> bool {
        self.ball().is_below(self.bits + 1)
    }

    /// The natural logarithm.
    fn ln(&self) -> Self {
        match &self.value {
            Value::Exp(log) => return Self::clone(log),
            Value::Power { base, exponent } => {
                // 64 bits for an exponent of that many.
                let finer = Self { value: Value::Exact(base.clone()), bits: self.finer_bits() };
                return finer.ln() * self.exact(exponent.clone());
            }
            _ => {}
        }
        let beyond_one = self.clone() - self.one();
        if beyond_one.as_exact().is_some_and(Fraction::is_zero) {
            return beyond_one;
        }
        if beyond_one.is_tiny() {
            return self.near(beyond_one.ball().but_for(self.bits));
        }
        self.near(self.ball().ln(self.finer_bits()))
    }

    fn exp_of(log: Self) -> Self {
        Self { bits: log.bits, value: Value::Exp(Box::new(log)) }
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
        let ((mine, my_rest), (others, other_rest)) = (self.parts(), other.parts());
        self.sum_of(&mine + &others, [my_rest, other_rest])
    }
}

impl Sub for Number {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        let ((mine, my_rest), (others, other_rest)) = (self.parts(), other.parts());
        self.sum_of(&mine - &others, [my_rest, other_rest.as_ref().map(Ball::negated)])
    }
}

impl Mul for Number {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        match (self.as_exact(), other.as_exact()) {
            (Some(one), _) if one.is_one() => return other,
            (_, Some(one)) if one.is_one() => return self,
            _ => {}
        }
        let ((mine, my_rest), (others, other_rest)) = (self.parts(), other.parts());
        let of_rests = my_rest.as_ref().zip(other_rest.as_ref());
        let rests = [
            self.scaled(&mine, other_rest.as_ref()),
            self.scaled(&others, my_rest.as_ref()),
            of_rests.map(|(mine, others)| mine.times(others, self.finer_bits())),
        ];
        self.sum_of(&mine * &others, rests)
    }
}

impl Div for Number {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let bits = self.finer_bits();
        let ((mine, my_rest), (divisor, divisor_rest)) = (self.parts(), other.parts());
        let Some(divisor_rest) = divisor_rest else { return self * other.exact(divisor.recip()) };
        if mine.is_zero() && my_rest.is_none() {
            return self;
        }
        if divisor.is_zero() {
            return self.near(self.ball().over(&other.ball(), bits));
        }
        // (a + r) / (b + s) = a/b + (r - s a/b) / (b + s)
        let quotient = &mine / &divisor;
        let of_rest = self.scaled(&quotient, Some(&divisor_rest)).as_ref().map(Ball::negated);
        let rest = self.sum_of(Fraction::whole(0), [my_rest, of_rest]).ball().over(&other.ball(), bits);
        self.sum_of(quotient, [Some(rest)])
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
        match self.certain_floor() {
            Some(floor) => self.exact(Fraction::whole(floor)),
            None => self.near(Ball::unknown()),
        }
    }

    fn exp(self) -> Self {
        match self.as_exact() {
            Some(fraction) if fraction.is_zero() => self.one(),
            _ if self.is_tiny() => self.beside(Fraction::whole(1), self.ball().but_for(self.bits)),
            _ => self.near(self.ball().exp(self.finer_bits())),
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
            (_, Value::Near { exact, rest }) if !exact.is_zero() => {
                let rest = self.clone().power(exponent.near(rest.clone()));
                self.power(exponent.exact(exact.clone())) * rest
            }
            _ => Self::exp_of(exponent * self.ln()),
        }
    }

    fn complement_of_power(self, rest: Self, exponent: f64) -> Self {
        let exponent = self.number(exponent);
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
        self.exact(share).half_cosine_of_share()
    }
}

impl Number {
    /// The half cosine of a number that is not exact.
    fn near_half_cosine(self) -> Self {
        let turns = self.number(libm::rint(self.ball().to_f64() * 0.5) * 2.0);
        (self - turns).magnitude().half_cosine_of_share()
    }

    /// The half cosine of a number from 0 to 1.
    fn half_cosine_of_share(self) -> Self {
        if self.is_tiny() {
            // (πx/2)², relatively but for x².
            let half_pi = self.near(Ball::half_pi(self.finer_bits()));
            if matches!(self.value, Value::Power { .. } | Value::Exp(_)) {
                let log = half_pi.ln() + self.ln() + self.near(Ball::nothing(self.bits + 1));
                return Self::exp_of(log.number(2.0) * log);
            }
            let angle = half_pi * self;
            return angle.near((angle.clone() * angle.clone()).ball().but_for(angle.bits));
        }
        if self.ball().to_f64() <= 0.5 {
            return self.near(self.ball().half_cosine(self.finer_bits()));
        }
        let one = self.one();
        one.clone() - (one - self).magnitude().half_cosine_of_share()
    }

    fn magnitude(self) -> Self {
        if self.is_positive() == Some(false) { self.number(0.0) - self } else { self }
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
