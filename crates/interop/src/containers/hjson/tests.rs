use serde_json::{Value, json};

use super::{can_only_be, parse};
use crate::containers::json;
use crate::containers::mutations::{damage, soon};

const CASES: &str = include_str!("../../../../../tests/data/hjson/cases.json");

const DEEPSPEED: &str = r#"
// stage 3
{
  "optimizer": {"type": "AdamW", "params": {"lr": 1e-4}}, # rate
  scheduler: {
    type: WarmupLR
    'params': {"warmup_min_lr": 0, /* from */ "warmup_max_lr": 1e-4, "warmup_num_steps": 1e2,},
    note: '''
      two
        lines'''
    list: [1, "\ud83d\ude00", null, true,
      quoteless ]
    ]
  },
}
"#;

fn cases() -> Vec<Value> {
    serde_json::from_str(CASES).unwrap()
}

#[track_caller]
fn refuses(text: &str, want: &str) {
    assert_eq!(parse(text).unwrap_err().to_string(), want);
}

/// What differs from Python's `hjson` 3.1, which has no reason for it.
const DIFFERENT: &[(&str, &str)] = &[
    // DIFFERENCE: `int("+123", 16)` is a number of Python.
    ("{a: \"\\u+123\"}", "not valid Hjson: `\\u` is no escape of Hjson at line 1, column 6"),
];

#[test]
fn everything_is_read_as_python_reads_it() {
    let cases = cases();
    for case in &cases {
        let source = case["text"].as_str().unwrap();
        if DIFFERENT.iter().any(|&(text, _)| text == source) {
            continue;
        }
        let got = parse(json::decode(source.as_bytes()).unwrap());
        match case.get("value") {
            Some(want) => assert_eq!(got.unwrap().to_string(), want.to_string(), "{source:?}"),
            None => assert!(got.is_err(), "{source:?} is {got:?}, but {} in Python", case["error"]),
        }
    }
    assert_eq!(cases.len(), 227);
    assert_eq!(cases.iter().filter(|case| case.get("value").is_some()).count(), 159);
    for (text, error) in DIFFERENT {
        assert!(cases.iter().any(|case| case["text"] == *text), "{text:?}");
        refuses(text, error);
    }
}

#[test]
fn a_configuration_of_deepspeed() {
    let want = json!({
        "optimizer": {"type": "AdamW", "params": {"lr": 1e-4}},
        "scheduler": {
            "type": "WarmupLR",
            "params": {"warmup_min_lr": 0, "warmup_max_lr": 1e-4, "warmup_num_steps": 100},
            "note": "two\nlines",
            "list": [1, "😀", null, true, "quoteless ]"],
        },
    });
    assert_eq!(parse(DEEPSPEED).unwrap().to_json(), want);
}

#[test]
fn errors_say_where_and_what_came() {
    refuses("{a: 1\n  }}", "not valid Hjson: expected the end of the text, got `}` at line 2, column 4");
    refuses("{a: 1\n é b: 2}", "not valid Hjson: a key with white space needs quotes at line 2, column 3");
    refuses("{a: 1,\n a: 2}", "not valid Hjson: duplicate key `a` at line 2, column 2");
    refuses("{\n a: ,}", "not valid Hjson: expected a value, got `,` at line 2, column 5");
    refuses("{\"a\" 1}", "not valid Hjson: expected `:` after the key `a`, got `1` at line 1, column 6");
    refuses("{a: 1,, b: 2}", "not valid Hjson: expected a key and `:`, got `,` at line 1, column 7");
    refuses("{: 1}", "not valid Hjson: a key is missing before `:` at line 1, column 2");
    refuses(
        "{a: {b: 1}",
        "not valid Hjson: expected a key and `:`, got the end of the text at line 1, column 11",
    );
    refuses("[1", "not valid Hjson: expected a value, got the end of the text at line 1, column 3");
    refuses("{ /* a", "not valid Hjson: a comment is not closed at line 1, column 3");
    refuses("{a: \"b", "not valid Hjson: a text is not closed at line 1, column 5");
    refuses("{a: '''b", "not valid Hjson: a text is not closed by `'''` at line 1, column 5");
    refuses("{a: \"\\q\"}", "not valid Hjson: `\\q` is no escape of Hjson at line 1, column 6");
    refuses(
        "{a: '\\ud83d'}",
        "not valid Hjson: half a pair of surrogates is no character at line 1, column 6",
    );
    refuses(
        "{a: \"b\n\"}",
        "not valid Hjson: the character '\\n' must be escaped in a text between quotes at line 1, column 7",
    );
    refuses("{a: 1e999}", "not valid Hjson: the number `1e999` is too large at line 1, column 5");
}

#[test]
fn only_hjson() {
    for text in
        ["{a: 1}", "{'a': 1}", "{\"a\": 1,}", "// a\n{}", "/* a */ a: 1", "# a\n {a: 1}", "{ // a", " /* a"]
    {
        assert!(can_only_be(text), "{text:?}");
    }
    for text in ["{\"a\": 1}", "{\"a\": NaN}", "# a\na: 1", "a: 1", "[1,]", "", "# http://a.b\na: 1"] {
        assert!(!can_only_be(text), "{text:?}");
    }
}

#[test]
fn bounds() {
    let nested = |open: &str, close: &str, depth| format!("{}{}", open.repeat(depth), close.repeat(depth));
    assert!(parse(&nested("[", "]", 48)).is_ok());
    refuses(&nested("[", "]", 49), "not valid Hjson: nested deeper than 48 at line 1, column 50");
    for open in ["[", "{a:", "{", "a:", "'''", "/* ", "#", "{a:'", "{a:1,", "\\"] {
        let bomb = open.repeat((1 << 20) / open.len());
        soon(|| assert!(parse(&bomb).is_err() || open == "#" || open == "\\" || open == "a:", "{open}"));
        soon(|| can_only_be(&bomb));
    }
    refuses(&" ".repeat((1 << 20) + 1), "too large: Hjson may have 1024 KiB");
    assert!(parse(&format!("[{}]", "1,".repeat((1 << 16) - 1))).is_ok());
    let error = parse(&format!("[{}]", "1,".repeat(1 << 16))).unwrap_err().to_string();
    assert!(error.starts_with("not valid Hjson: more than 65536 values"), "{error}");
    for line in ["1,1,", "a,a#", "1//", "n]", "a/ "] {
        let long = format!("[{}]", line.repeat((1 << 18) - 1));
        let _: Result<_, _> = soon(|| parse(&long));
    }
}

#[test]
fn damaged() {
    let read = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let _: bool = can_only_be(&text);
        if let Err(error) = parse(&text) {
            assert!(error.to_string().contains(" at line "), "{error}");
        }
    };
    damage(DEEPSPEED.as_bytes(), b"{}[],:'\"\\/*#\n\r\tu-.e0", 3_000, read);
    for case in cases() {
        damage(case["text"].as_str().unwrap().as_bytes(), b"{}[],:'\"\\/*#\n", 30, read);
    }
}
