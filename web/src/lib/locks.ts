/**
 * One at a time across all tabs of this browser. Pages without TLS (a server on the home network)
 * have no Web Locks: there every tab is on its own, and whoever uses this must bear it.
 */

export interface Locks {
  /** Runs `work` while no other tab runs work of this name. */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Runs `work` if no other tab holds the name, and holds it until `work` ends; else `null`. */
  ifFree<T>(name: string, work: () => Promise<T>): Promise<T | null>;
}

export function createLocks(manager: LockManager | undefined = globalThis.navigator?.locks): Locks {
  return manager === undefined ? createPageLocks() : createWebLocks(manager);
}

function createWebLocks(manager: LockManager): Locks {
  return {
    exclusively: async (name, work) => await manager.request(name, work),
    ifFree: async (name, work) =>
      await manager.request(name, { ifAvailable: true }, async (lock) =>
        lock === null ? null : await work(),
      ),
  };
}

function createPageLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = tails.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    tails.set(name, mine);
    try {
      return await mine;
    } finally {
      if (tails.get(name) === mine) tails.delete(name);
    }
  }
  return {
    exclusively,
    ifFree: (name, work) => (tails.has(name) ? Promise.resolve(null) : exclusively(name, work)),
  };
}
