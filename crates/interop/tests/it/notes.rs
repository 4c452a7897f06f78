//! The rules of the notes: their names are stable, and each is that of one note.

use std::fs;
use std::path::Path;

use glidepath_interop::NOTE_RULES;

#[test]
fn every_rule_is_the_name_of_one_note() {
    let mut rules = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut rules);
    rules.sort_unstable();
    for pair in rules.windows(2) {
        let rule = &pair[0];
        assert!(
            *rule != pair[1],
            "two functions make the note `{rule}`; one that several formats share stands in formats/notes.rs"
        );
    }
    let is_missing = |rule: &&String| !NOTE_RULES.contains(&rule.as_str());
    assert_eq!(rules.iter().find(is_missing), None, "is not in NOTE_RULES, model/note_rules.rs");
    assert_eq!(rules, NOTE_RULES, "NOTE_RULES is sorted, and has no rule that no note has");
}

#[test]
fn rules_are_lower_case_words_with_hyphens() {
    for rule in NOTE_RULES {
        let is_word = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        assert!(rule.split('-').all(is_word), "{rule}");
    }
}

/// The rules with which the files of a folder make notes.
fn collect(folder: &Path, rules: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, rules);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        rules.extend(text.split("Note::new(").skip(1).map(|arguments| rule(&text, arguments)));
    }
}

/// The rule that the arguments of a note begin with: a string, or a constant of the same file.
fn rule(text: &str, arguments: &str) -> String {
    let (first, _) = arguments.split_once(',').unwrap();
    let constant = format!("const {}: &str = ", first.trim());
    let literal = text.split_once(&constant).map_or(first, |(_, value)| value);
    literal.split('"').nth(1).unwrap_or_else(|| panic!("{first} is not found")).to_owned()
}
