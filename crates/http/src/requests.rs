//! How many requests were answered, and how: by the template of their route, never by what stands in its place.

use std::{collections::BTreeMap, time::Duration};

use axum::http::{Method, StatusCode};
use parking_lot::Mutex;

/// In how many seconds a request was answered, at most.
pub const REQUEST_SECONDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];
/// What is asked for anywhere else than at an endpoint: the page, its files, and what is not there.
const NO_ENDPOINT: &str = "page";

/// How many requests were answered since the start. Bounded: by the endpoints, the methods and the kinds of answers.
#[derive(Debug, Default)]
pub struct RequestCounts {
    inner: Mutex<Counted>,
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counted {
    /// By route, method and the hundreds of the status.
    pub answers: BTreeMap<String, BTreeMap<(&'static str, &'static str), u64>>,
    /// How many took as long as this at most, and longer than the step before; the last is for what took longer still.
    pub took: [u64; REQUEST_SECONDS.len() + 1],
    /// How long all took together.
    pub seconds: f64,
}

impl RequestCounts {
    /// What was counted so far.
    #[must_use]
    pub fn counted(&self) -> Counted {
        self.inner.lock().clone()
    }

    pub(crate) fn note(&self, route: Option<&str>, method: &Method, status: StatusCode, took: Duration) {
        // The page answers everything that is under no endpoint, and paths that lead nowhere are as many as people try.
        let route = route.filter(|route| !route.contains("{*")).unwrap_or(NO_ENDPOINT);
        let kind = (known(method), hundreds(status));
        let seconds = took.as_secs_f64();
        let step = REQUEST_SECONDS.iter().position(|most| seconds <= *most).unwrap_or(REQUEST_SECONDS.len());
        let mut inner = self.inner.lock();
        inner.took[step] += 1;
        inner.seconds += seconds;
        match inner.answers.get_mut(route) {
            Some(answers) => *answers.entry(kind).or_default() += 1,
            None => {
                inner.answers.insert(route.to_owned(), BTreeMap::from([(kind, 1)]));
            }
        }
    }
}

/// Methods may be made up, so that only those that mean something here are told by their names.
fn known(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known.into_iter().find(|name| *name == method.as_str()).unwrap_or("other")
}

fn hundreds(status: StatusCode) -> &'static str {
    match status.as_u16() {
        ..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        500.. => "5xx",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_strangers_make_up_makes_no_new_rows() {
        let counts = RequestCounts::default();
        let note = |route, method: &str, status: u16, millis| {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            counts.note(route, &method, StatusCode::from_u16(status).unwrap(), Duration::from_millis(millis));
        };
        note(Some("/api/chats/{id}"), "GET", 200, 3);
        note(Some("/api/chats/{id}"), "GET", 204, 5);
        note(Some("/api/chats/{id}"), "GET", 404, 30);
        note(Some("/api/{*rest}"), "MADEUP", 404, 9_000);
        note(None, "ALSO", 404, 600);
        let counted = counts.counted();
        let chats = BTreeMap::from([(("GET", "2xx"), 2), (("GET", "4xx"), 1)]);
        let page = BTreeMap::from([(("other", "4xx"), 2)]);
        let answers = BTreeMap::from([("/api/chats/{id}".to_owned(), chats), ("page".to_owned(), page)]);
        assert_eq!(counted.answers, answers);
        assert_eq!(counted.took, [2, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1]);
        assert!((counted.seconds - 9.638).abs() < 1e-9, "{}", counted.seconds);
    }
}
