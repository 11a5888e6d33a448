//! The one word among a page's own settings that the server must know: whether a second call may knock.

use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Settings {
    calls: Wishes,
}

#[derive(Deserialize)]
#[serde(default)]
struct Wishes {
    waiting: bool,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { waiting: true }
    }
}

/// Whether a person with these settings (a JSON object of the page's making) takes a second call: unless
/// `calls.waiting` says no. What cannot be read says nothing.
pub(super) fn takes_second_call(settings: &str) -> bool {
    serde_json::from_str::<Settings>(settings).unwrap_or_default().calls.waiting
}

#[cfg(test)]
mod tests {
    use super::takes_second_call;

    #[test]
    fn only_a_plain_no_is_a_no() {
        assert!(!takes_second_call(r#"{"theme":{},"calls":{"waiting":false,"relayOnly":true}}"#));
        for yes in
            ["{}", r#"{"calls":{}}"#, r#"{"calls":{"waiting":true}}"#, r#"{"calls":7}"#, "", "nonsense"]
        {
            assert!(takes_second_call(yes), "{yes}");
        }
    }
}
