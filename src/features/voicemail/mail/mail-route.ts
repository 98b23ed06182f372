import type { MailJob } from './mail-job.ts';

/** Somebody who does not get a mail. */
export interface Refusal {
  readonly address: string;
  /** Another attempt is of no use. */
  readonly permanent: boolean;
  readonly why: string;
}

/** What became of an attempt to send. */
export type MailOutcome =
  /** Everybody has it but those who are refused. */
  | { readonly kind: 'sent'; readonly refused: readonly Refusal[] }
  /** Nobody has it, and that lies in the mail. */
  | { readonly kind: 'refused'; readonly permanent: boolean; readonly why: string }
  /** Nobody has it, and another mail would fare no better now. */
  | { readonly kind: 'down'; readonly why: string };

/** A way that mail takes. */
export interface MailRoute {
  /** What it is called in messages: `the SMTP server mail.example.org`. Two of the same name are the same way. */
  readonly name: string;
  /** Sends one mail. Never rejects. @param bytes makes the mail, its lines ended by \n. @param signal gives up; the outcome is then `down`. */
  send(job: MailJob, bytes: () => AsyncIterable<Buffer>, signal: AbortSignal): Promise<MailOutcome>;
}
