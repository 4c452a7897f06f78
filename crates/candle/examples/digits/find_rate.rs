//! The command `find-rate`.

use std::fs;
use std::path::Path;

use candle_nn::Optimizer;
use glidepath::MetricSchedule;
use glidepath_schedules::{RangePoint, RangeTest};
use plotters::prelude::*;

use crate::Result;
use crate::data::Digits;
use crate::model::Model;
use crate::momentum::Momentum;

pub(crate) fn find_rate(digits: &Digits, seed: u64, plot: Option<&Path>) -> Result<()> {
    let model = Model::new(seed)?;
    let mut optimizer = Momentum::new(model.vars(), 0.0)?;
    let mut test = RangeTest::new(1e-4, 10.0, 200)?.with_smoothing(0.9)?;
    while !test.is_done() {
        optimizer.set_learning_rate(test.learning_rate());
        let loss = model.loss(&digits.batch(seed, test.points().len() as u64)?)?;
        optimizer.backward_step(&loss)?;
        test.observe(f64::from(loss.to_scalar::<f32>()?));
    }
    let how = if test.is_diverged() { "the loss diverged" } else { "the loss did not diverge" };
    println!("{} steps; {how}", test.points().len());
    let suggestions = [("steepest", test.steepest()), ("valley", test.valley())];
    for (name, rate) in suggestions {
        println!("{name:<9} {}", rate.map_or("none".to_owned(), |rate| format!("{rate:.4}")));
    }
    if let Some(path) = plot {
        fs::write(path, draw(test.points(), &suggestions)?)?;
    }
    Ok(())
}

/// The smoothed losses as a line, the others as dots, over a logarithmic axis of rates.
fn draw(points: &[RangePoint], suggestions: &[(&str, Option<f64>); 2]) -> Result<String> {
    let mut svg = String::new();
    let area = SVGBackend::with_string(&mut svg, (720, 400)).into_drawing_area();
    area.fill(&WHITE)?;
    let rates = points.first().map_or(1e-4, |point| point.learning_rate)
        ..points.last().map_or(10.0, |point| point.learning_rate);
    let highest = 1.5 * points.first().map_or(1.0, |point| point.smoothed_loss);
    let mut chart = ChartBuilder::on(&area)
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(48)
        .build_cartesian_2d(rates.log_scale(), 0.0..highest)?;
    chart
        .configure_mesh()
        .x_desc("learning rate")
        .y_desc("loss")
        .label_style(("sans-serif", 14))
        .light_line_style(TRANSPARENT)
        .draw()?;
    let visible = points.iter().filter(|point| point.loss <= highest);
    chart
        .draw_series(visible.map(|point| Circle::new((point.learning_rate, point.loss), 2, BLUE.mix(0.3))))?;
    let line = points.iter().filter(|point| point.smoothed_loss <= highest);
    chart.draw_series(LineSeries::new(
        line.map(|point| (point.learning_rate, point.smoothed_loss)),
        BLUE.stroke_width(2),
    ))?;
    for (height, &(name, rate)) in [0.16, 0.08].iter().zip(suggestions) {
        let Some(rate) = rate else { continue };
        chart.draw_series([PathElement::new([(rate, 0.0), (rate, highest)], RED)])?;
        let label = format!(" {name} {rate:.3}");
        chart.draw_series([Text::new(label, (rate, height * highest), ("sans-serif", 14))])?;
    }
    drop(chart);
    drop(area);
    Ok(svg)
}
