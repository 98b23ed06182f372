/** A mail that waits to go out, as it is kept on disk. */
export interface MailJob {
  readonly id: string;
  /** What it is about, for messages: `message 1 of mailbox 100@default`. */
  readonly about: string;
  /** Who it is from, on the envelope. */
  readonly from: string;
  /** Those who have not got it yet. */
  readonly recipients: readonly string[];
  /** The headers but those of MIME, in lines ended by \n. */
  readonly head: string;
  readonly text: string;
  /** How the text is to be sent, where it can be. */
  readonly charset: string;
  /** The sound that goes with it, which lies beside the job. */
  readonly attachment?: { readonly name: string; readonly type: string };
  /** Epoch milliseconds. */
  readonly madeMs: number;
  /** Not before then. */
  readonly nextMs: number;
  /** How often the far end has put it off. */
  readonly attempts: number;
  /** The message that is deleted once the mail is out. */
  readonly deletes?: { readonly box: string; readonly context: string; readonly messageId: string };
}

/** Reads a job back. @returns undefined where it is none. */
export function parseJob(text: string): MailJob | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // the caller says so
  }
  return isJob(value) ? value : undefined;
}

function isJob(value: unknown): value is MailJob {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(Object.entries(value));
  const all = (names: readonly string[], type: string): boolean =>
    names.every((name) => typeof fields.get(name) === type);
  const recipients: unknown = fields.get('recipients');
  return (
    all(['id', 'about', 'from', 'head', 'text', 'charset'], 'string') &&
    all(['madeMs', 'nextMs', 'attempts'], 'number') &&
    Array.isArray(recipients) &&
    recipients.every((one) => typeof one === 'string') &&
    isTextRecord(fields.get('attachment')) &&
    isTextRecord(fields.get('deletes'))
  );
}

function isTextRecord(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');
}
