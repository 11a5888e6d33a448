//! How a peer's packet is wrapped for the client, without copying it.

use std::net::SocketAddr;

use crate::{
    address::xor_address,
    channel::{ChannelData, ChannelNumber},
    client::{Client, Transport},
    message::{COOKIE, Class, HEADER, Method, TransactionId, attribute, message_type},
};

/// What goes to a client: [`Self::head`], the payload, and [`Self::padding`] zeroes, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToClient<'a> {
    /// To whom.
    pub client: Client,
    /// What the peer sent.
    pub payload: &'a [u8],
    /// How many zeroes follow.
    pub padding: usize,
    head: [u8; LONGEST_HEAD],
    head_length: usize,
}

/// A Data indication from an IPv6 peer: header, XOR-PEER-ADDRESS, and the header of DATA.
const LONGEST_HEAD: usize = HEADER + 4 + 20 + 4;

impl<'a> ToClient<'a> {
    /// What goes before the payload.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        &self.head[..self.head_length]
    }

    /// The length of the whole.
    #[must_use]
    pub const fn length(&self) -> usize {
        self.head_length + self.payload.len() + self.padding
    }

    /// As channel data. `None` when the payload is longer than its length can say.
    pub(crate) fn on_channel(client: Client, channel: ChannelNumber, payload: &'a [u8]) -> Option<Self> {
        let length = u16::try_from(payload.len()).ok()?;
        let mut head = [0; LONGEST_HEAD];
        head[..2].copy_from_slice(&channel.number().to_be_bytes());
        head[2..4].copy_from_slice(&length.to_be_bytes());
        let padding = match client.transport {
            Transport::Udp => 0,
            Transport::Tcp | Transport::Tls | Transport::Web => missing(payload.len()),
        };
        Some(Self { client, payload, padding, head, head_length: ChannelData::HEADER })
    }

    /// As a Data indication. `None` when the payload is too long for one.
    pub(crate) fn as_indication(
        client: Client,
        peer: SocketAddr,
        transaction: TransactionId,
        payload: &'a [u8],
    ) -> Option<Self> {
        let (address, address_length) = xor_address(peer, &transaction);
        let padding = missing(payload.len());
        let (data_at, head_length) = (HEADER + 4 + address_length, HEADER + 4 + address_length + 4);
        let body = u16::try_from(head_length - HEADER + payload.len() + padding).ok()?;
        let mut head = [0; LONGEST_HEAD];
        head[..2].copy_from_slice(&message_type(Class::Indication, Method::Data).to_be_bytes());
        head[2..4].copy_from_slice(&body.to_be_bytes());
        head[4..8].copy_from_slice(&COOKIE.to_be_bytes());
        head[8..HEADER].copy_from_slice(&transaction.0);
        head[HEADER..HEADER + 2].copy_from_slice(&attribute::XOR_PEER_ADDRESS.to_be_bytes());
        // 8 or 20.
        head[HEADER + 3] = address_length as u8;
        head[HEADER + 4..data_at].copy_from_slice(&address[..address_length]);
        head[data_at..data_at + 2].copy_from_slice(&attribute::DATA.to_be_bytes());
        let length = u16::try_from(payload.len()).ok()?;
        head[data_at + 2..head_length].copy_from_slice(&length.to_be_bytes());
        Some(Self { client, payload, padding, head, head_length })
    }
}

const fn missing(length: usize) -> usize {
    length.next_multiple_of(4) - length
}
