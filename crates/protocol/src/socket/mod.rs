//! The socket: `{"type":"…","ref":"…"?,"data":{…}}`, one JSON object a text frame.

mod client;
mod server;

pub use client::{
    AuthFrame, CallHand, CallLock, CallMediaFrame, CallMute, CallPerson, CallReact, CallRef, CallStateFrame,
    CandidateFrame, ChatMessage, ClientFrame, DeleteFrame, EditFrame, FrameError, Incoming, InviteToCall,
    MediaPath, PresenceChoice, PresenceFrame, ReactionFrame, ReadMark, ResumeCall, RingReceipt, SdpFrame,
    TypingFrame, TypingWhat,
};
pub use server::{
    CallAcceptance, CallCandidate, CallDecline, CallRinging, CallSdp, CallStateEvent, ChatUpdate,
    MemberDelta, Present, Ready, RingingDevice, ServerEvent, SocketError, answer, failure,
};

/// Bytes of an incoming frame at most; more closes the socket with 1009.
pub const MAX_FRAME_BYTES: usize = 64 * 1024;

/// Close codes of our own (RFC 6455 leaves 4000 to 4999 to applications).
pub mod close {
    /// The token is missing, forged or has run out.
    pub const UNAUTHENTICATED: u16 = 4001;
    /// The session was ended.
    pub const SESSION_ENDED: u16 = 4002;
    /// The outbound queue was full: reconnect and sync.
    pub const TOO_SLOW: u16 = 4003;
    /// The same tab has opened another socket.
    pub const REPLACED: u16 = 4004;
    /// The server restarts: come back soon.
    pub const RESTARTING: u16 = 1012;
    /// A binary frame (RFC 6455 §7.4.1).
    pub const UNSUPPORTED: u16 = 1003;
    /// Flooding (RFC 6455 §7.4.1).
    pub const POLICY: u16 = 1008;
    /// A frame beyond the limit (RFC 6455 §7.4.1).
    pub const TOO_BIG: u16 = 1009;
}
