//! Plots in the terminal.

use std::ops::Range;

use glidepath_core::schedule_fn;
use glidepath_plot::{Plot, PlotError, Scale, TextOptions};
use unicode_width::UnicodeWidthStr;

use crate::common::{cosine_with_warmup, float, hostile_labels, ranges, schedules};

fn options(width: u32, height: u32) -> TextOptions {
    TextOptions::default().with_width(width).with_height(height)
}

#[track_caller]
fn check(plot: &Plot, options: &TextOptions, expected: &str) {
    let text = plot.to_text(options).unwrap();
    assert_eq!(Some(text.as_str()), expected.strip_prefix('\n'), "got:\n{text}");
}

#[test]
fn warmup_and_cosine_decay() {
    let schedule = schedule_fn(cosine_with_warmup);
    let plot =
        Plot::new(0..1_000_000).unwrap().with_title("Warmup and cosine decay").with_curve("", &schedule);
    check(
        &plot,
        &options(50, 10),
        "
Warmup and cosine decay
1e-4 ┤   ⢠⠋⠉⠉⠑⠒⠒⠢⠤⣀⣀
     │   ⡸          ⠉⠒⠤⢄⡀
     │  ⢠⠃              ⠉⠑⠢⢄⡀
5e-5 ┤  ⡎                   ⠉⠒⠦⢄
     │ ⡜                        ⠉⠒⠤⣀
     │⢰⠁                            ⠉⠒⠢⣄⡀
   0 ┤⡇                                 ⠈⠉⠑⠒⠤⠤⢄⣀⣀⣀
     └┬───────┬────────┬────────┬────────┬───────┬
step  0     200k     400k     600k     800k     1M
",
    );
}

#[test]
fn jumps_are_vertical_lines() {
    let schedule = schedule_fn(|step| [0.1, 0.05, 0.01][usize::try_from(step / 30_000).unwrap().min(2)]);
    let plot = Plot::new(0..90_000).unwrap().with_curve("three pieces", &schedule);
    check(
        &plot,
        &options(50, 10),
        "
⠤⠤⠤⠤⠤ three pieces
0.10 ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⢹
     │              ⢸
     │              ⢸
0.05 ┤              ⠸⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⡄
     │                             ⡇
     │                             ⡇
   0 ┤                             ⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
     └┬────────┬─────────┬─────────┬─────────┬────
step  0       20k       40k       60k       80k
",
    );
}

#[test]
fn curves_differ_by_pattern() {
    let (falling, rising) =
        (schedule_fn(|step| 0.01 * float(100 - step)), schedule_fn(|step| 0.01 * float(step)));
    let plot = Plot::new(0..100).unwrap().with_curve("falling", &falling).with_curve("rising", &rising);
    check(
        &plot,
        &options(50, 10),
        "
⠤⠤⠤⠤⠤ falling   ⠄⠠ ⠄⠠ rising
 1.0 ┤⠙⠒⠲⠤⣄⣀                                 ⡀⠄⠠⠐⠈
     │     ⠈⠉⠓⠒⠦⠤⣄⡀                   ⡀⠄⠠⠐⠈ ⠁
     │            ⠉⠉⠓⠲⠤⣄⣀       ⢀⠠⠐ ⠂⠁
 0.5 ┤                  ⠈⢉⠹⠒⠦⢦⣁⣈
     │            ⢀ ⡀⠄⠂⠁⠈      ⠈⠉⠓⠲⠤⣄⣀⡀
     │     ⢀ ⡀⠄⠂⠐⠈                    ⠉⠓⠒⠦⢤⣀⣀
   0 ┤⡀⠄⠠⠐⠈                                 ⠈⠉⠓⠲⠤⢤
     └┬───────┬────────┬────────┬────────┬───────┬
step  0      20       40       60       80     100
",
    );
}

#[test]
fn curves_differ_by_color() {
    let (high, low) = (schedule_fn(|_| 1.0), schedule_fn(|_| 0.0));
    let plot = Plot::new(0..100).unwrap().with_curve("high", &high).with_curve("low", &low);
    check(
        &plot,
        &options(32, 8).with_color(true),
        "
\x1b[36m⠤⠤⠤⠤⠤\x1b[0m high   \x1b[33m⠤⠤⠤⠤⠤\x1b[0m low
 1.0 ┤\x1b[36m⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉\x1b[0m
     │
 0.5 ┤
     │
   0 ┤\x1b[33m⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀\x1b[0m
     └┬────┬────┬────┬────┬────┬
step  0   20   40   60   80  100
",
    );
}

#[test]
fn a_logarithmic_axis_says_what_it_leaves_out() {
    let schedule =
        schedule_fn(|step| if step < 900 { 0.1 * (1.0 - float(step) / 900.0).powi(4) } else { 0.0 });
    let plot = Plot::new(0..1_000).unwrap().with_scale(Scale::Logarithmic).with_curve("", &schedule);
    check(
        &plot,
        &options(50, 10),
        "
 1e-1 ┤⠉⠉⠉⠉⠑⠒⠒⠒⠒⠒⠒⠒⠦⠤⠤⠤⠤⠤⣄⣀⣀⣀⣀
      │                       ⠉⠉⠉⠑⠒⠒⠦⠤⣄⣀
 1e-5 ┤                                 ⠉⠒⠢⣀
      │                                    ⠈⢢
 1e-9 ┤                                      ⡇
      │                                      ⢇
1e-13 ┤                                      ⢸⣀⣀⣀⣀
      └┬───────┬────────┬───────┬────────┬───────┬
 step  0      200      400     600      800   1000
rates below 1e-13 lie on the lower edge
",
    );
}

#[test]
fn a_plot_without_curves_is_two_axes() {
    check(
        &Plot::new(5..6).unwrap(),
        &options(32, 8),
        "
 1.0 ┤
     │
     │
 0.5 ┤
     │
   0 ┤
     └┬────────────────────────┬
step  5                        6
",
    );
}

#[test]
fn every_plot_fits_and_no_label_comes_twice() {
    for schedule in schedules() {
        for range in ranges() {
            for (width, height) in [(32, 8), (47, 13), (80, 20), (121, 57)] {
                for scale in [Scale::Linear, Scale::Logarithmic] {
                    let plot = Plot::new(range.clone()).unwrap().with_scale(scale).with_title("title");
                    let plot = plot.with_curve("first", &schedule).with_curve("second", &schedule);
                    let text = plot.to_text(&options(width, height)).unwrap();
                    assert_fits(&text, width, height);
                    assert_labels_differ(&text);
                }
            }
        }
    }
}

#[track_caller]
fn assert_fits(text: &str, width: u32, height: u32) {
    assert_eq!(text.lines().count(), height as usize, "{text}");
    assert!(text.lines().all(|line| line.width() <= width as usize), "{width}:\n{text}");
}

#[track_caller]
fn assert_labels_differ(text: &str) {
    let rates: Vec<_> =
        text.lines().filter_map(|line| line.split_once(" ┤")).map(|(label, _)| label.trim()).collect();
    let steps = text.lines().find_map(|line| line.trim_start().strip_prefix("step")).unwrap();
    let steps: Vec<_> = steps.split_whitespace().collect();
    for labels in [&rates, &steps] {
        let mut once = labels.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), labels.len(), "{text}");
    }
    assert!(rates.len() >= 2, "{text}");
}

#[test]
fn labels_may_be_anything() {
    let schedule = schedule_fn(|_| 0.1);
    for label in hostile_labels() {
        let plot = Plot::new(0..10).unwrap().with_title(&label).with_curve(&label, &schedule);
        let text = plot.with_curve(&label, &schedule).to_text(&options(40, 12)).unwrap();
        assert_fits(&text, 40, 12);
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    }
}

#[test]
fn thousands_of_curves_have_a_legend_with_a_count() {
    let schedule = schedule_fn(cosine_with_warmup);
    let plot = Plot::new(0..1_000_000).unwrap();
    let plot = (0..3_000).fold(plot, |plot, i| plot.with_curve(&format!("curve number {i}"), &schedule));
    let text = plot.to_text(&TextOptions::default()).unwrap();
    assert_fits(&text, 80, 20);
    assert!(text.contains("+2989 more"), "{text}");
}

#[test]
fn errors_say_what_came() {
    let message = |error: PlotError| error.to_string();
    assert_eq!(message(Plot::new(5..5).unwrap_err()), "`steps` must not be empty, got 5..5");
    assert_eq!(
        message(Plot::new(Range { start: 7, end: 0 }).unwrap_err()),
        "`steps` must not be empty, got 7..0"
    );
    let plot = Plot::new(0..1).unwrap();
    let error = |width, height| message(plot.to_text(&options(width, height)).unwrap_err());
    assert_eq!(error(31, 20), "`width` must be between 32 and 1000, got 31");
    assert_eq!(error(80, 1_001), "`height` must be between 8 and 1000, got 1001");
}
