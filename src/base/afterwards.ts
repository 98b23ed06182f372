/** The promise's own outcome, after `done` has been called. As `finally`, which makes three promises more. */
export function afterwards<T>(promise: Promise<T>, done: () => void): Promise<T> {
  return promise.then(
    (value) => {
      done();
      return value;
    },
    (reason: unknown) => {
      done();
      throw reason;
    },
  );
}
