//! `glidepath plot`: curves as pictures, and the curve of `show`.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::PathBuf;

use glidepath_plot::{Plot, PlotError, PngOptions, Scale, SvgOptions, SvgStyle, TextOptions};
use glidepath_report::ReportError;

use crate::failure::Failure;
use crate::from::FromArgument;
use crate::horizon::HorizonArguments;
use crate::input::{self, Input};
use crate::log::LogArguments;
use crate::logged::Logged;
use crate::output::write_file;
use crate::steps::{Span, parse_range};

const EXAMPLES: &str = "\
Examples:
  glidepath plot model.keras -o curve.svg
  glidepath plot a.json b.json -o both.png --steps 0..1e6 --log";

/// Draws the learning rates of one or more files into a picture
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files in any supported format; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The picture to write, `.svg` or `.png`
    #[arg(short, long, value_name = "OUT", value_parser = parse_picture)]
    output: Picture,
    /// The steps, such as `0..1000`. Default: a range chosen from the rates
    #[arg(long, value_name = "A..B", allow_hyphen_values = true, value_parser = parse_range)]
    steps: Option<Span>,
    /// Draw the rates on a logarithmic axis
    #[arg(long)]
    log: bool,
    /// Draw an SVG for a dark page
    #[arg(long)]
    dark: bool,
    /// Draw the log of the run as well, in any format that `check --log` reads
    #[arg(long = "with-log", value_name = "LOG", num_args = 1..)]
    logs: Vec<PathBuf>,
    #[command(flatten)]
    log_arguments: LogArguments,
    /// Width and height, from 160x100 to 4096x4096; a PNG has twice as many pixels, to be sharp
    #[arg(long, value_name = "WxH", value_parser = parse_size, default_value = "720x400")]
    size: Size,
    /// The title. Default: the name of a single curve or of its file
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[command(flatten)]
    from: FromArgument,
    #[command(flatten)]
    horizon: HorizonArguments,
}

/// A file to draw to.
#[derive(Clone)]
struct Picture {
    path: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Svg,
    Png,
}

#[derive(Clone, Copy)]
struct Size {
    width: u32,
    height: u32,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.dark && matches!(arguments.output.kind, Kind::Png) {
        return Err(Failure::Usage(
            "`--dark` draws an SVG; give `--output` a name that ends in .svg".to_owned(),
        ));
    }
    let options = arguments.from.options(&arguments.horizon)?;
    input::refuse_repeated_input(&arguments.files)?;
    let inputs =
        arguments.files.iter().map(|file| Input::read(file, &options)).collect::<Result<Vec<_>, _>>()?;
    inputs.iter().for_each(Input::tell_other_groups);
    let logged = logged(arguments)?;
    let content = draw(arguments, &inputs, logged.as_ref())
        .map_err(|error| Failure::file(&input::name(&arguments.output.path), error))?;
    write_file(&arguments.output.path, &content)
}

/// The log as a curve, if there is one.
fn logged(arguments: &Arguments) -> Result<Option<Logged>, Failure> {
    if arguments.logs.is_empty() {
        return Ok(None);
    }
    let options = arguments.from.report_options(&arguments.horizon)?;
    let options = arguments.log_arguments.apply(options, &arguments.logs)?;
    let points = options.log_points().map_err(|error| match error {
        ReportError::Log { name, error } => Failure::import(&name, &error),
        other => Failure::Usage(other.to_string()),
    })?;
    Ok(Some(Logged::new(points)))
}

fn draw(arguments: &Arguments, inputs: &[Input], logged: Option<&Logged>) -> Result<Vec<u8>, PlotError> {
    let range = arguments.steps.unwrap_or_else(|| common_range(inputs, logged));
    let labels = labels(inputs);
    let mut plot = axes(range, arguments.log)?;
    match (&arguments.title, labels.as_slice()) {
        (Some(title), _) => plot = plot.with_title(title),
        (None, [label]) => plot = plot.with_title(label),
        (None, _) => {}
    }
    for (input, label) in inputs.iter().zip(&labels) {
        let label = if inputs.len() == 1 && logged.is_none() { "" } else { label };
        plot = plot.with_curve(label, input.learning_rate());
    }
    if let Some(logged) = logged {
        plot = plot.with_curve("log", logged);
    }
    let Size { width, height } = arguments.size;
    match arguments.output.kind {
        Kind::Svg => {
            let style = if arguments.dark { SvgStyle::Dark } else { SvgStyle::Standalone };
            let options = SvgOptions::default().with_size(width, height).with_style(style);
            plot.to_svg(&options).map(String::into_bytes)
        }
        Kind::Png => plot.to_png(&PngOptions::default().with_size(width, height)),
    }
}

/// The curve of a schedule in characters.
pub(crate) fn in_terminal(
    input: &Input,
    range: Span,
    log: bool,
    width: usize,
    color: bool,
) -> Result<String, PlotError> {
    let width = u32::try_from(width).unwrap_or(u32::MAX).clamp(32, 1_000);
    let options = TextOptions::default().with_width(width).with_color(color);
    axes(range, log)?.with_curve("", input.learning_rate()).to_text(&options)
}

fn axes<'a>(range: Span, log: bool) -> Result<Plot<'a>, PlotError> {
    let scale = if log { Scale::Logarithmic } else { Scale::Linear };
    Ok(Plot::new(range.first..range.last.saturating_add(1))?.with_scale(scale))
}

/// The longest of the ranges that the schedules and the log would have alone.
fn common_range(inputs: &[Input], logged: Option<&Logged>) -> Span {
    let lasts = inputs.iter().map(|input| input.suggested_range().last).chain(logged.map(Logged::last));
    Span::all(0, lasts.max().unwrap_or(0))
}

/// What the legend calls the curves: their names, or the names of their files where schedules share one.
fn labels(inputs: &[Input]) -> Vec<String> {
    let names: Vec<_> = inputs.iter().map(Input::label).collect();
    let distinct: HashSet<_> = names.iter().collect();
    if distinct.len() == names.len() {
        names
    } else {
        inputs.iter().map(|input| input.file.clone()).collect()
    }
}

fn parse_picture(text: &str) -> Result<Picture, String> {
    let path = PathBuf::from(text);
    let extension = path.extension().and_then(OsStr::to_str).map(str::to_lowercase);
    let kind = match extension.as_deref() {
        Some("svg") => Kind::Svg,
        Some("png") => Kind::Png,
        _ => return Err("a picture ends in .svg or .png".to_owned()),
    };
    Ok(Picture { path, kind })
}

fn parse_size(text: &str) -> Result<Size, String> {
    let numbers = text.split_once(['x', 'X', '×']);
    let size = numbers.and_then(|(width, height)| {
        Some(Size { width: width.trim().parse().ok()?, height: height.trim().parse().ok()? })
    });
    size.filter(|size| (160..=4096).contains(&size.width) && (100..=4096).contains(&size.height))
        .ok_or_else(|| format!("`{text}` is not a size from 160x100 to 4096x4096"))
}
