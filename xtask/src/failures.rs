//! Reads from a test runner's output which tests failed and why, so that the end of a long log tells it.

/// Lines shown of one failure, its name included.
const LINES_EACH: usize = 9;
/// Lines shown in all.
const LINES_ALL: usize = 40;

/// The beginnings of the failures in `lines`, as nextest, cargo test, vitest and node's own runner write them.
pub(crate) fn of_output<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut shown: Vec<String> = Vec::new();
    let mut left_of_this = 0;
    for line in lines {
        let plain = crate::count::without_colours(line);
        let text = plain.trim();
        if begins_failure(text) {
            left_of_this = LINES_EACH;
        }
        // nextest and node tell a failure at once and again at the end.
        let worth = !text.is_empty() && !shown.iter().any(|before| before.trim() == text);
        if left_of_this > 0 && worth {
            shown.push(plain.trim_end().to_owned());
            left_of_this -= 1;
        }
        if shown.len() == LINES_ALL {
            break;
        }
    }
    shown
}

fn begins_failure(line: &str) -> bool {
    let starts = ["FAIL ", "FAIL [", "TIMEOUT [", "SIGABRT [", "SIGSEGV [", "not ok ", "✖ "];
    starts.iter().any(|start| line.starts_with(start))
        || (line.starts_with("thread '") && line.contains("panicked at"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_shown_with_its_first_lines_and_once() {
        let lines = [
            "        PASS [   0.1s] store users::are_found",
            "        FAIL [   0.2s] store users::are_lost",
            "thread 'users::are_lost' panicked at crates/store/src/users.rs:9:",
            "assertion failed: found",
            "",
            "        FAIL [   0.2s] store users::are_lost",
        ];
        let expected = [lines[1], lines[2], lines[3]];
        assert_eq!(of_output(lines), expected);
    }

    #[test]
    fn every_runner_is_understood() {
        for line in [
            "\u{1b}[41m\u{1b}[1m FAIL \u{1b}[22m\u{1b}[49m src/state.test.ts > keeps order",
            "not ok 3 - two people talk",
            "✖ two people talk (12 ms)",
        ] {
            assert_eq!(of_output([line]).len(), 1, "{line}");
        }
        assert!(of_output(["ok 3 - two people talk", " ✓ a test", "# fail 0"]).is_empty());
    }

    #[test]
    fn a_landslide_is_cut() {
        let lines: Vec<String> = (0..200).map(|number| format!("not ok {number} - a test")).collect();
        assert_eq!(of_output(lines.iter().map(String::as_str)).len(), LINES_ALL);
    }
}
