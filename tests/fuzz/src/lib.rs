//! What must hold of everything that is read, whatever the bytes were.

use std::io::{Cursor, Write};

use glidepath_core::{LearningRateSchedule, MetricSchedule};
use glidepath_interop::fuzzing as containers;
use glidepath_interop::{
    ExportOptions, Imported, ImportedMetric, InteropError, Target, Written, approximate, export,
    import_bytes, import_metric_bytes, transformers,
};
use glidepath_report::ReportOptions;
use glidepath_serde::LearningRate;
use glidepath_tests::misread::{self, Example};
use serde_json::Value;
use zip::write::{SimpleFileOptions, ZipWriter};

/// What the files of HDF5 begin with.
pub const HDF5: &[u8] = b"\x89HDF\r\n\x1a\n";

/// The pickles before the one that matters in a file of `torch.save` from before 1.6.
pub const TORCH_LEGACY: &[u8] = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}q\x00.";

/// The steps at which rates are looked at.
const STEPS: [u64; 7] = [0, 1, 2, 10, 1_000, 1 << 40, u64::MAX];

/// Reads a file in every way. It is an error with a text, or what it gives keeps its promises.
///
/// # Panics
///
/// If something does not hold.
pub fn check(file: &[u8]) {
    check_import(import_bytes(file));
    if let Ok(imported) = import_metric_bytes(file) {
        check_metric(imported);
    }
}

/// Reads a file as [`check`], with the beginning of its kind before it if it has none.
///
/// # Panics
///
/// As [`check`].
pub fn check_behind(beginning: &[u8], file: &[u8]) {
    let signature = &beginning[..beginning.len().min(8)];
    if file.starts_with(signature) { check(file) } else { check(&[beginning, file].concat()) }
}

/// Holds a log against a schedule. It is an error with a text, or a report whose numbers can be written.
///
/// # Panics
///
/// If something does not hold.
pub fn check_log(log: &[u8]) {
    let schedule =
        br#"{"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.0, "decay_steps": 180,
        "warmup_target": 0.001, "warmup_steps": 20}}"#;
    let report = ReportOptions::new().with_log("log", log).report_bytes("schedule.json", schedule);
    if let Some(error) = &report.error {
        assert!(!error.to_string().is_empty());
    }
    let json: Value = serde_json::from_str(&report.to_json()).expect("JSON");
    assert_eq!(json["ok"], report.is_ok());
    for finding in json["findings"].as_array().expect("findings") {
        let factor = &finding["factor"];
        assert!(factor.is_null() || factor.as_f64().is_some_and(|factor| factor > 0.0), "{finding}");
    }
}

/// Reads the arguments and the state of a Trainer's run.
///
/// # Panics
///
/// As [`check`].
pub fn check_run(arguments: &str, trainer_state: &str) {
    if let (Ok(arguments), Ok(state)) = (serde_json::from_str(arguments), serde_json::from_str(trainer_state))
    {
        check_import(transformers::import_run(&arguments, &state));
    }
}

/// Reads Hjson. What is JSON has the same values as JSON.
///
/// # Panics
///
/// If something does not hold.
pub fn check_hjson(text: &str) {
    let (can_only_be, hjson) = containers::hjson(text);
    check_value(&hjson);
    if let Ok(json) = serde_json::from_str(text) {
        // Two equal keys and what is nested deep are refused in both languages.
        if let Ok(hjson) = hjson {
            assert!(!can_only_be, "{text}");
            assert_same(&json, &hjson);
        }
    }
}

/// Reads a literal of Python, alone and as the optimizer of a model card.
///
/// # Panics
///
/// If something does not hold.
pub fn check_python(text: &str) {
    let (_, literal) = containers::python(text);
    check_value(&literal);
    let card = format!("- optimizer: {}\n", text.trim());
    match containers::model_card(&card) {
        Ok(Some((config, line))) => {
            assert_eq!(line, 1);
            assert!(literal.is_err() || literal.is_ok_and(|literal| literal == config), "{text}");
        }
        Ok(None) => {}
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    if let Err(error) = containers::model_card(text) {
        assert!(!error.to_string().is_empty());
    }
}

/// Reads the fields of a message.
///
/// # Panics
///
/// If something does not hold.
pub fn check_protobuf(bytes: &[u8]) {
    let (fields, texts) = containers::protobuf(bytes);
    match fields {
        Ok(count) => assert!(count <= bytes.len()),
        Err((offset, problem)) => assert!(offset <= bytes.len() && !problem.is_empty()),
    }
    if let Some(texts) = texts {
        assert!(texts.into_iter().map(str::len).sum::<usize>() <= bytes.len());
    }
}

/// Changes the values of an example, puts in a key, and looks whether the file is misread then. `choices`
/// tells which example, which changes, and which key.
///
/// # Panics
///
/// If it is misread.
pub fn check_misread(examples: &[Example], choices: &[u8]) {
    let mut choices = Choices(choices);
    let example = choices.of(examples);
    let mut tree = example.tree.clone();
    for _ in 0..choices.number() % 4 {
        tree = changed(&tree, &mut choices);
    }
    let Some(example) = Example::new(&example.name, &tree, example.form) else { return };
    let path = choices.of(&misread::objects(&example.tree)).clone();
    let result = if choices.number().is_multiple_of(3) {
        let key = *choices.of(misread::HARMLESS);
        misread::put_harmless(&example, &path, key, &misread::harmless_value(key))
    } else {
        let word = choices.of(misread::SPEAKING);
        let key = choices.of(&misread::spellings(word)).clone();
        misread::put_speaking(&example, &path, &key, choices.of(&misread::values()))
    };
    if let Err(problem) = result {
        panic!("{problem}\n{}", example.tree);
    }
}

/// What a fuzzer chooses, a byte for a choice; the first where there are no more.
struct Choices<'c>(&'c [u8]);

impl Choices<'_> {
    fn number(&mut self) -> usize {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(first)
    }

    fn of<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        let number = self.number() * 256 + self.number();
        &list[number % list.len()]
    }
}

/// A tree with one key taken away, renamed, set to another value, or moved under another key.
fn changed(tree: &Value, choices: &mut Choices<'_>) -> Value {
    let path = choices.of(&misread::objects(tree)).clone();
    let keys: Vec<_> = misread::get(tree, &path)
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|object| object.keys())
        .collect();
    if keys.is_empty() {
        return tree.clone();
    }
    let key = choices.of(&keys).as_str();
    let other = choices.of(misread::HARMLESS).to_owned();
    let change = choices.number() % 4;
    let value = choices.of(&misread::values()).clone();
    misread::with(tree, &path, |object| {
        let Some(before) = object.remove(key) else { return };
        match change {
            0 => {}
            1 => drop(object.insert(other.to_owned(), before)),
            2 => drop(object.insert(key.to_owned(), value)),
            _ => {
                drop(object.insert(
                    other.to_owned(),
                    Value::Object([(key.to_owned(), before)].into_iter().collect()),
                ))
            }
        }
    })
}

fn check_value(result: &Result<Value, InteropError>) {
    match result {
        Ok(value) => assert!(depth(value) <= 48),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(elements) => 1 + elements.iter().map(depth).max().unwrap_or(0),
        Value::Object(entries) => 1 + entries.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// Hjson makes integers of whole numbers.
fn assert_same(json: &Value, hjson: &Value) {
    match (json, hjson) {
        (Value::Number(json), Value::Number(hjson)) => assert_eq!(json.as_f64(), hjson.as_f64()),
        (Value::Array(json), Value::Array(hjson)) => {
            assert_eq!(json.len(), hjson.len());
            json.iter().zip(hjson).for_each(|(json, hjson)| assert_same(json, hjson));
        }
        (Value::Object(json), Value::Object(hjson)) => {
            assert!(json.keys().eq(hjson.keys()));
            json.values().zip(hjson.values()).for_each(|(json, hjson)| assert_same(json, hjson));
        }
        _ => assert_eq!(json, hjson),
    }
}

/// A zip archive of these members.
///
/// # Panics
///
/// If they are too large for one.
#[must_use]
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, options).expect("a new member");
        writer.write_all(content).expect("memory");
    }
    writer.finish().expect("an archive").into_inner()
}

fn check_import(result: Result<Imported, InteropError>) {
    match result {
        Ok(imported) => {
            imported.groups().for_each(check_rate);
            check_sound(imported.scheduler().learning_rate());
            imported.notes.iter().for_each(|note| assert!(!note.to_string().is_empty()));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn check_metric(imported: ImportedMetric) {
    for mut rate in imported.rates {
        check_sound(rate.learning_rate());
        for metric in [1.0, f64::NAN, f64::NEG_INFINITY, 1.0, 2.0] {
            check_sound(rate.observe(metric));
        }
    }
}

/// Rates are finite and not negative, and what is written is read as the same.
fn check_rate(rate: &LearningRate) {
    let rates = rates(rate);
    rates.into_iter().for_each(check_sound);
    let text = serde_json::to_string(rate).expect("what is read can be written");
    let again: LearningRate = serde_json::from_str(&text).expect("what is written can be read");
    assert_eq!(*rate, again, "{text}");
    for target in [Target::Yaml, Target::Toml] {
        let Some(written) = written(rate, target) else { continue };
        // What is too large or nested too deep for these languages is refused when it is read.
        if let Ok(again) = import_bytes(written.to_string().as_bytes()) {
            assert_eq!(rates, self::rates(&again.learning_rate), "{text} is not {written}");
        }
    }
    for written in conversions(rate) {
        let again = import_bytes(written.to_string().as_bytes());
        let again = again.unwrap_or_else(|error| panic!("{written} for {text}: {error}"));
        assert_near(rates, self::rates(&again.learning_rate), &format!("{text} is not {written}"));
    }
    for pieces in [1, 10] {
        if let Ok(approximation) = approximate(rate, 50, pieces) {
            assert!(approximation.schedule.values().len() <= pieces);
        }
    }
}

/// Writes a rate in the middle of a run of 1,000 steps; `None` if that is refused.
fn written(rate: &LearningRate, target: Target) -> Option<Written> {
    let options = ExportOptions::new().with_total_steps(1_000);
    let options = if target == Target::Torch { options.with_step(5) } else { options };
    export(std::slice::from_ref(rate), target, &options).ok()
}

/// What other frameworks have for a rate at all steps, and this library reads.
fn conversions(rate: &LearningRate) -> Vec<Written> {
    [Target::Keras2, Target::Keras3, Target::Torch, Target::Transformers, Target::DeepSpeed]
        .into_iter()
        .filter_map(|target| written(rate, target).map(|written| (target, written)))
        .filter(|(target, written)| match target {
            Target::Torch => !written.to_string().contains("lambda"),
            // With a note, the rates are those of the run only.
            Target::Transformers => written.notes().is_empty(),
            _ => true,
        })
        .map(|(_, written)| written)
        .collect()
}

/// The parameters of another framework may be rounded.
fn assert_near(want: [f64; STEPS.len()], got: [f64; STEPS.len()], text: &str) {
    let greatest = want.into_iter().fold(f64::MIN_POSITIVE, f64::max);
    // A length between two steps is a quotient here and a product there, which part far out.
    let in_a_run = STEPS.iter().filter(|&&step| step <= 1_000).count();
    for (want, got) in want.into_iter().zip(got).take(in_a_run) {
        assert!((want - got).abs() <= 1e-9 * greatest, "{want:?} and {got:?}: {text}");
    }
}

fn rates(rate: &LearningRate) -> [f64; STEPS.len()] {
    STEPS.map(|step| rate.learning_rate(step))
}

fn check_sound(rate: f64) {
    assert!(rate.is_finite() && rate >= 0.0, "{rate:?}");
}
