//! A random log of a course, as CSV.

use super::random::Random;
use super::truth::Course;

/// The steps and the printed rates of a log.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) rows: Vec<(u64, f64)>,
    /// How far a printed rate may be from the true one, as a share.
    pub(super) share: f64,
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
    let mut written = Written { text: "step,lr\n".to_owned(), rows: Vec::new(), share: 1.2e-7 };
    if digits > 0 {
        written.share = 0.51 * 10_f64.powi(1 - digits) + 1.2e-7;
    }
    for &step in steps {
        let rate = course(step);
        let digits = usize::try_from(digits).unwrap();
        let text = if digits == 0 { format!("{:e}", rate as f32) } else { format!("{rate:.*e}", digits - 1) };
        written.rows.push((step, text.parse().unwrap()));
        written.text += &format!("{step},{text}\n");
    }
    written
}

/// Whether all rows have these rates.
pub(super) fn fits(written: &Written, course: &Course) -> bool {
    let peak = written.rows.iter().map(|row| row.1).fold(0.0, f64::max);
    written.rows.iter().all(|&(step, logged)| {
        let rate = course(step);
        (rate - logged).abs() <= written.share * rate.max(logged) * 1.001 + 1.1e-9 * peak
    })
}
