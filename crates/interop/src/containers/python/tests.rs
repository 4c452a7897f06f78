use std::fmt::Write;

use serde_json::json;

use super::{CardOptimizer, constant, in_model_card, may_be, parse};
use crate::containers::json as json_text;
use crate::containers::mutations::{Random, damage, soon};
use crate::values::{Object, Value};

const REPRS: &str = include_str!("../../../../../tests/data/python_literals/reprs.json");
const REFUSED: &str = include_str!("../../../../../tests/data/python_literals/refused.json");

const ADAM: &str = "{'name': 'Adam', 'learning_rate': {'class_name': 'PolynomialDecay', 'config': \
                    {'decay_steps': 636, 'power': 1.0, 'cycle': False, 'name': None}}, 'decay': nan}";

const CARD: &str = "---\ntags:\n- generated_from_keras_callback\n---\n\n### Training hyperparameters\n\nThe following \
                    hyperparameters were used during training:\n- optimizer: {'name': 'Adam', 'decay': 0.0}\n\
                    - training_precision: float32\n";

#[track_caller]
fn refuses(text: &str, want: &str) {
    assert_eq!(parse(text).unwrap_err().to_string(), format!("not valid Python literal: {want}"));
}

#[test]
fn what_python_prints() {
    let cases = json_text::parse(REPRS.as_bytes()).unwrap().to_json();
    let cases = cases.as_array().unwrap();
    for case in cases {
        let literal = case["literal"].as_str().unwrap();
        let got = parse(literal).unwrap_or_else(|error| panic!("{literal}: {error}"));
        assert_eq!(got.to_string(), case["json"].to_string(), "{literal}");
    }
    assert_eq!(cases.len(), 464);
}

#[test]
fn what_is_no_data() {
    let refused: Vec<String> = serde_json::from_str(REFUSED).unwrap();
    for literal in &refused {
        let got = parse(literal);
        assert!(got.is_err(), "{literal:?} is {got:?}");
    }
    assert_eq!(refused.len(), 106);
}

#[test]
fn numbers_that_are_not_finite() {
    let value = parse("[nan, inf, -inf, -nan, 1e999, - inf]").unwrap();
    let want = ["NaN", "Infinity", "-Infinity", "NaN", "Infinity", "-Infinity"];
    assert_eq!(value, want.into_iter().map(Value::NotFinite).collect());
}

#[test]
fn errors_say_where_and_what_came() {
    refuses("{'a': dict(b=1)}", "`dict(…)` is a call, which is code and not data at line 1, column 7");
    refuses(
        "{'a': np.float32(1)}",
        "`np.float32(…)` is a call, which is code and not data at line 1, column 7",
    );
    refuses(
        "{'é': 1,\n 'é2': true}",
        "unknown name `true`: only None, True, False, nan and inf are known at line 2, column 8",
    );
    refuses("[1 + 2]", "expected `,` or `]` after a value, got `+` at line 1, column 4");
    refuses("{'a': <x>}", "expected a literal of Python, got `<` at line 1, column 7");
    refuses("{'a': 1, 'b'}", "expected `:` after a key, got `}` at line 1, column 13");
    refuses("{'a': 1} 2", "expected the end of the text after the literal, got `2` at line 1, column 10");
    refuses("{'a': 1, 'a': 2}", "duplicate key `a` at line 1, column 10");
    refuses("{[]: 1}", "a key must be a text, a finite number, a truth value or None at line 1, column 2");
    refuses("2j", "`2j` is a complex number, which is not read at line 1, column 1");
    refuses("01", "`01` is no number of Python, where integers do not begin with 0 at line 1, column 1");
    refuses("1__0", "`1__0` is no number of Python at line 1, column 1");
    refuses(&"9".repeat(400), &format!("`{}…` is too large at line 1, column 1", "9".repeat(200)));
    refuses("-'a'", "expected a number after the sign, got `'` at line 1, column 2");
    refuses("f'a'", "a text with `f` before it is not read: only r, b and u are at line 1, column 1");
    refuses("'a", "a text is not closed at line 1, column 1");
    refuses("['a\n']", "a text is not closed in its line at line 1, column 2");
    refuses("'\\x4'", "`\\x` breaks off at line 1, column 2");
    refuses("'\\ud800'", "`\\ud800` is no character at line 1, column 2");
    refuses("'\\N{DASH}'", "characters by their names, as `\\N{…}`, are not read at line 1, column 2");
    refuses("b'\\777'", "`\\777` is no byte at line 1, column 3");
    refuses("b'\\xff'", "the bytes are not UTF-8 at line 1, column 2");
    refuses("b'é'", "bytes have no character `é` at line 1, column 3");
}

#[test]
fn a_text_that_looks_like_it() {
    for text in [ADAM, "{'a': 1}", "(1, 2)", "{\"a\": None}", "[True]", "{\"it\\\"s\": nan}", "{\"a\": 1, 'b"]
    {
        assert!(may_be(text), "{text}");
    }
    for text in [
        "{\"a\": \"None\"}",
        "{\"a\": NaN}",
        "{a: 1}",
        "a: None",
        "{\"a\": 1, // don't\n}",
        "{\"a\": 1 /* None */",
        "{\"a",
        "",
    ] {
        assert!(!may_be(text), "{text}");
    }
}

#[test]
fn names_of_constants() {
    assert_eq!(constant("None"), Some(Value::Null));
    assert_eq!(constant("True"), Some(true.into()));
    assert_eq!(constant("False"), Some(false.into()));
    assert_eq!(["none", "true", "nan", "null", ""].map(constant), [const { None }; 5]);
}

#[test]
fn the_optimizer_of_a_model_card() {
    let config = Value::from(json!({"name": "Adam", "decay": 0.0}));
    let want = |line| Some(CardOptimizer { config: config.clone(), line });
    assert_eq!(in_model_card(CARD).unwrap(), want(9));
    assert_eq!(in_model_card(&CARD.replace('\n', "\r\n")).unwrap(), want(9));
    assert_eq!(in_model_card("- optimizer: {'name': 'Adam',\n   'decay': 0.0}").unwrap(), want(1));
    for without in [
        "- optimizer: Adam with betas=(0.9,0.999) and epsilon=1e-08",
        "- optimizer: None",
        "optimizer: {'name': 'Adam'}",
        "- the optimizer: {'name': 'Adam'}",
        "-optimizer: {'name': 'Adam'}",
        "",
    ] {
        assert_eq!(in_model_card(without).unwrap(), None, "{without}");
    }
}

#[test]
fn model_cards_that_are_refused() {
    let refuses = |card: &str, want: &str| assert_eq!(in_model_card(card).unwrap_err().to_string(), want);
    refuses(
        &CARD.repeat(2),
        "not valid model card: several optimizers, in the lines 9 and 19; leave only the one of this run at line 19, \
         column 1",
    );
    refuses(
        "a\n- optimizer: {'a': f(1)}",
        "not valid model card: `f(…)` is a call, which is code and not data at line 2, column 20",
    );
    refuses(
        "- optimizer: {'a': 1} and more",
        "not valid model card: expected the end of the line after the optimizer, got `a` at line 1, column 23",
    );
    refuses(
        "- optimizer: {'a': 1",
        "not valid model card: expected `,` or `}` after a value, got the end of the text at line 1, column 21",
    );
}

fn random_text(random: &mut Random) -> String {
    const CHARACTERS: [char; 16] =
        ['a', 'Z', '0', ' ', '\'', '"', '\\', '\n', '\0', '\u{7f}', 'é', '\u{2028}', '😀', '{', '#', '\r'];
    (0..random.below(8)).map(|_| CHARACTERS[random.below(CHARACTERS.len())]).collect()
}

fn random_value(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 6 } else { 8 }) {
        0 => Value::Null,
        1 => (random.below(2) == 0).into(),
        2 => random.next().into(),
        3 => random.next().cast_signed().into(),
        4 => f64::from_bits(random.next()).into(),
        5 => random_text(random).into(),
        6 => (0..random.below(5)).map(|_| random_value(random, depth - 1)).collect(),
        _ => {
            let entry = |random: &mut Random| (random_text(random), random_value(random, depth - 1));
            Value::Object((0..random.below(5)).map(|_| entry(random)).collect::<Object>())
        }
    }
}

/// As Python's `repr`, but that floats have more digits.
fn repr(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("None"),
        Value::Bool(value) => out.push_str(if *value { "True" } else { "False" }),
        Value::Number(number) => write!(out, "{number}").unwrap(),
        Value::NotFinite(token) => out.push_str(&token.to_lowercase().replace("infinity", "inf")),
        Value::String(text) => repr_text(text, out),
        Value::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                repr(element, out);
            }
            out.push(']');
        }
        Value::Object(entries) => {
            out.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                repr_text(key, out);
                out.push_str(": ");
                repr(value, out);
            }
            out.push('}');
        }
    }
}

fn repr_text(text: &str, out: &mut String) {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            character if character == quote => write!(out, "\\{quote}").unwrap(),
            character if u32::from(character) < 0x20 || character == '\u{7f}' => {
                write!(out, "\\x{:02x}", u32::from(character)).unwrap();
            }
            '\u{2028}' => out.push_str("\\u2028"),
            character => out.push(character),
        }
    }
    out.push(quote);
}

#[test]
fn random_values_round_trip() {
    let mut random = Random::new();
    for _ in 0..2_000 {
        let value = random_value(&mut random, 4);
        let mut literal = String::new();
        repr(&value, &mut literal);
        let got = parse(&literal).unwrap_or_else(|error| panic!("{literal}: {error}"));
        assert_eq!(got, value, "{literal}");
    }
}

#[test]
fn bounds() {
    for (open, close) in [("[", "]"), ("(", ",)"), ("{1:", "}"), ("{", "}"), ("(", ")")] {
        let nested = |depth| format!("{}{}{}", open.repeat(depth), "1", close.repeat(depth));
        // A set of sets is no value of Python, but no harm either.
        assert!(parse(&nested(48)).is_ok(), "{open}");
        let error = parse(&nested(49)).unwrap_err().to_string();
        assert!(error.starts_with("not valid Python literal: nested deeper than 48"), "{error}");
    }
    for open in [
        "[",
        "(",
        "{",
        "{1:",
        "{'a':[",
        "-",
        "'",
        "\"\"\"",
        "'\\",
        "[1,",
        "\\",
        "1_",
        "#",
        "a.",
        "- optimizer: {",
    ] {
        let bomb = open.repeat((1 << 20) / open.len());
        soon(|| assert!(parse(&bomb).is_err(), "{open}"));
        let _: bool = soon(|| may_be(&bomb));
        let _: Result<_, _> = soon(|| in_model_card(&bomb));
    }
    let lines = "- optimizer: {\n".repeat(1 << 16);
    soon(|| in_model_card(&lines).unwrap_err());
    let error = parse(&" ".repeat((1 << 20) + 1)).unwrap_err().to_string();
    assert_eq!(error, "too large: Python literal may have 1024 KiB");
    assert!(parse(&format!("[{}]", "1,".repeat((1 << 16) - 1))).is_ok());
    assert!(parse(&format!("[{}]", "1,".repeat(1 << 16))).is_err());
}

#[test]
fn damaged() {
    let read = |bytes: &[u8]| {
        let literal = String::from_utf8_lossy(bytes);
        let _: bool = may_be(&literal);
        let _: Result<_, _> = in_model_card(&literal);
        if let Err(error) = parse(&literal) {
            assert!(error.to_string().contains(" at line "), "{error}");
        }
    };
    let tokens = b"{}[](),:'\"\\xuUNbrf0.-+_eji#\n\r";
    damage(ADAM.as_bytes(), tokens, 3_000, read);
    damage(CARD.as_bytes(), tokens, 1_000, read);
    let cases = json_text::parse(REPRS.as_bytes()).unwrap().to_json();
    for case in cases.as_array().unwrap() {
        damage(case["literal"].as_str().unwrap().as_bytes(), tokens, 20, read);
    }
}
