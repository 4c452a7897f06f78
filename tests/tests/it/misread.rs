//! No file is misread: over all example files of all formats, in all forms.
//!
//! Each run tries one of many changes, chosen by their number; `GLIDEPATH_MISREAD=1` tries all of them, which
//! takes some 35 minutes on two cores with `--release`, and `GLIDEPATH_MISREAD=20` one of 20. Where only the
//! parameters of a class or a call may stand, which takes no others, a harmless key is refused rightly and is
//! not tried; how many these are is counted.

use std::env;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use glidepath_tests::misread::{
    Counts, Example, HARMLESS, SPEAKING, Verdict, examples, harmless_value, objects, put_harmless,
    put_speaking, spellings, take_away, values,
};

/// What to do if a reader is right.
const REMEDY: &str =
    "if the program takes such a key there, or takes no keys but its own: tests/src/misread/accepted.rs";

/// One of how many changes of each kind is tried every day: prime numbers, so that all keys have their turn.
const EVERY_SPEAKING: u64 = 997;
const EVERY_HARMLESS: u64 = 61;
const EVERY_TAKEN_AWAY: u64 = 23;

#[test]
fn a_key_that_speaks_of_a_schedule_is_heeded() {
    let keys: Vec<String> = SPEAKING.iter().flat_map(|name| spellings(name)).collect();
    let values = values();
    let (counts, wrong) = over_all(EVERY_SPEAKING, |example, tries, results| {
        for path in objects(&example.tree) {
            for key in &keys {
                for value in &values {
                    if tries.next() {
                        results(put_speaking(example, &path, key, value));
                    }
                }
            }
        }
    });
    println!("speaking: {} tried, {counts:?}", counts.tried());
    assert!(wrong.is_empty(), "{} of {}; {REMEDY}:\n{}", wrong.len(), counts.tried(), wrong.join("\n"));
    assert!(counts.refused > 1_000 && counts.same > 0, "{counts:?}");
}

#[test]
fn a_key_that_says_nothing_of_the_rate_changes_nothing() {
    let (counts, wrong) = over_all(EVERY_HARMLESS, |example, tries, results| {
        for path in objects(&example.tree) {
            for &key in HARMLESS {
                if tries.next() {
                    results(put_harmless(example, &path, key, &harmless_value(key)));
                }
            }
        }
    });
    println!("harmless: {} tried, {counts:?}", counts.tried());
    assert!(wrong.is_empty(), "{} of {}; {REMEDY}:\n{}", wrong.len(), counts.tried(), wrong.join("\n"));
    // A reader that refuses everything has no examples, or no places that are tried.
    assert!(counts.same > 1_000 && counts.same > counts.not_tried / 2, "{counts:?}");
}

#[test]
fn without_its_mark_a_file_is_not_read_as_another() {
    let (counts, wrong) = over_all(EVERY_TAKEN_AWAY, |example, tries, results| {
        for path in objects(&example.tree) {
            let object = glidepath_tests::misread::get(&example.tree, &path);
            for key in
                object.and_then(|object| object.as_object()).into_iter().flat_map(|object| object.keys())
            {
                if tries.next() {
                    results(take_away(example, &path, key));
                }
            }
        }
    });
    println!("without a key: {} tried, {counts:?}", counts.tried());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), counts.tried(), wrong.join("\n"));
    assert!(counts.refused > 0, "{counts:?}");
}

/// Whose turn it is.
struct Tries {
    next: u64,
    every: u64,
}

impl Tries {
    /// Those of an example begin with a number of its own, so that another example does not change them.
    fn of(example: &Example, every: u64) -> Self {
        let name = format!("{} {:?}", example.name, example.form);
        let number = name.bytes().fold(0, |number: u64, byte| (number * 31 + u64::from(byte)) % every);
        Self { next: number, every }
    }

    fn next(&mut self) -> bool {
        self.next += 1;
        self.next.is_multiple_of(self.every)
    }
}

/// Judges changes of all examples; counts them, and collects what is misread.
fn over_all(
    every: u64,
    each: impl Fn(&Example, &mut Tries, &mut dyn FnMut(Result<Verdict, String>)) + Sync,
) -> (Counts, Vec<String>) {
    static EXAMPLES: LazyLock<Vec<Example>> = LazyLock::new(examples);
    let examples = &*EXAMPLES;
    assert!(examples.len() > 300, "{}", examples.len());
    let told = env::var("GLIDEPATH_MISREAD").ok();
    let every = told.map_or(every, |every| every.parse().expect("GLIDEPATH_MISREAD is a number"));
    let next = AtomicU64::new(0);
    let worker = || {
        let (mut counts, mut wrong) = (Counts::default(), Vec::new());
        while let Some(number) = Some(next.fetch_add(1, Ordering::Relaxed))
            && let Some(example) = usize::try_from(number).ok().and_then(|number| examples.get(number))
        {
            let mut tries = Tries::of(example, every);
            each(example, &mut tries, &mut |result| match result {
                Ok(verdict) => counts.add(verdict),
                Err(problem) => wrong.push(problem),
            });
        }
        (counts, wrong)
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(worker)).collect();
        let all = workers.into_iter().map(|worker| worker.join().unwrap());
        all.fold((Counts::default(), Vec::new()), |(counts, wrong), (more, more_wrong)| {
            (counts.plus(more), [wrong, more_wrong].concat())
        })
    })
}
