/** Which microphone, camera and speaker this person chose on this device. */

export interface DeviceChoice {
  /** `deviceId`s; `null`: what the browser thinks best. */
  microphone: string | null;
  camera: string | null;
  speaker: string | null;
  /** `saving`: a small picture (320×180) for weak devices and lines. */
  picture: "best" | "saving";
  /** Which side of a phone, when no camera is chosen. Every call begins with the face. */
  facing: "user" | "environment";
  /** The browser takes noise out of the voice; music needs it off. */
  noiseSuppression: boolean;
  /** The microphone is on only while a key or button is held. */
  pushToTalk: boolean;
}

const STORAGE_KEY = "zvonilka.calls.devices";
const EXPLAINED_KEY = "zvonilka.calls.permissionExplained";

const NO_CHOICE: DeviceChoice = {
  microphone: null,
  camera: null,
  speaker: null,
  picture: "best",
  facing: "user",
  noiseSuppression: true,
  pushToTalk: false,
};

export function readDeviceChoice(storage: Storage = localStorage): DeviceChoice {
  try {
    const stored: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? "{}");
    if (typeof stored !== "object" || stored === null) return NO_CHOICE;
    const { microphone, camera, speaker, picture, noiseSuppression, pushToTalk } = stored as Record<
      string,
      unknown
    >;
    return {
      microphone: textOrNull(microphone),
      camera: textOrNull(camera),
      speaker: textOrNull(speaker),
      picture: picture === "saving" ? "saving" : "best",
      facing: "user",
      noiseSuppression: noiseSuppression !== false,
      pushToTalk: pushToTalk === true,
    };
  } catch {
    return NO_CHOICE;
  }
}

export function saveDeviceChoice(choice: DeviceChoice, storage: Storage = localStorage): void {
  storage.setItem(STORAGE_KEY, JSON.stringify(choice));
}

/** Whether the browser's question about the microphone was once explained and answered "yes". */
export function wasPermissionExplained(storage: Storage = localStorage): boolean {
  return storage.getItem(EXPLAINED_KEY) === "yes";
}

export function rememberPermissionExplained(storage: Storage = localStorage): void {
  storage.setItem(EXPLAINED_KEY, "yes");
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
