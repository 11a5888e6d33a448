/** A set of listeners that survives being changed, and one of them failing, while it is told. */
export interface Listeners<T> {
  add(listener: (value: T) => void): () => void;
  tell(value: T): void;
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(value) {
      for (const listener of [...listeners]) {
        try {
          listener(value);
        } catch (caught) {
          // One listener's bug must not silence the others; the page's error handler hears of it.
          queueMicrotask(() => {
            throw caught;
          });
        }
      }
    },
  };
}
