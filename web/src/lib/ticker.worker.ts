/** Ticks every so many milliseconds, once told how many. See `timers.ts`. */
self.onmessage = (event: MessageEvent<number>) => {
  setInterval(() => self.postMessage(null), event.data);
};
