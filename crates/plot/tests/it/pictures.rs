//! SVG and PNG.

use glidepath_core::schedule_fn;
use glidepath_plot::{Plot, Scale, SvgOptions, SvgStyle};
use roxmltree::Document;

use crate::common::{cosine_with_warmup, float, hostile_labels, ranges, schedules};

fn inline() -> SvgOptions {
    SvgOptions::default().with_size(480, 180).with_style(SvgStyle::Inline)
}

/// Well-formed, nothing outside the picture, nothing that a page must not have.
#[track_caller]
fn check(svg: &str, options: (f64, f64)) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    assert!(root.attribute("aria-label").is_some_and(|label| label.contains("learning rate")), "{svg}");
    assert!(svg.lines().all(|line| !line.trim().is_empty()), "{svg}");
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        assert!(matches!(node.tag_name().name(), "svg" | "title" | "path" | "text"), "{svg}");
        assert_eq!(node.attribute("id"), None);
        for (name, limit) in [("x", options.0), ("y", options.1)] {
            let place: f64 = node.attribute(name).map_or(0.0, |place| place.parse().unwrap());
            assert!((0.0..=limit).contains(&place), "{svg}");
        }
    }
}

#[test]
fn every_picture_is_well_formed() {
    for schedule in schedules() {
        for range in ranges() {
            for scale in [Scale::Linear, Scale::Logarithmic] {
                let plot = Plot::new(range.clone()).unwrap().with_scale(scale).with_title("a title");
                let plot = plot.with_curve("a label", &schedule);
                check(&plot.to_svg(&inline().with_size(300, 160)).unwrap(), (300.0, 160.0));
                let smallest = SvgOptions::default().with_size(160, 100);
                check(&plot.to_svg(&smallest).unwrap(), (160.0, 100.0));
            }
        }
    }
}

#[test]
fn labels_may_be_anything() {
    let schedule = schedule_fn(|_| 0.1);
    for label in hostile_labels() {
        let plot = Plot::new(0..10).unwrap().with_title(&label).with_curve(&label, &schedule);
        for style in [SvgStyle::Standalone, SvgStyle::Inline] {
            check(&plot.to_svg(&SvgOptions::default().with_style(style)).unwrap(), (720.0, 400.0));
        }
    }
}

#[test]
fn labels_are_in_the_picture_as_they_are() {
    let schedule = schedule_fn(|_| 0.1);
    let label = "a < b & \"c\" 'd' >";
    let svg = Plot::new(0..10).unwrap().with_curve(label, &schedule).to_svg(&SvgOptions::default()).unwrap();
    let document = Document::parse(&svg).unwrap();
    let mut texts =
        document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    assert!(texts.any(|text| text.text() == Some(label)), "{svg}");
}

#[test]
fn pictures_for_pages_are_small_and_take_the_colour_of_the_page() {
    let smooth = schedule_fn(cosine_with_warmup);
    let ragged = schedule_fn(|step| float(step.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 11));
    for (schedule, most) in [(&smooth as &dyn glidepath_core::LearningRateSchedule, 2_000), (&ragged, 8_000)]
    {
        let svg = Plot::new(0..1_000_000).unwrap().with_curve("", schedule).to_svg(&inline()).unwrap();
        assert!(svg.len() < most, "{}", svg.len());
        assert!(svg.contains("currentColor") && !svg.contains('#'), "{svg}");
    }
}

/// These bytes must not change from run to run or from machine to machine.
#[test]
fn an_inline_picture() {
    let schedule = schedule_fn(|step| if step < 500 { 0.1 } else { 0.05 });
    let plot = Plot::new(0..1_000).unwrap().with_curve("", &schedule);
    let svg = plot.to_svg(&inline().with_size(200, 100)).unwrap();
    assert_eq!(svg, include_str!("inline.svg"), "got:\n{svg}");
}

#[cfg(feature = "png")]
mod png {
    use glidepath_plot::PngOptions;
    use tiny_skia::Pixmap;

    use super::*;

    #[test]
    fn pixels_are_drawn_in_the_size_asked_for() {
        let schedule = schedule_fn(cosine_with_warmup);
        let plot = Plot::new(0..1_000_000).unwrap().with_curve("cosine", &schedule);
        for (width, height, ratio) in [(160, 100, 1), (720, 400, 2), (300, 2_000, 3)] {
            let options = PngOptions::default().with_size(width, height).with_pixel_ratio(ratio);
            let picture = Pixmap::decode_png(&plot.to_png(&options).unwrap()).unwrap();
            assert_eq!((picture.width(), picture.height()), (width * ratio, height * ratio));
            let count = |[r, g, b]: [u8; 3]| {
                picture.pixels().iter().filter(|p| (p.red(), p.green(), p.blue()) == (r, g, b)).count()
            };
            assert!(count([0x00, 0x72, 0xb2]) > 100, "the curve");
            assert!(count([0x33; 3]) > 10, "text");
            assert!(count([0xff; 3]) > picture.pixels().len() / 2, "the ground");
        }
    }

    #[test]
    fn every_input_has_a_picture() {
        let options = PngOptions::default().with_size(200, 120).with_pixel_ratio(1);
        for schedule in schedules() {
            for range in ranges() {
                let plot = Plot::new(range).unwrap().with_curve("", &schedule);
                assert!(plot.to_png(&options).is_ok());
            }
        }
        let schedule = schedule_fn(|_| 0.1);
        for label in hostile_labels() {
            let plot = Plot::new(0..10).unwrap().with_title(&label).with_curve(&label, &schedule);
            assert!(plot.to_png(&options).is_ok());
        }
    }

    #[test]
    fn sizes_are_checked() {
        let plot = Plot::new(0..1).unwrap();
        let error = |options: PngOptions| plot.to_png(&options).unwrap_err().to_string();
        let options = PngOptions::default();
        assert_eq!(error(options.with_size(159, 400)), "`width` must be between 160 and 4096, got 159");
        assert_eq!(error(options.with_size(160, 5_000)), "`height` must be between 100 and 4096, got 5000");
        assert_eq!(error(options.with_pixel_ratio(0)), "`pixel_ratio` must be between 1 and 4, got 0");
    }
}

#[test]
fn a_page_styles_a_classed_picture() {
    let (falling, steady) = (schedule_fn(|step| if step < 9 { 1.0 } else { 0.1 }), schedule_fn(|_| 0.5));
    let plot = Plot::new(0..100).unwrap().with_curve("falling", &falling).with_curve("steady", &steady);
    let svg = plot.to_svg(&SvgOptions::default().with_style(SvgStyle::Classed)).unwrap();
    for class in ["class=\"grid\"", "class=\"frame\"", "class=\"curve curve-0\"", "class=\"curve curve-1\""] {
        assert!(svg.contains(class), "{class} is not in {svg}");
    }
    assert!(!svg.contains("style=") && !svg.contains("stroke=\"#") && !svg.contains(">falling<"), "{svg}");
}

#[test]
fn a_logarithmic_frame_has_rates_at_its_ends() {
    let schedule = schedule_fn(|step| if step < 50 { 1e-2 } else { 1e-5 });
    let plot = Plot::new(0..100).unwrap().with_curve("", &schedule).with_scale(Scale::Logarithmic);
    let (_, frame) = plot.to_svg_and_frame(&SvgOptions::default()).unwrap();
    assert!((frame.lowest_rate / 1e-5 - 1.0).abs() < 1e-9, "{frame:?}");
    assert!((frame.highest_rate / 1e-2 - 1.0).abs() < 1e-9, "{frame:?}");
}

#[test]
fn fewer_rates_are_asked_for_where_that_is_wanted() {
    let asked = std::cell::Cell::new(0_usize);
    let schedule = schedule_fn(|_| {
        asked.set(asked.get() + 1);
        0.1
    });
    let plot = Plot::new(0..300_000).unwrap().with_curve("", &schedule).with_most_rates(20_000);
    plot.to_svg(&SvgOptions::default()).unwrap();
    assert!(asked.get() <= 20_000, "{}", asked.get());
}
