//! The pinned rates of the project, the same files. Built for wasm32 and run in Node they show that a browser
//! computes the bits that x86-64 does.

#[path = "../../../../tests/src/cards.rs"]
#[allow(dead_code, unreachable_pub, reason = "of the cards only the rates are compared here")]
mod cards;
#[path = "../../../../tests/tests/it/pinned.rs"]
mod pinned;
#[path = "../../../../tests/tests/it/pinned_parts.rs"]
mod pinned_parts;

#[test]
fn the_rates_of_the_cards() {
    for card in cards::cards() {
        card.assert_rates();
    }
}
