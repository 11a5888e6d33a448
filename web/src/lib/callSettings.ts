/** What a person wants of calls on all their devices; kept in the account's settings under `calls`. */
export interface CallSettings {
  /** A second call may knock while one talks; the server reads this, too. */
  waiting: boolean;
  /** Media take the way through the server, so that the other side never learns one's address. */
  relayOnly: boolean;
}

export function callSettingsOf(settings: Record<string, unknown>): CallSettings {
  const stored = settings["calls"];
  const { waiting, relayOnly } = (
    typeof stored === "object" && stored !== null ? stored : {}
  ) as Record<string, unknown>;
  return { waiting: waiting !== false, relayOnly: relayOnly === true };
}

/** The account's settings with these; what other versions of the page keep there stays. */
export function withCallSettings(
  settings: Record<string, unknown>,
  change: Partial<CallSettings>,
): Record<string, unknown> {
  return { ...settings, calls: { ...callSettingsOf(settings), ...change } };
}
