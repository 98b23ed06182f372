/**
 * We are wrong: a fault in our own code or use of it. (A fault in the user's text is a Diagnostic value; a peer that is
 * wrong or away is a typed result.) `code` is stable and never reused.
 */
export class AsterismError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AsterismError';
    this.code = code;
  }
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` of a system error such as ENOENT, else undefined. */
export function systemCodeOf(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}
