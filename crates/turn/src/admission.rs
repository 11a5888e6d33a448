//! Who gets a port: the ports of the whole range and how many each person has. One for all workers of a machine; it
//! is asked when an allocation begins and ends, never for a packet.

use std::{collections::HashMap, ops::RangeInclusive, time::Duration};

use crate::{address::Family, client::Client, credentials::UserName, time::Moment};

/// A client wants a relayed address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Who.
    pub client: Client,
    /// Whose name it goes under.
    pub user: UserName,
    /// IPv4 or IPv6.
    pub family: Family,
    /// Which port.
    pub wish: PortWish,
}

/// Which port a client wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortWish {
    /// Any.
    Any,
    /// An even one.
    Even,
    /// An even one, and the next kept for later.
    EvenAndNext,
    /// The one that was kept.
    Reserved(ReservationToken),
}

/// Gives a right to a port that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReservationToken(pub [u8; 8]);

/// Why somebody gets no port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The person has as many allocations as one may have.
    Quota,
    /// No fitting port is free, or the token is unknown.
    Capacity,
}

/// A port, given until [`Admission::release`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admitted {
    /// IPv4 or IPv6; a kept port says it itself.
    pub family: Family,
    /// The port.
    pub port: u16,
    /// For the next port, when that was asked for.
    pub reservation: Option<ReservationToken>,
}

/// What is given at most.
#[derive(Debug, Clone)]
pub struct AdmissionLimits {
    /// The ports to give out.
    pub ports: RangeInclusive<u16>,
    /// Allocations that one person may have at a time.
    pub per_user: u32,
    /// Allocations in all.
    pub total: usize,
}

/// How long a port is kept for whoever has the token (RFC 8656, section 7.2 recommends 30 seconds).
const RESERVATION: Duration = Duration::from_secs(30);

/// All ports, and who has them.
#[derive(Debug)]
pub struct Admission {
    limits: AdmissionLimits,
    /// Ports in use and ports kept.
    taken: HashMap<(Family, u16), UserName>,
    kept: HashMap<ReservationToken, Kept>,
    /// How many of `taken` each has.
    per_user: HashMap<UserName, u32>,
}

#[derive(Debug)]
struct Kept {
    family: Family,
    port: u16,
    until: Moment,
}

impl Admission {
    /// With all ports free.
    #[must_use]
    pub fn new(limits: AdmissionLimits) -> Self {
        Self { limits, taken: HashMap::new(), kept: HashMap::new(), per_user: HashMap::new() }
    }

    /// Gives a port. `random` decides which, and is the token when one is made, so it must not be guessable.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn admit(&mut self, now: Moment, ask: &Ask, random: u64) -> Result<Admitted, Refusal> {
        self.forget_kept(now);
        if let PortWish::Reserved(token) = ask.wish {
            return self.redeem(&ask.user, token);
        }
        let keeps_next = ask.wish == PortWish::EvenAndNext;
        let wanted = if keeps_next { 2 } else { 1 };
        if self.per_user.get(&ask.user).copied().unwrap_or(0) + wanted > self.limits.per_user {
            return Err(Refusal::Quota);
        }
        if self.taken.len() + wanted as usize > self.limits.total {
            return Err(Refusal::Capacity);
        }
        let next_is_free =
            |port: u16| port.checked_add(1).is_some_and(|next| self.is_free((ask.family, next)));
        let step = if ask.wish == PortWish::Any { 1 } else { 2 };
        let port = self
            .find(ask.family, random, step, |port| !keeps_next || next_is_free(port))
            .ok_or(Refusal::Capacity)?;
        self.take((ask.family, port), &ask.user);
        let reservation = keeps_next.then(|| {
            self.take((ask.family, port + 1), &ask.user);
            let token = ReservationToken(random.to_be_bytes());
            let kept = Kept { family: ask.family, port: port + 1, until: now.after(RESERVATION) };
            if let Some(older) = self.kept.insert(token, kept) {
                self.release(older.family, older.port);
            }
            token
        });
        Ok(Admitted { family: ask.family, port, reservation })
    }

    /// Takes a port back.
    pub fn release(&mut self, family: Family, port: u16) {
        let Some(user) = self.taken.remove(&(family, port)) else { return };
        let left = self.per_user.get(&user).copied().unwrap_or(1).saturating_sub(1);
        if left == 0 {
            self.per_user.remove(&user);
        } else {
            self.per_user.insert(user, left);
        }
    }

    /// Ports in use or kept.
    #[must_use]
    pub fn in_use(&self) -> usize {
        self.taken.len()
    }

    /// What was kept for this person is theirs now; it counted as theirs all the time.
    fn redeem(&mut self, user: &UserName, token: ReservationToken) -> Result<Admitted, Refusal> {
        let kept = self.kept.get(&token).ok_or(Refusal::Capacity)?;
        let (family, port) = (kept.family, kept.port);
        if self.taken.get(&(family, port)) != Some(user) {
            return Err(Refusal::Capacity);
        }
        self.kept.remove(&token);
        Ok(Admitted { family, port, reservation: None })
    }

    fn forget_kept(&mut self, now: Moment) {
        let over: Vec<_> = self.kept.extract_if(|_, kept| kept.until <= now).collect();
        for (_, kept) in over {
            self.release(kept.family, kept.port);
        }
    }

    fn take(&mut self, place: (Family, u16), user: &UserName) {
        self.taken.insert(place, user.clone());
        *self.per_user.entry(user.clone()).or_default() += 1;
    }

    /// The first fitting port from a random one on, around the end. `step` 2 gives even ports only.
    fn find(&self, family: Family, random: u64, step: u16, fits: impl Fn(u16) -> bool) -> Option<u16> {
        let (first, last) = self.limits.ports.clone().into_inner();
        let first = first.checked_next_multiple_of(step)?;
        if first > last {
            return None;
        }
        let count = u64::from((last - first) / step) + 1;
        let offset = random % count;
        (0..count)
            // Below `count`, so it fits a port.
            .map(|index| first + ((offset + index) % count) as u16 * step)
            .find(|port| self.is_free((family, *port)) && fits(*port))
    }

    fn is_free(&self, place: (Family, u16)) -> bool {
        self.limits.ports.contains(&place.1) && !self.taken.contains_key(&place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Transport;

    const NOW: Moment = Moment::from_millis(0);

    fn ask(user: &str, wish: PortWish) -> Ask {
        let remote = "192.0.2.1:1000".parse().unwrap();
        let client = Client { transport: Transport::Udp, remote, local: None };
        Ask { client, user: UserName::parse(user).unwrap(), family: Family::V4, wish }
    }

    fn admission(ports: RangeInclusive<u16>, per_user: u32) -> Admission {
        Admission::new(AdmissionLimits { ports, per_user, total: 100 })
    }

    #[test]
    fn every_port_of_the_range_is_given_once() {
        let mut admission = admission(65_530..=65_535, 100);
        let mut given: Vec<u16> =
            (0..6).map(|i| admission.admit(NOW, &ask("a", PortWish::Any), i * 77).unwrap().port).collect();
        given.sort_unstable();
        assert_eq!(given, (65_530..=65_535).collect::<Vec<_>>());
        assert_eq!(admission.admit(NOW, &ask("a", PortWish::Any), 1), Err(Refusal::Capacity));
        admission.release(Family::V4, 65_531);
        assert_eq!(admission.admit(NOW, &ask("b", PortWish::Any), 1).unwrap().port, 65_531);
    }

    #[test]
    fn a_person_gets_so_many_and_no_more() {
        let mut admission = admission(50_000..=50_100, 2);
        let first = admission.admit(NOW, &ask("a", PortWish::Any), 1).unwrap();
        admission.admit(NOW, &ask("a", PortWish::Any), 2).unwrap();
        assert_eq!(admission.admit(NOW, &ask("a", PortWish::Any), 3), Err(Refusal::Quota));
        admission.admit(NOW, &ask("b", PortWish::Any), 3).unwrap();
        admission.release(Family::V4, first.port);
        admission.admit(NOW, &ask("a", PortWish::Any), 3).unwrap();
    }

    #[test]
    fn the_next_port_is_kept_for_whoever_has_the_token_and_for_a_while() {
        let mut admission = admission(50_001..=50_006, 6);
        let first = admission.admit(NOW, &ask("a", PortWish::EvenAndNext), 9).unwrap();
        let token = first.reservation.unwrap();
        assert!(first.port.is_multiple_of(2));
        assert_eq!(
            admission.admit(NOW, &ask("b", PortWish::Reserved(token)), 1),
            Err(Refusal::Capacity),
            "somebody else has no right to it"
        );
        let next = admission.admit(NOW, &ask("a", PortWish::Reserved(token)), 1).unwrap();
        assert_eq!(next.port, first.port + 1);
        assert_eq!(admission.admit(NOW, &ask("a", PortWish::Reserved(token)), 1), Err(Refusal::Capacity));

        let unused = admission.admit(NOW, &ask("a", PortWish::EvenAndNext), 10).unwrap();
        let later = NOW.after(RESERVATION);
        let token = unused.reservation.unwrap();
        assert_eq!(admission.admit(later, &ask("a", PortWish::Reserved(token)), 1), Err(Refusal::Capacity));
        assert_eq!(admission.in_use(), 3);
    }

    #[test]
    fn even_ports_are_even_and_stay_in_the_range() {
        let mut admission = admission(50_001..=50_004, 100);
        let mut given = [3, 4].map(|r| admission.admit(NOW, &ask("a", PortWish::Even), r).unwrap().port);
        given.sort_unstable();
        assert_eq!(given, [50_002, 50_004]);
        assert_eq!(admission.admit(NOW, &ask("a", PortWish::EvenAndNext), 1), Err(Refusal::Capacity));
    }
}
