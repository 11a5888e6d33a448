//! Reads from a test runner's output how many tests passed and failed.

use std::ops::AddAssign;

/// Tests by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Sums what the runners said in `lines`: nextest, cargo test, vitest and node's own. `None` when none of them spoke.
pub(crate) fn of_output<'a>(lines: impl IntoIterator<Item = &'a str>) -> Option<Count> {
    let mut sum = None;
    for line in lines {
        let plain = without_colours(line);
        if let Some(count) = of_line(plain.trim()) {
            *sum.get_or_insert_with(Count::default) += count;
        }
    }
    sum
}

fn of_line(line: &str) -> Option<Count> {
    if let Some(rest) = line.strip_prefix("Summary [") {
        // nextest: `Summary [   0.053s] 15 tests run: 14 passed (1 slow), 1 failed, 0 skipped`
        let (_, counts) = rest.split_once("run:")?;
        return labelled(counts.split(','));
    }
    if let Some(rest) = line.strip_prefix("test result: ") {
        // cargo test: `test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s`
        let (_, counts) = rest.split_once(". ")?;
        return labelled(counts.split(';'));
    }
    if let Some(rest) = line.strip_prefix("Tests ") {
        // vitest: `Tests  1 failed | 12 passed (13)`; the line of files starts with `Test Files`.
        return labelled(rest.split('|'));
    }
    // node: `ℹ pass 12` to a person, `# pass 12` to a pipe
    let rest = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# "))?;
    let (label, number) = rest.split_once(' ')?;
    let mut count = Count::default();
    add(&mut count, label, number.trim().parse().ok()?).then_some(count)
}

/// Reads `12 passed`, `1 failed (flaky)` and the like.
fn labelled<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Count> {
    let mut count = Count::default();
    let mut known = false;
    for part in parts {
        let mut words = part.split_whitespace();
        if let (Some(number), Some(label)) = (words.next(), words.next())
            && let Ok(number) = number.parse()
        {
            known |= add(&mut count, label, number);
        }
    }
    known.then_some(count)
}

fn add(count: &mut Count, label: &str, number: u64) -> bool {
    match label {
        "passed" | "pass" => count.passed += number,
        // "timed out" and "cancelled" are nextest's and node's words for tests that did not get to their end.
        "failed" | "fail" | "timed" | "cancelled" => count.failed += number,
        "skipped" | "ignored" | "todo" => count.skipped += number,
        _ => return false,
    }
    true
}

/// Drops terminal colour codes (`ESC [ … letter`).
pub(crate) fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once(|c: char| c.is_ascii_alphabetic()).map_or("", |(_, tail)| tail);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(passed: u64, failed: u64, skipped: u64) -> Option<Count> {
        Some(Count { passed, failed, skipped })
    }

    #[test]
    fn each_runner_is_understood() {
        let cases = [
            ("     Summary [   0.053s] 15 tests run: 15 passed, 0 skipped", count(15, 0, 0)),
            (
                "     Summary [   1.2s] 9/15 tests run: 6 passed (1 slow), 2 failed, 1 timed out, 3 skipped",
                count(6, 3, 3),
            ),
            (
                "test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
                count(4, 0, 1),
            ),
            (
                "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
                count(3, 1, 0),
            ),
            (" Test Files  1 failed | 3 passed (4)", None),
            ("      Tests  1 failed | 12 passed (13)", count(12, 1, 0)),
            (
                "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m12 passed\u{1b}[39m\u{1b}[22m\u{1b}[90m (12)\u{1b}[39m",
                count(12, 0, 0),
            ),
            ("# pass 7", count(7, 0, 0)),
            ("ℹ fail 2", count(0, 2, 0)),
            ("# tests 9", None),
            ("a line of a log with 3 passed in it", None),
        ];
        for (line, expected) in cases {
            assert_eq!(of_output([line]), expected, "{line}");
        }
    }

    #[test]
    fn counts_of_several_runs_add_up() {
        let lines = [
            "test result: ok. 2 passed; 0 failed; 0 ignored",
            "test result: ok. 3 passed; 1 failed; 1 ignored",
        ];
        assert_eq!(of_output(lines), count(5, 1, 1));
        assert_eq!(of_output([]), None);
    }
}
