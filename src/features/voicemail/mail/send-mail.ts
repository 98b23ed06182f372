import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { messageOf } from '../../../base/errors.ts';
import type { Processes } from '../../../pbx/ports/processes.ts';
import type { VoicemailOptions } from '../files/voicemail-conf.ts';
import type { MailText } from './mail-text.ts';

/** A mail as it travels, and whom it is for. */
export interface ReadyMail {
  readonly from: string;
  readonly to: readonly string[];
  /** RFC 5322 text in base64. */
  readonly raw: string;
}

/** What came of sending; `refused` is final. */
export type SendResult = { readonly kind: 'sent' } | { readonly kind: 'later' | 'refused'; readonly reason: string };

/** A sound that goes with a mail. */
export interface Attachment {
  readonly filename: string;
  readonly content: Buffer;
}

const CONNECT_MS = 30_000;
const SILENT_MS = 60_000;

/** Puts a mail in the form that travels. @throws where nodemailer cannot. */
export async function composeMail(mail: MailText, attachment: Attachment | undefined): Promise<ReadyMail> {
  const { createTransport } = await import('nodemailer');
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const { message, envelope } = await composer.sendMail({
    from: mail.from,
    to: [...mail.to],
    subject: mail.subject,
    text: mail.text,
    attachments: attachment ? [attachment] : [],
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const raw = Buffer.isBuffer(message) ? message : Buffer.alloc(0);
  return { from: envelope.from || mail.from.address, to: envelope.to, raw: raw.toString('base64') };
}

/** Hands a mail to the SMTP server, or to `mailcmd` where none is named. Never rejects. TLS is verified; the password is in no message. */
export function sendMail(
  mail: ReadyMail,
  general: VoicemailOptions,
  processes: Processes,
  signal: AbortSignal,
): Promise<SendResult> {
  return general.smtpserver
    ? overSmtp(mail, general, general.smtpserver, signal)
    : byCommand(mail, general, processes, signal);
}

async function byCommand(
  mail: ReadyMail,
  { mailcmd }: VoicemailOptions,
  processes: Processes,
  signal: AbortSignal,
): Promise<SendResult> {
  const end = await processes.shell(mailcmd, { stdin: Buffer.from(mail.raw, 'base64'), signal });
  if (end.exitCode === 0) return { kind: 'sent' };
  const why = end.failure ?? (end.stderr.trim().slice(0, 300) || `it ended with ${end.exitCode ?? 'a signal'}`);
  return { kind: 'later', reason: `mailcmd '${mailcmd}': ${why}` };
}

async function overSmtp(
  mail: ReadyMail,
  general: VoicemailOptions,
  server: string,
  signal: AbortSignal,
): Promise<SendResult> {
  const { smtpuser, smtpsecret, smtptls, smtpca } = general;
  const [, host = server, port] = /^(.*?)(?::(\d+))?$/.exec(server) ?? [];
  let close: (() => void) | undefined;
  try {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      host,
      port: Number(port ?? (smtptls === 'tls' ? 465 : 587)),
      secure: smtptls === 'tls',
      requireTLS: smtptls === 'starttls',
      ignoreTLS: smtptls === 'none',
      ...(smtpuser && { auth: { user: smtpuser, pass: smtpsecret?.reveal() ?? '' } }),
      tls: { ...(isIP(host) === 0 && { servername: host }), ...(smtpca && { ca: readFileSync(smtpca) }) },
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENT_MS,
    });
    close = () => transport.close();
    signal.addEventListener('abort', close, { once: true });
    await transport.sendMail({
      envelope: { from: mail.from, to: [...mail.to] },
      raw: Buffer.from(mail.raw, 'base64'),
    });
    return { kind: 'sent' };
  } catch (error) {
    const reason = `SMTP server ${server}: ${messageOf(error).slice(0, 300)}`;
    return { kind: isFinal(error) ? 'refused' : 'later', reason };
  } finally {
    if (close) signal.removeEventListener('abort', close);
    close?.();
  }
}

/** The server has taken the connection and the login, and does not want this mail. @see RFC 5321 §4.2.1 */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('responseCode' in error)) return false;
  const { code, responseCode } = error;
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof responseCode === 'number' && responseCode >= 500;
}
