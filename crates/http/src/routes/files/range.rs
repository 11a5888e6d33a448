//! `Range` (RFC 9110, section 14): one part of a file at a time.

use std::ops::Range;

/// What to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Everything: nothing else was asked for, or in a way that may be passed over.
    Whole,
    /// These bytes, which are there.
    Some(Range<u64>),
    /// Nothing: what was asked for lies beyond the end.
    Beyond,
}

/// Reads the header for a file of this many bytes.
pub(super) fn part(header: Option<&str>, size: u64) -> Part {
    match header.map(|header| single(header, size)) {
        // Several parts, other units and mistakes may be passed over (14.2).
        None | Some(None) => Part::Whole,
        Some(Some(range)) if range.is_empty() => Part::Beyond,
        Some(Some(range)) => Part::Some(range),
    }
}

/// One part, cut to what is there; empty when that is nothing.
fn single(header: &str, size: u64) -> Option<Range<u64>> {
    let (unit, rest) = header.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = rest.trim().split_once('-')?;
    let (first, last) = (first.trim_end(), last.trim_start());
    if first.is_empty() {
        return Some(size.saturating_sub(number(last)?)..size);
    }
    let first = number(first)?;
    let end = if last.is_empty() {
        size
    } else {
        let last = number(last)?;
        if last < first {
            return None;
        }
        last.saturating_add(1).min(size)
    };
    Some(first..end)
}

/// Digits only; more than there can be means "to the end".
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_part_is_cut_to_what_is_there() {
        for (header, expected) in [
            ("bytes=0-0", 0..1),
            ("bytes=2-", 2..10),
            ("bytes=-3", 7..10),
            ("bytes=-99", 0..10),
            ("bytes=5-99", 5..10),
            ("Bytes = 1-2", 1..3),
            ("bytes=3-99999999999999999999999", 3..10),
        ] {
            assert_eq!(part(Some(header), 10), Part::Some(expected), "{header}");
        }
    }

    #[test]
    fn what_lies_beyond_the_end_is_refused_and_nonsense_passed_over() {
        for header in ["bytes=10-", "bytes=10-20", "bytes=-0"] {
            assert_eq!(part(Some(header), 10), Part::Beyond, "{header}");
        }
        assert_eq!(part(Some("bytes=0-"), 0), Part::Beyond);
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=5-2",
            "bytes=0-1,3-4",
            "lines=0-1",
            "bytes=+1-2",
        ] {
            assert_eq!(part(Some(header), 10), Part::Whole, "{header}");
        }
        assert_eq!(part(None, 10), Part::Whole);
    }

    proptest! {
        #[test]
        fn a_part_is_never_empty_and_never_leaves_the_file(header in "(bytes ?= ?)?[0-9]{0,20}-?[0-9]{0,20}.{0,3}", size: u64) {
            if let Part::Some(range) = part(Some(&header), size) {
                prop_assert!(range.start < range.end && range.end <= size, "{range:?} of {size}");
            }
        }

        #[test]
        fn a_well_formed_part_is_what_was_asked_for(first in 0..1_000_u64, length in 1..1_000_u64, size in 1..1_500_u64) {
            let header = format!("bytes={first}-{}", first + length - 1);
            let expected =
                if first < size { Part::Some(first..(first + length).min(size)) } else { Part::Beyond };
            prop_assert_eq!(part(Some(&header), size), expected);
        }
    }
}
