//! Numbers of any precision with a bound of their error, and elementary functions of them.
//!
//! A function is its series in fixed-point numbers of enough bits; the bound counts every rounding, and is
//! generous.

use num_bigint::{BigInt, BigUint};
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};

use super::fraction::{self, Fraction};

/// A real number between `middle - radius` and `middle + radius`, both times `2^exponent`; neither of these
/// two, unless the radius is 0.
#[derive(Clone, Debug)]
pub(super) struct Ball {
    middle: BigInt,
    radius: BigUint,
    exponent: i128,
}

/// Fractions of more bits are not kept exactly: what can be half-way between two doubles has fewer.
const MOST_EXACT_BITS: u64 = 1 << 12;

/// Bits beyond the wanted ones, for the roundings of a series.
const GUARD_BITS: u64 = 64;

/// Arguments of `exp` of more bits than this are not taken by their size, but by its logarithm.
const GREATEST_BITS: i128 = 120;

impl Ball {
    /// A fraction to that many bits.
    pub(super) fn of_fraction(fraction: &Fraction, bits: u64) -> Self {
        let Fraction { numerator, denominator } = fraction;
        let places = denominator.bits() - 1;
        if denominator.trailing_zeros() == Some(places) && numerator.bits() <= MOST_EXACT_BITS {
            return Self { middle: numerator.clone(), radius: BigUint::zero(), exponent: -signed(places) };
        }
        let shift = signed(bits) + signed(denominator.bits()) - signed(numerator.bits());
        let middle = if shift >= 0 {
            (numerator << shift.unsigned_abs()) / BigInt::from(denominator.clone())
        } else {
            numerator / BigInt::from(denominator << shift.unsigned_abs())
        };
        Self { middle, radius: BigUint::one(), exponent: -shift }
    }

    /// π/2.
    pub(super) fn half_pi(bits: u64) -> Self {
        Self { middle: pi(bits), radius: BigUint::from(2u32), exponent: -signed(bits) - 1 }
    }

    /// A number below `2^-places` in magnitude.
    pub(super) fn nothing(places: u64) -> Self {
        Self { middle: BigInt::zero(), radius: BigUint::one(), exponent: -signed(places) }
    }

    /// Any number that a calculation can come across.
    pub(super) fn unknown() -> Self {
        Self { middle: BigInt::zero(), radius: BigUint::one(), exponent: 1 << 125 }
    }

    fn rounded(middle: BigInt, radius: BigUint, exponent: i128, bits: u64) -> Self {
        let excess = middle.bits().saturating_sub(bits);
        if excess == 0 {
            return Self { middle, radius, exponent };
        }
        // Both are rounded downwards, by less than 1 each.
        Self {
            middle: middle >> excess,
            radius: (radius >> excess) + 2u32,
            exponent: exponent + signed(excess),
        }
    }

    pub(super) fn plus(&self, other: &Self, bits: u64) -> Self {
        for [number, nothing] in [[self, other], [other, self]] {
            if nothing.middle.is_zero() && nothing.radius.is_zero() {
                return number.clone();
            }
            if !number.radius.is_zero() && nothing.is_below_exponent(number.exponent) {
                // Less than the radius is exact to.
                return Self { radius: &number.radius + 1u32, ..number.clone() };
            }
        }
        if let Some(sum) = self.beside(other, bits).or_else(|| other.beside(self, bits)) {
            return sum;
        }
        let exponent = self.exponent.min(other.exponent);
        let [mine, others] = [self, other].map(|ball| (ball.exponent - exponent).unsigned_abs());
        Self::rounded(
            (&self.middle << mine) + (&other.middle << others),
            (&self.radius << mine) + (&other.radius << others),
            exponent,
            bits,
        )
    }

    /// An exact number and next to nothing, whose sign may be what breaks a tie.
    fn beside(&self, small: &Self, bits: u64) -> Option<Self> {
        let is_exact = self.radius.is_zero() && !self.middle.is_zero();
        if !is_exact || !small.is_below_exponent(self.exponent - signed(bits)) {
            return None;
        }
        let sign = small.is_positive().map_or(0, |is_positive| if is_positive { 1 } else { -1 });
        Some(Self {
            middle: (&self.middle << bits) + sign,
            radius: BigUint::one(),
            exponent: self.exponent - signed(bits),
        })
    }

    /// The ends, or a quarter inside of them, which no boundary of doubles lies between; four times as great.
    fn ends(&self) -> [BigInt; 2] {
        let radius = BigInt::from(&self.radius << 2u32) - BigInt::from(u32::from(!self.radius.is_zero()));
        let middle = &self.middle << 2u32;
        [&middle - &radius, middle + radius]
    }

    pub(super) fn negated(&self) -> Self {
        Self { middle: -&self.middle, radius: self.radius.clone(), exponent: self.exponent }
    }

    pub(super) fn times(&self, other: &Self, bits: u64) -> Self {
        let radius = self.middle.magnitude() * &other.radius
            + other.middle.magnitude() * &self.radius
            + &self.radius * &other.radius;
        Self::rounded(&self.middle * &other.middle, radius, self.exponent + other.exponent, bits)
    }

    pub(super) fn over(&self, other: &Self, bits: u64) -> Self {
        if *other.middle.magnitude() <= other.radius {
            return Self::unknown();
        }
        let shift = (bits + other.middle.bits()).saturating_sub(self.middle.bits()) + 2;
        let quotient = (&self.middle << shift) / &other.middle;
        // |a/b - a'/b'| ≤ (|a - a'| + |a'/b'| |b - b'|) / |b|
        let least = other.middle.magnitude() - &other.radius;
        let radius = ((&self.radius << shift) + (quotient.magnitude() + 1u32) * &other.radius) / least + 2u32;
        Self::rounded(quotient, radius, self.exponent - other.exponent - signed(shift), bits)
    }

    /// The nearest double, if it is beyond doubt; 0 for what is not positive.
    pub(super) fn nearest(&self) -> Option<f64> {
        let [below, above] = self.ends().map(|bound| {
            if bound.is_positive() { nearest(bound.magnitude(), self.exponent - 2) } else { 0.0 }
        });
        (below == above).then_some(below)
    }

    /// Whether it is above 0, if that is beyond doubt.
    pub(super) fn is_positive(&self) -> Option<bool> {
        let is_decided = !self.middle.is_zero() && *self.middle.magnitude() >= self.radius;
        is_decided.then(|| self.middle.is_positive())
    }

    /// The greatest whole number that is not above, if that is beyond doubt.
    pub(super) fn floor(&self) -> Option<BigInt> {
        if self.exponent >= 0 {
            return None;
        }
        let [below, above] = self.ends().map(|bound| bound >> (self.exponent.unsigned_abs() + 2));
        (below == above).then_some(below)
    }

    /// The nearest whole number to the middle, if the radius is below a quarter.
    pub(super) fn near_whole(&self) -> Option<BigInt> {
        let unit = self.exponent.unsigned_abs();
        if self.is_below(2) {
            return Some(BigInt::zero());
        }
        if self.exponent >= 0 || &self.radius << 2u32 > BigUint::one() << unit {
            return None;
        }
        Some((&self.middle + (BigInt::one() << (unit - 1))) >> unit)
    }

    /// Roughly what it is.
    pub(super) fn to_f64(&self) -> f64 {
        let magnitude = nearest(self.middle.magnitude(), self.exponent);
        if self.middle.is_negative() { -magnitude } else { magnitude }
    }

    /// The middle, and the radius, in units of `2^-places`.
    fn fixed(&self, places: u64) -> (BigInt, BigUint) {
        let shift = self.exponent + signed(places);
        if shift >= 0 {
            (&self.middle << shift.unsigned_abs(), &self.radius << shift.unsigned_abs())
        } else {
            (&self.middle >> shift.unsigned_abs(), (&self.radius >> shift.unsigned_abs()) + 2u32)
        }
    }

    /// `eˣ`.
    pub(super) fn exp(&self, bits: u64) -> Self {
        let size = signed(self.middle.bits().max(self.radius.bits())) + self.exponent;
        if size > GREATEST_BITS {
            return self.beyond(size);
        }
        // The whole part of the argument has digits of its own.
        let places = bits + GUARD_BITS + u64::try_from(size).unwrap_or(0);
        let one = BigInt::one() << places;
        let (x, radius) = self.fixed(places);
        let ln_2 = ln_2(places);
        let doublings = (&x << 1u32) / (&ln_2 << 1u32);
        let Some(exponent) = doublings.to_i128() else { return Self::unknown() };
        let x = x - doublings * ln_2;
        let mut term = one.clone();
        let mut sum = one.clone();
        let mut order = 1_u32;
        while !term.is_zero() {
            term = ((term * &x) >> places) / order;
            sum += &term;
            order += 1;
        }
        // Of the argument: its radius, its rounding, and that of the multiple of ln 2. eᵈ - 1 ≤ 2d up to 1.
        let argument = radius + 2u32 + BigUint::from(exponent.unsigned_abs()) * 4u32;
        if argument >= *one.magnitude() {
            return Self::unknown();
        }
        let radius = argument * 4u32 + 4 * order;
        Self { middle: sum, radius, exponent: exponent - signed(places) }
    }

    /// What stands for `eˣ` where x has more bits than a double can hold. It is the greater the greater x is,
    /// so even a product of a great one and a small one is as great or as small as it should be.
    fn beyond(&self, size: i128) -> Self {
        const DIGITS: u32 = 110;
        let excess = u32::try_from(self.middle.bits()).unwrap_or(u32::MAX).saturating_sub(DIGITS);
        let digits = (self.middle.magnitude() >> excess).to_i128().unwrap_or(0);
        if self.radius.bits() + 64 > self.middle.bits() || digits >> (DIGITS - 1) != 1 {
            return Self::unknown();
        }
        let exponent = (2 << GREATEST_BITS) + ((size - GREATEST_BITS) << (DIGITS - 1)) + digits;
        let exponent = if self.middle.is_negative() { -exponent } else { exponent };
        Self { middle: BigInt::one() << 256, radius: BigUint::one(), exponent }
    }

    /// The natural logarithm.
    pub(super) fn ln(&self, bits: u64) -> Self {
        if self.is_positive() != Some(true) {
            return Self::unknown();
        }
        let places = bits + GUARD_BITS;
        let one = BigInt::one() << places;
        // The mantissa, from 3/4 to 3/2.
        let length = signed(self.middle.bits());
        let mut doublings = self.exponent + length;
        let shift = signed(places) - length;
        let mut mantissa = if shift >= 0 {
            &self.middle << shift.unsigned_abs()
        } else {
            &self.middle >> shift.unsigned_abs()
        };
        if mantissa < (&one * 3u32) >> 2u32 {
            mantissa <<= 1u32;
            doublings -= 1;
        }
        // ln x = 2 artanh y with y = (x - 1) / (x + 1), at most 1/5.
        let y = ((&mantissa - &one) << places) / (&mantissa + &one);
        let (artanh, terms) = artanh(&y, places);
        let middle = (artanh << 1u32) + BigInt::from(doublings) * ln_2(places);
        let least = self.middle.magnitude() - &self.radius;
        if least.is_zero() {
            return Self::unknown();
        }
        let argument = (&self.radius << places) / least + 1u32;
        let radius = argument + BigUint::from(doublings.unsigned_abs()) * 4u32 + 8 * terms + 16u32;
        Self { middle, radius, exponent: -signed(places) }
    }

    /// Whether it is below `2^-places` in magnitude.
    pub(super) fn is_below(&self, places: u64) -> bool {
        self.is_below_exponent(-signed(places))
    }

    /// Whether it is below 2^-64 of another one, whose digits are known.
    pub(super) fn is_next_to_nothing_beside(&self, other: &Self) -> bool {
        self.is_below_exponent(signed(other.middle.bits()) + other.exponent - 64)
    }

    /// Whether it is below `2^exponent` in magnitude.
    fn is_below_exponent(&self, exponent: i128) -> bool {
        signed((self.middle.magnitude() + &self.radius).bits()) + self.exponent < exponent
    }

    /// The same number, but for so little relatively.
    pub(super) fn but_for(self, bits: u64) -> Self {
        let radius = self.radius + (self.middle.magnitude() >> bits) + 1u32;
        Self { radius, ..self }
    }

    /// `(1 - cos πx) / 2` for x from 0 to 1/2.
    pub(super) fn half_cosine(&self, bits: u64) -> Self {
        if !self.is_below_exponent(64) {
            return Self::unknown();
        }
        // Near 0 it is the square of something small.
        let lead = u64::try_from(-(signed(self.middle.bits()) + self.exponent)).unwrap_or(0);
        let places = bits + GUARD_BITS + 2 * lead;
        let (x, radius) = self.fixed(places);
        let angle = (x * pi(places)) >> (places + 1);
        let square = (&angle * &angle) >> places;
        let mut term = angle.clone();
        let mut sum = angle;
        let mut order = 2_u32;
        while !term.is_zero() && order < 1 << 15 {
            term = -((term * &square) >> places) / (order * (order + 1));
            sum += &term;
            order += 2;
        }
        // The slope of the sine is at most 1, that of its square too; π/2 below 2; π itself is off by 64
        // units at most.
        let radius = radius * 2u32 + 4 * order + 200u32;
        Self { middle: (&sum * &sum) >> places, radius, exponent: -signed(places) }
    }
}

/// The double nearest to `magnitude * 2^exponent`, which is positive.
fn nearest(magnitude: &BigUint, exponent: i128) -> f64 {
    const BEYOND_DOUBLES: i128 = 1 << 60;
    let exponent = exponent.clamp(-BEYOND_DOUBLES, BEYOND_DOUBLES);
    fraction::nearest(magnitude, &BigUint::one(), i64::try_from(exponent).unwrap_or(0))
}

/// `artanh y = y + y³/3 + y⁵/5 + …` in units of `2^-places`, and the number of terms, each of which is at
/// most 3 units off.
fn artanh(y: &BigInt, places: u64) -> (BigInt, u32) {
    let square = (y * y) >> places;
    let mut power = y.clone();
    let mut sum = y.clone();
    let mut order = 3_u32;
    while !power.is_zero() && power != BigInt::from(-1) {
        power = (power * &square) >> places;
        sum += &power / order;
        order += 2;
    }
    (sum, order)
}

/// Places of the two constants below, which all but the rarest calculations do with.
const KNOWN_PLACES: u64 = 1_024;

/// ln 2 in units of `2^-KNOWN_PLACES`.
const LN_2: &[u8] = b"\
    b17217f7d1cf79abc9e3b39803f2f6af40f343267298b62d8a0d175b8baafa2be7b876206debac98559552fb\
    4afa1b10ed2eae35c138214427573b291169b8253e96ca16224ae8c51acbda11317c387eb9ea9bc3b136603b\
    256fa0ec7657f74b72ce87b19d6548caf5dfa6bd38303248655fa1872f20e3a2da2d97c50f3fd5c6";

/// π in units of `2^-KNOWN_PLACES`.
const PI: &[u8] = b"\
    3243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89452821e638d01377be5466c\
    f34e90c6cc0ac29b7c97c50dd3f84d5b5b54709179216d5d98979fb1bd1310ba698dfb5ac2ffd72dbd01adfb\
    7b8e1afed6a267e96ba7c9045f12c7f9924a19947b3916cf70801f2e2858efc16636920d871574e69";

/// ln 2 in units of `2^-places`, but for 2.
fn ln_2(places: u64) -> BigInt {
    known(LN_2, places).unwrap_or_else(|| long_ln_2(places))
}

/// π in units of `2^-places`, but for 2.
fn pi(places: u64) -> BigInt {
    known(PI, places).unwrap_or_else(|| long_pi(places))
}

/// A constant, if that many places of it are known.
fn known(digits: &[u8], places: u64) -> Option<BigInt> {
    let dropped = KNOWN_PLACES.checked_sub(places)?;
    Some(BigInt::parse_bytes(digits, 16)? >> dropped)
}

/// `2 artanh(1/3)`.
fn long_ln_2(places: u64) -> BigInt {
    inverse_series(3, places + 16, 1) >> 15u32
}

/// `16 arctan(1/5) - 4 arctan(1/239)` (Machin).
fn long_pi(places: u64) -> BigInt {
    let [fifth, other] = [5, 239].map(|number| inverse_series(number, places + 16, -1));
    ((fifth << 4u32) - (other << 2u32)) >> 16u32
}

/// `1/n + sign/(3 n³) + 1/(5 n⁵) + …`.
fn inverse_series(number: u32, places: u64, sign: i32) -> BigInt {
    let mut power = (BigInt::one() << places) / number;
    let mut sum = power.clone();
    let mut order = 3_u32;
    let mut factor = sign;
    while !power.is_zero() {
        power /= number * number;
        sum += &power / order * factor;
        factor *= sign;
        order += 2;
    }
    sum
}

/// A number of bits, which memory limits.
fn signed(bits: u64) -> i128 {
    i128::from(bits)
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;

    use super::{LN_2, PI, known, long_ln_2, long_pi};

    #[test]
    fn the_known_constants_are_those_of_the_series() {
        for places in [1_024, 1_000, 383, 64] {
            for (digits, series) in [(LN_2, long_ln_2(places)), (PI, long_pi(places))] {
                let distance = known(digits, places).map(|known| known - series);
                assert!(
                    distance.is_some_and(|by| BigInt::from(-2) <= by && by <= BigInt::from(2)),
                    "{places}"
                );
            }
        }
    }
}
