//! Small trees of files whose circles are known.

use super::circles;
use super::tree::Tree;

#[track_caller]
fn check(files: &[(&str, &str)], want: &[&str]) {
    let read = |path: &str| {
        let file = files.iter().find(|(name, _)| *name == path);
        file.map(|(_, text)| (*text).to_owned())
    };
    let arrow = |line: &str| line.trim().to_owned();
    let found: Vec<_> = circles(&Tree::read("lib.rs", &read))
        .iter()
        .flat_map(|circle| circle.lines().filter(|line| line.contains("->")).map(arrow).collect::<Vec<_>>())
        .collect();
    assert_eq!(found, want);
}

#[test]
fn two_files_are_a_circle() {
    let circle = ["a.rs -> b.rs: B", "b.rs -> a.rs: A"];
    check(
        &[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::B; pub struct A(B);"),
            ("b.rs", "use super::a::A; pub struct B(A);"),
        ],
        &circle,
    );
    // By paths in the code, with and without the name of the module.
    check(
        &[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "pub struct A; type F = fn() -> crate::b::B;"),
            ("b.rs", "use crate::a; pub struct B; fn f(_: Option<a::A>) {}"),
        ],
        &circle,
    );
    // In macros, attributes, groups and bodies of functions.
    check(
        &[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "#[error(\"{}\", crate::b::B >> 20)] pub struct A;"),
            ("b.rs", "pub const B: u8 = 0; fn f() { use crate::{a::{A}}; println!(\"{:?}\", A); }"),
        ],
        &circle,
    );
}

#[test]
fn three_files_are_a_circle() {
    check(
        &[
            ("lib.rs", "mod a; mod b; mod c; mod d; pub use a::A; use d::D; struct L(D);"),
            ("a.rs", "use crate::b::{self, B}; pub struct A(B, b::E);"),
            ("b.rs", "use crate::c as other; pub enum E {} pub struct B(other::C);"),
            ("c.rs", "use crate::A; pub struct C(A);"),
            ("d.rs", "use crate::{a::A, b::B}; pub struct D(A, B);"),
        ],
        &["a.rs -> b.rs: B, E", "b.rs -> c.rs: C", "c.rs -> a.rs: A"],
    );
}

#[test]
fn the_smallest_circle_of_each_group_is_told() {
    check(
        &[
            ("lib.rs", "mod a; mod b; mod c; mod x; mod y;"),
            ("a.rs", "use crate::b::B; pub struct A(B);"),
            ("b.rs", "use crate::{a::A, c::C}; pub struct B(A, C);"),
            ("c.rs", "use crate::a::A; pub struct C(A);"),
            ("x.rs", "use crate::y::Y; pub struct X(Y);"),
            ("y.rs", "use crate::x::X; pub struct Y(X);"),
        ],
        &["a.rs -> b.rs: B", "b.rs -> a.rs: A", "x.rs -> y.rs: Y", "y.rs -> x.rs: X"],
    );
}

#[test]
fn a_circle_goes_through_names_that_are_handed_on() {
    check(
        &[
            ("lib.rs", "mod inner; mod user;"),
            ("inner/mod.rs", "mod first; mod second; pub(crate) use first::First; pub(crate) use second::*;"),
            ("inner/first.rs", "use super::Second; pub struct First(Second);"),
            ("inner/second.rs", "use crate::inner::First as One; pub struct Second(One);"),
            ("user.rs", "use crate::inner::{First, Second}; struct User(First, Second);"),
        ],
        &["inner/first.rs -> inner/second.rs: Second", "inner/second.rs -> inner/first.rs: First"],
    );
}

#[test]
fn a_file_that_only_hands_on_names_is_in_no_circle() {
    check(
        &[
            ("lib.rs", "mod inner; pub use inner::First; pub use inner::Second;"),
            (
                "inner/mod.rs",
                "mod first; mod second; pub(crate) use first::First; pub(crate) use second::Second;",
            ),
            ("inner/first.rs", "use super::Second; pub struct First(Second);"),
            ("inner/second.rs", "pub struct Second;"),
        ],
        &[],
    );
}

#[test]
fn a_file_and_its_parent_are_a_circle() {
    let child = ("inner/child.rs", "use super::Defined; pub struct Child(Defined);");
    let root = ("lib.rs", "mod inner;");
    check(
        &[root, ("inner/mod.rs", "mod child; pub struct Defined; type F = fn() -> child::Child;"), child],
        &["inner/child.rs -> inner/mod.rs: Defined", "inner/mod.rs -> inner/child.rs: Child"],
    );
    // It uses a name that it hands on as well.
    check(
        &[
            root,
            ("inner/mod.rs", "mod child; pub use child::Child; pub struct Defined; fn f(_: Child) {}"),
            child,
        ],
        &["inner/child.rs -> inner/mod.rs: Defined", "inner/mod.rs -> inner/child.rs: Child"],
    );
    check(&[root, ("inner/mod.rs", "mod child; pub use child::Child; pub struct Defined;"), child], &[]);
}

#[test]
fn a_module_and_a_function_may_have_one_name() {
    let root = ("lib.rs", "mod read; mod other; fn read() { read::all(); other::f(); }");
    let read = ("read.rs", "pub fn all() {}");
    check(&[root, read, ("other.rs", "use super::read; pub fn f() { read::all(); }")], &[]);
    check(&[root, read, ("other.rs", "pub(in crate::read) struct R; pub fn f() {}")], &[]);
    let circle = ["lib.rs -> other.rs: f", "other.rs -> lib.rs: read"];
    check(&[root, read, ("other.rs", "use super::read; pub fn f() { read(); }")], &circle);
}

#[test]
fn tests_and_comments_do_not_count() {
    check(
        &[
            ("lib.rs", "mod a; mod b; #[cfg(test)] mod not_there;"),
            (
                "a.rs",
                "/// Like [`B`](crate::b::B).\npub struct A;\n#[cfg(test)] use crate::b::B;\n\
                 impl A { #[cfg(test)] fn f(b: crate::b::B) {} fn g() {} }\n\
                 #[cfg(test)] mod tests { use crate::b::B; }",
            ),
            ("b.rs", "use crate::a::A; pub struct B(A);"),
        ],
        &[],
    );
}

#[test]
fn names_of_other_crates_and_of_modules_within_a_file_do_not_count() {
    check(
        &[
            ("lib.rs", "mod io; mod b;"),
            (
                "io.rs",
                "use std::io; use serde::b::B; mod own { pub struct B; } pub struct A(io::Error, own::B, B);",
            ),
            ("b.rs", "use crate::io::A; pub struct B(A);"),
        ],
        &[],
    );
}
