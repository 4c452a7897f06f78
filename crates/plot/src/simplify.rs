//! Fewer points for the same picture.

/// A point of a picture, in pixels.
pub(crate) type Pixel = (f64, f64);

/// How far the line may move, in pixels.
const TOLERANCE: f64 = 0.1;
/// Longer lines are simplified piece by piece, so that the work stays bounded.
const PIECE: usize = 1_024;

/// Leaves out points that the line through their neighbours passes within a tenth of a pixel
/// (Douglas and Peucker 1973).
pub(crate) fn simplify(line: &[Pixel]) -> Vec<Pixel> {
    let mut kept: Vec<Pixel> = line.first().copied().into_iter().collect();
    let mut start = 0;
    while start + 1 < line.len() {
        let end = (start + PIECE).min(line.len() - 1);
        keep(&line[start..=end], &mut kept);
        start = end;
    }
    kept
}

/// Appends the points of a piece that matter, but for its first.
fn keep(piece: &[Pixel], kept: &mut Vec<Pixel>) {
    let mut open = vec![(0, piece.len() - 1)];
    while let Some((first, last)) = open.pop() {
        let far = |&i: &usize| distance(piece[i], piece[first], piece[last]);
        let farthest = (first + 1..last).max_by(|a, b| far(a).total_cmp(&far(b)));
        match farthest.filter(|i| far(i) > TOLERANCE) {
            Some(middle) => open.extend([(middle, last), (first, middle)]),
            None => kept.push(piece[last]),
        }
    }
}

/// From a point to the segment between two others.
fn distance(p: Pixel, a: Pixel, b: Pixel) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let along =
        if length > 0.0 { (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (p.0 - a.0 - along * dx, p.1 - a.1 - along * dy);
    (x * x + y * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_stay() {
        let line: Vec<Pixel> = (0_i32..3_000).map(|i| (f64::from(i), f64::from((i - 1_500).abs()))).collect();
        let kept = simplify(&line);
        assert!(kept.len() < 10, "{kept:?}");
        assert!(
            [(0.0, 1_500.0), (1_500.0, 0.0), (2_999.0, 1_499.0)].iter().all(|corner| kept.contains(corner))
        );
    }

    #[test]
    fn degenerate_lines() {
        assert_eq!(simplify(&[]), []);
        assert_eq!(simplify(&[(1.0, 1.0)]), [(1.0, 1.0)]);
        assert_eq!(simplify(&[(1.0, 1.0), (1.0, 5.0), (1.0, 1.0)]), [(1.0, 1.0), (1.0, 5.0), (1.0, 1.0)]);
    }
}
