//! UDP sockets.

use std::{
    io::{self, IoSliceMut},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use quinn_udp::{BATCH_SIZE, RecvMeta, Transmit, UdpSockRef, UdpSocketState};
use socket2::{Domain, Protocol, Socket, Type};
use tokio::{io::Interest, net::UdpSocket};
use zvonilka_turn::Family;

/// Room for bursts between two turns of a worker. The system may give less.
const BUFFER: usize = 1024 * 1024;

/// A socket, and what the system can do with it.
#[derive(Debug)]
pub(crate) struct Port {
    socket: UdpSocket,
    state: UdpSocketState,
}

/// Opens the listening sockets, one for each worker, all on the same address. The first is opened alone, so that a
/// port which another program has is noticed, even another one of ours.
pub(crate) fn listen(address: SocketAddr, count: usize) -> io::Result<Vec<std::net::UdpSocket>> {
    let first = Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::UDP))?;
    if address.is_ipv6() {
        first.set_only_v6(false)?;
    }
    first.bind(&address.into())?;
    first.set_nonblocking(true)?;
    let mut sockets = vec![std::net::UdpSocket::from(first)];
    let address = sockets[0].local_addr()?;
    for _ in 1..count {
        // Only from here on may others join.
        socket2::SockRef::from(&sockets[0]).set_reuse_port(true)?;
        let next = Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::UDP))?;
        if address.is_ipv6() {
            next.set_only_v6(false)?;
        }
        next.set_reuse_port(true)?;
        next.bind(&address.into())?;
        next.set_nonblocking(true)?;
        sockets.push(next.into());
    }
    Ok(sockets)
}

/// Opens the socket of a relayed address.
pub(crate) fn open(family: Family, port: u16) -> io::Result<std::net::UdpSocket> {
    let (domain, ip) = match family {
        Family::V4 => (Domain::IPV4, IpAddr::from(Ipv4Addr::UNSPECIFIED)),
        Family::V6 => (Domain::IPV6, IpAddr::from(Ipv6Addr::UNSPECIFIED)),
    };
    let socket = Socket::new(domain, Type::DGRAM, Some(Protocol::UDP))?;
    if family == Family::V6 {
        socket.set_only_v6(true)?;
    }
    socket.bind(&SocketAddr::new(ip, port).into())?;
    socket.set_nonblocking(true)?;
    Ok(socket.into())
}

impl Port {
    /// Takes a socket into the runtime that this is called in. From here on no packet may be cut in pieces on its way
    /// (`IP_PMTUDISC_PROBE`): what DONT-FRAGMENT asks for holds for everybody, and what is too large is lost.
    pub(crate) fn new(socket: std::net::UdpSocket) -> io::Result<Self> {
        let state = UdpSocketState::new(UdpSockRef::from(&socket))?;
        // Without the room there is only more loss in bursts.
        let _ = state.set_recv_buffer_size(UdpSockRef::from(&socket), BUFFER);
        let _ = state.set_send_buffer_size(UdpSockRef::from(&socket), BUFFER);
        Ok(Self { socket: UdpSocket::from_std(socket)?, state })
    }

    pub(crate) async fn readable(&self) -> io::Result<()> {
        self.socket.readable().await
    }

    /// Reads what is there without waiting.
    pub(crate) fn receive(&self, intake: &mut Intake) -> io::Result<usize> {
        let mut slices = intake.bytes.chunks_exact_mut(Intake::DATAGRAMS).map(IoSliceMut::new);
        let mut buffers: [IoSliceMut<'_>; Intake::COUNT] =
            std::array::from_fn(|_| slices.next().expect("as many pieces as buffers"));
        self.socket.try_io(Interest::READABLE, || {
            self.state.recv(UdpSockRef::from(&self.socket), &mut buffers, &mut intake.metas)
        })
    }

    /// Sends without waiting; what the system has no room for is lost, as on any network.
    pub(crate) fn send(&self, transmit: &Transmit<'_>) -> io::Result<()> {
        self.socket
            .try_io(Interest::WRITABLE, || self.state.try_send(UdpSockRef::from(&self.socket), transmit))
    }

    /// How many datagrams of one size the system takes at once.
    pub(crate) fn most_segments(&self) -> usize {
        self.state.max_gso_segments()
    }
}

/// Where datagrams are read to; one for each worker.
#[derive(Debug)]
pub(crate) struct Intake {
    bytes: Box<[u8]>,
    metas: [RecvMeta; Self::COUNT],
}

impl Intake {
    /// The system may join datagrams of one size to one sender up to this many bytes.
    const DATAGRAMS: usize = 64 * 1024;
    /// How many such runs are read at once.
    const COUNT: usize = if BATCH_SIZE < 16 { BATCH_SIZE } else { 16 };

    pub(crate) fn new() -> Self {
        let bytes = vec![0; Self::DATAGRAMS * Self::COUNT].into_boxed_slice();
        Self { bytes, metas: [RecvMeta::default(); Self::COUNT] }
    }

    /// The datagrams of the last reading: where each comes from, where it came to, and its bytes.
    pub(crate) fn datagrams(
        &self,
        count: usize,
    ) -> impl Iterator<Item = (SocketAddr, Option<IpAddr>, &[u8])> {
        let runs = self.metas.iter().zip(self.bytes.chunks_exact(Self::DATAGRAMS)).take(count);
        runs.flat_map(|(meta, bytes)| {
            let run = &bytes[..meta.len.min(bytes.len())];
            run.chunks(meta.stride.max(1)).map(|datagram| (meta.addr, meta.dst_ip, datagram))
        })
    }
}
