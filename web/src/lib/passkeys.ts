/** The browser's side of passkeys (WebAuthn): bytes and texts, and what can go wrong, in one union. */

/** Why passkeys cannot be used on this page. */
export type PasskeyObstacle =
  /** The browser knows none. */
  | { kind: "browser" }
  /** They work on the page of another host. */
  | { kind: "host"; host: string }
  /** The page is at a bare address, or came without encryption. */
  | { kind: "address" };

/** What keeps passkeys from working here; `null` when nothing does. `host` is what the server says. */
export function passkeyObstacle(host: string | undefined): PasskeyObstacle | null {
  // A page that is not secure does not even see the interface: say what helps.
  if (host === undefined || !isSecureContext) return { kind: "address" };
  if (host !== location.hostname) return { kind: "host", host };
  if (typeof PublicKeyCredential === "undefined") return { kind: "browser" };
  return null;
}

export type PasskeyFailureKind =
  /** The person closed the browser's dialog, or let it run out. */
  | "cancelled"
  /** This device holds a key for the account already. */
  | "known"
  /** The device cannot make such a key, or the browser did something unheard of. */
  | "unable";

export class PasskeyError extends Error {
  readonly kind: PasskeyFailureKind;

  constructor(kind: PasskeyFailureKind) {
    super(`passkey: ${kind}`);
    this.name = "PasskeyError";
    this.kind = kind;
  }
}

/** What the server wants to be made. Texts that stand for bytes are base64url. */
export interface PasskeyPlan {
  challenge: string;
  host: string;
  userHandle: string;
  login: string;
  displayName: string;
  known: readonly string[];
}

/** What was made, as the server takes it. */
export interface MadePasskey {
  clientData: string;
  authenticatorData: string;
  publicKey: string;
  algorithm: number;
}

/** P-256, Ed25519, RSA (COSE). */
const ALGORITHMS = [-7, -8, -257];
/** As long as the server's challenge is good. */
const TIMEOUT_MS = 5 * 60_000;

/** Has the person make a key on a device of theirs. Throws `PasskeyError`. */
export async function makePasskey(plan: PasskeyPlan): Promise<MadePasskey> {
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: bytesOf(plan.challenge),
        rp: { id: plan.host, name: plan.host },
        user: { id: bytesOf(plan.userHandle), name: plan.login, displayName: plan.displayName },
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
        excludeCredentials: plan.known.map((id) => ({ type: "public-key", id: bytesOf(id) })),
        authenticatorSelection: {
          residentKey: "required",
          requireResidentKey: true,
          userVerification: "required",
        },
        attestation: "none",
        timeout: TIMEOUT_MS,
      },
    }),
  );
  const { response } = made;
  if (!(response instanceof AuthenticatorAttestationResponse)) throw new PasskeyError("unable");
  const publicKey = response.getPublicKey();
  if (publicKey === null) throw new PasskeyError("unable");
  return {
    clientData: textOf(response.clientDataJSON),
    authenticatorData: textOf(response.getAuthenticatorData()),
    publicKey: textOf(publicKey),
    algorithm: response.getPublicKeyAlgorithm(),
  };
}

/** A signature by a key, as the server takes it. */
export interface PasskeyUse {
  credential: string;
  userHandle: string;
  clientData: string;
  authenticatorData: string;
  signature: string;
}

/** Has the person choose one of their keys and sign with it. Throws `PasskeyError`. */
export async function signWithPasskey(challenge: {
  challenge: string;
  host: string;
}): Promise<PasskeyUse> {
  const used = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: bytesOf(challenge.challenge),
        rpId: challenge.host,
        userVerification: "required",
        timeout: TIMEOUT_MS,
      },
    }),
  );
  const { response } = used;
  if (!(response instanceof AuthenticatorAssertionResponse)) throw new PasskeyError("unable");
  return {
    credential: textOf(used.rawId),
    userHandle: response.userHandle === null ? "" : textOf(response.userHandle),
    clientData: textOf(response.clientDataJSON),
    authenticatorData: textOf(response.authenticatorData),
    signature: textOf(response.signature),
  };
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  let credential: Credential | null;
  try {
    credential = await ask();
  } catch (caught) {
    throw new PasskeyError(failureOf(caught));
  }
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyError("unable");
  return credential;
}

function failureOf(caught: unknown): PasskeyFailureKind {
  if (!(caught instanceof DOMException)) throw caught;
  if (caught.name === "NotAllowedError" || caught.name === "AbortError") return "cancelled";
  return caught.name === "InvalidStateError" ? "known" : "unable";
}

/** base64url without padding. */
export function textOf(bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function bytesOf(text: string): ArrayBuffer {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0)).buffer;
}
