//! Rates of the cards, which must not move either.

use glidepath_tests::cards::cards;

#[test]
fn the_rates_of_the_cards() {
    for card in cards() {
        card.assert_rates();
    }
}
