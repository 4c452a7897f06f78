//! A random log of a course, as CSV.

use super::random::Random;
use super::truth::Course;

/// The steps and the printed rates of a log.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) rows: Vec<(u64, f64)>,
    /// The number of printed digits; 0 for all digits of a 32-bit float.
    digits: usize,
    /// How far a printed rate may be from the true one, as a share.
    pub(super) share: f64,
    /// The same, as far as the column shows: 0.1, 0.2, 0.3, … may be rounded.
    shown: f64,
}

pub(super) fn steps(random: &mut Random, most: u64) -> Vec<u64> {
    let spacing = random.pick(&[1, 1, 5, 10, 50, 100, 500]);
    let points = random.log(5.0, most as f64).round() as u64;
    let first = random.pick(&[0, 0, spacing - 1, spacing]);
    let all = (0..points).map(|index| first + index * spacing);
    let missing = random.chance(0.5);
    let kept: Vec<_> = all.filter(|_| !(missing && random.chance(0.05))).collect();
    kept
}

pub(super) fn write(course: &Course, steps: &[u64], random: &mut Random) -> Written {
    let digits = random.pick(&[0, 0, 0, 3, 4, 5, 6, 8]);
    let mut written =
        Written { text: "step,lr\n".to_owned(), rows: Vec::new(), digits, share: share(digits), shown: 0.0 };
    let mut most = 0;
    for &step in steps {
        let text = printed(course(step), digits);
        written.rows.push((step, text.parse().unwrap()));
        written.text += &format!("{step},{text}\n");
        most = most.max(text.split('e').next().unwrap().bytes().filter(u8::is_ascii_digit).count());
    }
    written.shown = share(most);
    written
}

/// How far a rate of this many digits may be from the true one; 0 for those of a 32-bit float.
fn share(digits: usize) -> f64 {
    if digits == 0 { 1.2e-7 } else { 0.51 * 10_f64.powi(1 - digits as i32) + 1.2e-7 }
}

fn printed(rate: f64, digits: usize) -> String {
    if digits == 0 { format!("{:e}", rate as f32) } else { format!("{rate:.*e}", digits - 1) }
}

/// Whether all rows have these rates.
pub(super) fn fits(written: &Written, course: &Course) -> bool {
    fitting(written, course, written.share) == written.rows.len()
}

/// The number of first rows that have these rates within a share.
fn fitting(written: &Written, course: &Course, share: f64) -> usize {
    let peak = written.rows.iter().map(|row| row.1).fold(0.0, f64::max);
    let agrees = |&&(step, logged): &&(u64, f64)| {
        let rate = course(step);
        (rate - logged).abs() <= share * rate.max(logged) * 1.001 + 1.1e-9 * peak
    };
    written.rows.iter().take_while(agrees).count()
}

/// Whether this may be the first step with another rate: the rows before it have these rates, and the rate of
/// its own row would be printed with other digits.
pub(super) fn differs_since(written: &Written, course: &Course, since: u64) -> bool {
    let Some(index) = written.rows.iter().position(|row| row.0 == since) else { return false };
    let own: f64 = printed(course(since), written.digits).parse().unwrap();
    fitting(written, course, written.shown) >= index && own != written.rows[index].1
}
