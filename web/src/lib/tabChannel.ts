/** Messages between the tabs of this browser; silence where `BroadcastChannel` is missing. */

export interface TabChannel<T> {
  /** To all other tabs, never to this one. */
  post(message: T): void;
  listen(listener: (message: T) => void): () => void;
}

export function createTabChannel<T>(name: string): TabChannel<T> {
  const listeners = new Set<(message: T) => void>();
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(name) : null;
  channel?.addEventListener("message", (event: MessageEvent<T>) => {
    for (const listener of listeners) listener(event.data);
  });
  return {
    post: (message) => channel?.postMessage(message),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
