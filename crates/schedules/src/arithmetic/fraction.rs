//! Exact rational numbers, and the nearest double of one.

use core::ops::{Add, Div, Mul, Sub};

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer as _;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};

/// `numerator / denominator` in lowest terms.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fraction {
    pub(crate) numerator: BigInt,
    pub(crate) denominator: BigUint,
}

impl Fraction {
    pub(crate) fn new(numerator: BigInt, denominator: BigUint) -> Self {
        if numerator.is_zero() {
            return Self { numerator, denominator: BigUint::one() };
        }
        // Most denominators are powers of two, or such a power times something small.
        let zeros_of = |number: &BigUint| number.trailing_zeros().unwrap_or(0);
        let zeros = zeros_of(numerator.magnitude()).min(zeros_of(&denominator));
        let (numerator, denominator) = (numerator >> zeros, denominator >> zeros);
        let odd = &denominator >> zeros_of(&denominator);
        if odd.is_one() {
            return Self { numerator, denominator };
        }
        let common = (numerator.magnitude() % &odd).gcd(&odd);
        if common.is_one() {
            return Self { numerator, denominator };
        }
        Self { numerator: numerator / BigInt::from(common.clone()), denominator: denominator / common }
    }

    pub(crate) fn whole(value: impl Into<BigInt>) -> Self {
        Self { numerator: value.into(), denominator: BigUint::one() }
    }

    /// A finite double, exactly.
    pub(crate) fn from_f64(value: f64) -> Self {
        let bits = value.to_bits();
        let field = (bits >> 52) & 0x7ff;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, exponent) = if field == 0 { (fraction, 1) } else { (fraction | 1 << 52, field) };
        let zeros = u64::from(mantissa.trailing_zeros()).min(52);
        let magnitude = BigInt::from(mantissa >> zeros);
        let mantissa = if value < 0.0 { -magnitude } else { magnitude };
        let exponent = exponent + zeros;
        if exponent >= 1_075 {
            return Self::whole(mantissa << (exponent - 1_075));
        }
        Self::new(mantissa, BigUint::one() << (1_075 - exponent))
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.numerator.is_zero()
    }

    pub(crate) fn is_one(&self) -> bool {
        self.denominator.is_one() && self.numerator.is_one()
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.numerator.is_negative()
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.denominator.is_one()
    }

    pub(crate) fn floor(&self) -> BigInt {
        self.numerator.div_floor(&BigInt::from(self.denominator.clone()))
    }

    /// The least whole number that is not below.
    pub(crate) fn ceil(&self) -> BigInt {
        -(-self.numerator.clone()).div_floor(&BigInt::from(self.denominator.clone()))
    }

    pub(crate) fn recip(&self) -> Self {
        let sign = self.numerator.sign();
        Self {
            numerator: BigInt::from_biguint(sign, self.denominator.clone()),
            denominator: self.numerator.magnitude().clone(),
        }
    }

    /// `self ^ exponent` if that is rational and not too long, for a positive number.
    pub(crate) fn power(&self, exponent: &Self, most_bits: u64) -> Option<Self> {
        let root = exponent.denominator.to_u32()?;
        let times = exponent.numerator.magnitude().to_u64()?;
        let root_of = |number: &BigUint| {
            if number.is_one() {
                return Some(number.clone());
            }
            if u64::from(root) > number.bits() {
                return None;
            }
            let rooted = number.nth_root(root);
            (rooted.pow(root) == *number).then_some(rooted)
        };
        let (top, bottom) = (root_of(self.numerator.magnitude())?, root_of(&self.denominator)?);
        if top.bits().max(bottom.bits()).saturating_sub(1).saturating_mul(times) > most_bits {
            return None;
        }
        let times = if top.is_one() && bottom.is_one() { 1 } else { u32::try_from(times).ok()? };
        let (top, bottom) = (top.pow(times), bottom.pow(times));
        let (top, bottom) = if exponent.is_negative() { (bottom, top) } else { (top, bottom) };
        Some(Self { numerator: BigInt::from(top), denominator: bottom })
    }

    /// The magnitude as a whole number of more than 120 bits times a power of two, and whether that is all of
    /// it.
    pub(super) fn leading_digits(&self) -> (u128, i64, bool) {
        let magnitude = self.numerator.magnitude();
        let bits = |number: &BigUint| i64::try_from(number.bits()).unwrap_or(i64::MAX / 4);
        let shift = 126 - bits(magnitude) + bits(&self.denominator);
        let (digits, rest) = if shift >= 0 {
            (magnitude << shift.unsigned_abs()).div_rem(&self.denominator)
        } else {
            magnitude.div_rem(&(&self.denominator << shift.unsigned_abs()))
        };
        (digits.to_u128().unwrap_or(0), -shift, rest.is_zero())
    }

    /// The nearest double, ties to even; from 0 to `f64::MAX`.
    pub(crate) fn nearest(&self) -> f64 {
        match self.numerator.sign() {
            Sign::Minus | Sign::NoSign => 0.0,
            Sign::Plus => nearest(self.numerator.magnitude(), &self.denominator, 0),
        }
    }
}

/// The double nearest to `numerator / denominator * 2^exponent`, which is positive; ties to even.
pub(super) fn nearest(numerator: &BigUint, denominator: &BigUint, exponent: i64) -> f64 {
    let bits_of = |number: &BigUint| i64::try_from(number.bits()).unwrap_or(i64::MAX / 4);
    // A quotient of 60 bits or 61, and whether something is left.
    let shift = 60 - bits_of(numerator) + bits_of(denominator);
    let (quotient, rest) = if shift >= 0 {
        (numerator << shift.unsigned_abs()).div_rem(denominator)
    } else {
        numerator.div_rem(&(denominator << shift.unsigned_abs()))
    };
    let Some(mut quotient) = quotient.to_u64() else { return f64::MAX };
    let bits = i64::from(64 - quotient.leading_zeros());
    quotient = quotient << 1 | u64::from(!rest.is_zero()); // what is left can only break a tie
    let scale = exponent.saturating_sub(shift).saturating_sub(1);
    let last_place = scale.saturating_add(bits + 1 - 53).max(-1_074);
    let dropped = last_place.saturating_sub(scale);
    if dropped > bits + 2 {
        return 0.0;
    }
    if last_place > 971 {
        return f64::MAX;
    }
    let dropped = dropped.unsigned_abs();
    let (kept, below) = (quotient >> dropped, quotient & ((1 << dropped) - 1));
    let half = 1 << (dropped - 1);
    let mantissa = kept + u64::from(below > half || (below == half && kept & 1 == 1));
    // The leading bit of the mantissa adds 1 to the exponent; so does a carry.
    let rate = f64::from_bits(((last_place + 1_074).unsigned_abs() << 52) + mantissa);
    rate.min(f64::MAX)
}

impl Add for &Fraction {
    type Output = Fraction;

    fn add(self, other: Self) -> Fraction {
        let (mine, others) =
            (BigInt::from(other.denominator.clone()), BigInt::from(self.denominator.clone()));
        Fraction::new(
            &self.numerator * mine + &other.numerator * others,
            &self.denominator * &other.denominator,
        )
    }
}

impl Sub for &Fraction {
    type Output = Fraction;

    fn sub(self, other: Self) -> Fraction {
        self + &Fraction { numerator: -other.numerator.clone(), denominator: other.denominator.clone() }
    }
}

impl Mul for &Fraction {
    type Output = Fraction;

    fn mul(self, other: Self) -> Fraction {
        Fraction::new(&self.numerator * &other.numerator, &self.denominator * &other.denominator)
    }
}

impl Div for &Fraction {
    type Output = Fraction;

    fn div(self, other: Self) -> Fraction {
        Mul::mul(self, &other.recip())
    }
}
