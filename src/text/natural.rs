//! Names and paths in the order in which people number things: 案2 before 案10.

use std::cmp::Ordering;

/// Compares runs of digits by their value, and paths by components: the files of a folder stand together. Equal only for
/// the same text: 01 and 1 are two names.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (x, y) = (digits(left), digits(right));
        if !x.is_empty() && !y.is_empty() {
            let (m, n) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
            let order = m.len().cmp(&n.len()).then_with(|| m.cmp(n));
            if order != Ordering::Equal {
                return order;
            }
            (left, right) = (&left[x.len()..], &right[y.len()..]);
            continue;
        }
        let (mut one, mut other) = (left.chars(), right.chars());
        match (one.next(), other.next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x != y => return (x != '/', x).cmp(&(y != '/', y)),
            (Some(_), Some(_)) => (left, right) = (one.as_str(), other.as_str()),
        }
    }
}

fn digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_in_names_count_by_value() {
        for sorted in [
            &["一组/9.yaml", "一组/10.yaml", "二组/1.yaml", "案02.yaml", "案2.yaml", "案10.yaml"][..],
            &["案01", "案1", "案1-2", "案2", "案10", "甲"],
            &["甲/2", "甲-1/1"],
        ] {
            let mut names = sorted.to_vec();
            names.reverse();
            names.sort_by(|a, b| natural(a, b));
            assert_eq!(names, sorted);
        }
    }

    proptest! {
        #[test]
        fn the_order_is_one(a in "[案/0-9a]{0,6}", b in "[案/0-9a]{0,6}", c in "[案/0-9a]{0,6}") {
            prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
            prop_assert_eq!(natural(&a, &b) == Ordering::Equal, a == b);
            if natural(&a, &b) != Ordering::Greater && natural(&b, &c) != Ordering::Greater {
                prop_assert_ne!(natural(&a, &c), Ordering::Greater);
            }
        }
    }
}
