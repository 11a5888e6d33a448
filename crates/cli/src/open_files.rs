//! How many files, sockets among them, the system lets the program have open.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Every connection is one, and so is every relayed address of a call.
const WANTED: u64 = 65_536;

/// Takes as many as the system gives to those who ask; the default of 1,024 would end at as many people.
pub(crate) fn allow_many() {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.map_or(WANTED, |most| most.min(WANTED));
    if current.is_none_or(|now| now >= wanted) {
        return;
    }
    match setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum }) {
        Ok(()) => tracing::debug!(files = wanted, "more open files are allowed"),
        Err(error) => tracing::warn!(%error, allowed = ?current, "no more open files are allowed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_the_system_gives_are_taken() {
        allow_many();
        let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
        assert!(current.is_none_or(|now| now >= maximum.map_or(WANTED, |most| most.min(WANTED))));
    }
}
