/** Waits for `work`; where a hangup or a redirect cuts it short, `tell` runs before that goes on its way. */
export async function ifCutShort<T>(work: Promise<T>, tell: () => void): Promise<T> {
  try {
    return await work;
  } catch (reason) {
    tell();
    throw reason;
  }
}
