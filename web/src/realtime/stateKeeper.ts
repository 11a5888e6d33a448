/** Holds the state. Every change goes through the reducers; what they ask for is told to listeners. */
import { createStore, type StoreApi } from "zustand/vanilla";

import { createListeners } from "@/lib/listeners";
import type { Change, Effect } from "./reducers/change";
import { reduce } from "./reducers/reduce";
import { initialState, type MessengerState } from "./state";

export interface StateKeeper {
  readonly store: StoreApi<MessengerState>;
  get(): MessengerState;
  apply(change: Change): void;
  onEffect(listener: (effect: Effect) => void): () => void;
}

export function createStateKeeper(): StateKeeper {
  const store = createStore<MessengerState>(() => initialState);
  const effects = createListeners<Effect>();
  return {
    store,
    get: store.getState,
    apply(change) {
      const reduced = reduce(store.getState(), change);
      // Replaced, not merged: what a reducer left out is gone.
      store.setState(reduced.state, true);
      for (const effect of reduced.effects) effects.tell(effect);
    },
    onEffect: effects.add,
  };
}
