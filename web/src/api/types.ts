/**
 * The names of everything that travels between us and the server. The one place that knows where these shapes come
 * from, so that features never import generated code.
 */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type UserId = Schemas["UserId"];
export type ChatId = Schemas["ChatId"];
export type MessageId = Schemas["MessageId"];
export type CallId = Schemas["CallId"];
export type SessionId = Schemas["SessionId"];
/** Made by the sender; unique per chat and sender for ever. */
export type ClientId = string;
/** RFC 3339, UTC, milliseconds. */
export type Timestamp = Schemas["Timestamp"];

export type User = Schemas["User"];
export type PublicUser = Schemas["PublicUser"];
export type Me = Schemas["Me"];
export type MePatch = Schemas["MePatch"];

export type Export = Schemas["Export"];
export type ExportTicket = Schemas["ExportTicket"];
export type Holding = Schemas["Holding"];
export type MyData = Schemas["MyData"];

export type Session = Schemas["Session"];
export type SessionInfo = Schemas["SessionInfo"];
export type RegisterInput = Schemas["Register"];
export type LoginInput = Schemas["LogIn"];
export type PasskeyChallenge = Schemas["PasskeyChallenge"];
export type PasskeyLoginInput = Schemas["LogInByPasskey"];
export type Passkey = Schemas["Passkey"];
export type PasskeyOptions = Schemas["PasskeyOptions"];
export type AddPasskeyInput = Schemas["AddPasskey"];
export type TwoStep = Schemas["TwoStep"];
export type TwoStepSecret = Schemas["TwoStepSecret"];
export type RecoveryCodes = Schemas["RecoveryCodes"];

export type ChatKind = Schemas["ChatKind"];
export type SharedChat = Schemas["SharedChat"];
export type Chat = Schemas["Chat"];
export type ChatPatch = Schemas["ChatPatch"];
export type MemberRole = Schemas["Role"];
export type Member = Schemas["Member"];

export type MessageKind = Schemas["MessageKind"];
export type Message = Schemas["Message"];
export type MessagePage = Schemas["History"];
export type SystemNote = Schemas["SystemNote"];
export type SystemNoteType = Schemas["SystemNoteType"];
export type ForwardedFrom = Schemas["ForwardedFrom"];
export type LinkPreview = Schemas["LinkPreview"];
export type Reaction = Schemas["Reaction"];
export type ReactionBy = Schemas["ReactionBy"];
export type StoredFile = Schemas["File"];
export type FileId = StoredFile["id"];
export type FoundMessage = Schemas["FoundMessage"];

/** My own side of a chat. */
export type MyChat = Schemas["MyChat"];
export type MyChatPatch = Schemas["MyChatPatch"];
export type Draft = Schemas["Draft"];
export type AddedMembers = Schemas["AddedMembers"];
export type ChatLink = Schemas["ChatLink"];
export type ChatLinkInfo = Schemas["ChatLinkInfo"];

export type Audience = Schemas["Audience"];
export type Privacy = Schemas["Privacy"];
export type PrivacyPatch = Schemas["PrivacyPatch"];
export type Contacts = Schemas["Contacts"];
export type Contact = Schemas["Contact"];
export type ContactRequest = Schemas["ContactRequest"];
export type ContactState = Schemas["ContactState"];

export type Call = Schemas["Call"];
export type CallGuest = Schemas["CallGuest"];
export type CallGuestLink = Schemas["CallGuestLink"];
export type GuestAnswer = Schemas["GuestAnswer"];
export type GuestInvitation = Schemas["GuestInvitation"];
export type GuestPass = Schemas["GuestPass"];
export type GuestPerson = Schemas["GuestPerson"];
export type GuestReady = Schemas["GuestReady"];
export type GuestEnd = Schemas["GuestEnd"];
export type GuestEvent = Schemas["GuestEvent"];
export type CallQuality = Schemas["CallQuality"];
export type CallReport = Schemas["CallReport"];
export type CallReportSide = Schemas["CallReportSide"];
export type MediaTransport = Schemas["MediaTransport"];
export type CallCard = Schemas["CallCard"];
export type CallKind = Schemas["CallKind"];
export type CallStatus = Schemas["CallStatus"];
export type CallEndReason = Schemas["EndReason"];
export type CallParticipant = Schemas["CallParticipant"];
export type ParticipantState = Schemas["CallParticipantState"];
export type EchoCall = Schemas["EchoCall"];
export type IceServer = Schemas["IceServer"];
export type IceServers = Schemas["IceServers"];

export type ServerInfo = Schemas["ServerInfo"];
export type Resettable = Schemas["Resettable"];
export type MailSettings = Schemas["MailSettings"];

export type Invite = Schemas["Invite"];
export type InviteInfo = Schemas["InviteInfo"];
export type Newcomer = Schemas["Newcomer"];
export type MyArrival = Schemas["Arrival"];
export type WelcomeStep = Schemas["WelcomeStep"];

export type AutoAnswer = Schemas["AutoAnswer"];
export type SimplePerson = Schemas["SimplePerson"];
export type SimpleSetup = Schemas["SimpleSetup"];
export type SimpleMode = Schemas["SimpleMode"];
export type SimpleProposal = Schemas["SimpleProposal"];

/** `application/problem+json`, RFC 9457. */
export type Problem = Schemas["Problem"];
/** A page of a list; `cursor` asks for the next one. */
export interface List<T> {
  items: T[];
  cursor?: string | null;
}

export type PushKey = Schemas["PushKey"];
export type PushState = Schemas["PushState"];
export type PushSettings = Schemas["PushSettings"];
