//! The objects of Python classes in a composition, while it is taken apart into JSON or built of it.
//!
//! JSON cannot hold such an object, so a number stands for it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;

/// Objects by their numbers.
pub(crate) type Objects = HashMap<u64, Arc<Py<PyAny>>>;

thread_local! {
    /// Where objects are collected while a schedule is taken apart; none while it is written to a file.
    static COLLECTED: RefCell<Option<Objects>> = const { RefCell::new(None) };
}

/// The objects of the compositions that are being built. Deep ones are read on a thread of their own.
static BUILDING: Mutex<Option<Objects>> = Mutex::new(None);

static NEXT: AtomicU64 = AtomicU64::new(0);

/// A number for an object, if a schedule is being taken apart.
pub(crate) fn remember(object: &Arc<Py<PyAny>>) -> Option<u64> {
    COLLECTED.with_borrow_mut(|collected| {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        collected.as_mut()?.insert(number, Arc::clone(object));
        Some(number)
    })
}

/// The object of a number.
pub(crate) fn recall(number: u64) -> Option<Arc<Py<PyAny>>> {
    BUILDING.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.get(&number).cloned()
}

/// Takes a schedule apart, and gives the objects in it.
pub(crate) fn collecting<T>(take_apart: impl FnOnce() -> T) -> (T, Objects) {
    let outer = COLLECTED.replace(Some(Objects::new()));
    let taken = take_apart();
    (taken, COLLECTED.replace(outer).unwrap_or_default())
}

/// Builds something of JSON that has the numbers of objects.
pub(crate) fn with_objects<T>(objects: Objects, build: impl FnOnce() -> T) -> T {
    let building = || BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    let numbers: Vec<_> = objects.keys().copied().collect();
    if numbers.is_empty() {
        return build();
    }
    building().get_or_insert_default().extend(objects);
    let built = build();
    let done: Vec<_> = numbers.iter().filter_map(|number| building().as_mut()?.remove(number)).collect();
    // Not before the lock is free: what ends with an object may be code of Python.
    drop(done);
    built
}
