//! Where somebody is now. With ICE lite the browser asks and we answer; when its address changes on the way (a router
//! forgets, a phone changes cells), it goes on asking, from the new one, and never learns that there was another. `str0m`
//! keeps to the first, which is as good in its eyes.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

/// An address that has not asked for so long is nobody's, when another one asks: browsers ask every two and a half
/// seconds.
const FORGOTTEN: Duration = Duration::from_secs(6);
/// Addresses that are remembered: as many as a browser tries at a time.
const MOST: usize = 8;

/// The addresses that asked and were answered. Only who knows the line's password gets an answer, so nobody else can
/// take it over.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    answered: Vec<(SocketAddr, Instant)>,
}

impl Paths {
    /// Where a datagram goes that is for this address.
    pub(crate) fn way(&mut self, now: Instant, to: SocketAddr, bytes: &[u8]) -> SocketAddr {
        // The answer to a binding request (RFC 8489): it goes to who asked.
        if bytes.starts_with(&[1, 1]) {
            self.note(now, to);
            return to;
        }
        let is_fresh = |at: Instant| now.saturating_duration_since(at) < FORGOTTEN;
        let asked = self.answered.iter().find(|(address, _)| *address == to);
        if asked.is_none_or(|(_, at)| is_fresh(*at)) {
            return to;
        }
        let newest = self.answered.iter().max_by_key(|(_, at)| *at);
        newest.filter(|(_, at)| is_fresh(*at)).map_or(to, |(address, _)| *address)
    }

    fn note(&mut self, now: Instant, from: SocketAddr) {
        match self.answered.iter_mut().find(|(address, _)| *address == from) {
            Some((_, at)) => *at = now,
            None => {
                if self.answered.len() >= MOST
                    && let Some(oldest) = self
                        .answered
                        .iter()
                        .enumerate()
                        .min_by_key(|(_, (_, at))| *at)
                        .map(|(index, _)| index)
                {
                    self.answered.swap_remove(oldest);
                }
                self.answered.push((from, now));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_from_elsewhere_is_followed_when_the_old_address_is_silent() {
        #[expect(clippy::disallowed_methods, reason = "an instant cannot be made otherwise")]
        let begun = Instant::now();
        let (old, new) = (SocketAddr::from(([192, 0, 2, 1], 1)), SocketAddr::from(([192, 0, 2, 2], 2)));
        let (answer, sound) = ([1, 1, 0, 0], [128, 111, 0, 0]);
        let after = |seconds| begun + Duration::from_secs(seconds);
        let mut paths = Paths::default();
        assert_eq!(paths.way(begun, old, &sound), old, "nothing is known");
        paths.way(begun, old, &answer);
        // Both ask: the one that was chosen stays.
        paths.way(after(2), new, &answer);
        paths.way(after(3), old, &answer);
        assert_eq!(paths.way(after(4), old, &sound), old);
        // The old one asks no more.
        paths.way(after(8), new, &answer);
        assert_eq!(paths.way(after(8), old, &sound), old);
        assert_eq!(paths.way(after(10), old, &sound), new);
        // Nobody asks: nothing is known to be better.
        assert_eq!(paths.way(after(60), old, &sound), old);
        for port in 0..100 {
            paths.way(after(61), SocketAddr::from(([192, 0, 2, 3], port)), &answer);
        }
        assert_eq!(paths.answered.len(), MOST);
    }
}
