//! How the rules reach the rooms.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use tokio::time;
use zvonilka_model::{
    CallId, ParticipantId,
    call::{CallRooms, MediaState, RoomRefusal},
};
use zvonilka_sfu::{Identity, Line, SfuError};

use super::{RoomDesk, ToRoom};
use crate::Relayed;

/// How the rules reach the rooms.
pub(crate) struct RoomDoor {
    desk: Arc<RoomDesk>,
    identity: Identity,
    /// Where participants come to.
    addresses: Vec<SocketAddr>,
}

impl fmt::Debug for RoomDoor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RoomDoor").field("addresses", &self.addresses).finish_non_exhaustive()
    }
}

impl RoomDoor {
    pub(crate) fn new(desk: Arc<RoomDesk>, relayed: Relayed) -> Result<Self, SfuError> {
        let identity = Identity::generate()?;
        let ips = [relayed.v4.map(IpAddr::from), relayed.v6.map(IpAddr::from)];
        let addresses = ips.into_iter().flatten().map(|ip| SocketAddr::new(ip, desk.port)).collect();
        Ok(Self { desk, identity, addresses })
    }
}

impl CallRooms for RoomDoor {
    fn open(
        &self,
        call: CallId,
        place: ParticipantId,
        state: MediaState,
        offer: &str,
    ) -> Result<String, RoomRefusal> {
        let now = time::Instant::now().into_std();
        let (line, sdp) = Line::answer(now, &self.identity, &self.addresses, offer).map_err(|error| {
            tracing::debug!(%error, "a line into a room is not made");
            RoomRefusal::Offer
        })?;
        let room = self.desk.inbox(call).try_reserve().map_err(|_| RoomRefusal::Full)?;
        let mut lines = self.desk.lines.write();
        if !lines.admit(call, place, line.fragment()) {
            return Err(RoomRefusal::Full);
        }
        room.send(ToRoom::Opened { call, place, line: Box::new(line), state });
        Ok(sdp)
    }

    fn show_state(&self, call: CallId, place: ParticipantId, state: MediaState) {
        // Full of such news: the page says it anew with the next change.
        let _ = self.desk.inbox(call).try_send(ToRoom::State { call, place, state });
    }

    fn close(&self, call: CallId, place: ParticipantId) {
        self.desk.lines.write().dismiss(place);
        // Full of such news: nothing of this line comes through any more, so it ends as one that is silent.
        let _ = self.desk.inbox(call).try_send(ToRoom::Closed { call, place });
    }
}
