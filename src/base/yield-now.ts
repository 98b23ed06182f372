/** Lets everything else that is due run first: for loops that would otherwise keep the event loop to themselves. */
export function yieldNow(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
