import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { messageOf } from '../../../base/errors.ts';
import type { Network } from '../../../net/network.ts';
import type { Processes } from '../../../pbx/ports/processes.ts';
import type { VoicemailOptions } from '../files/voicemail-conf.ts';
import type { MailText } from './mail-text.ts';

/** A mail as it travels, and whom it is for. */
export interface ReadyMail {
  readonly from: string;
  readonly to: readonly string[];
  /** RFC 5322 text in base64. */
  readonly raw: string;
  /** The message that is deleted once everybody has the mail. */
  readonly deletes?: { readonly box: string; readonly context: string; readonly messageId: string };
}

/** Some whom a mail was for, and what the server said of them. */
export interface Unserved {
  readonly to: readonly string[];
  readonly reason: string;
}

/** What came of sending. */
export type SendResult =
  /** Everybody has it, but for those who are named: `later` may get it yet, `refused` do not. */
  | { readonly kind: 'sent'; readonly later?: Unserved; readonly refused?: Unserved }
  /** `away`: no mail can go now; `later`: not this one, others may; `refused`: never. */
  | { readonly kind: 'away' | 'later' | 'refused'; readonly reason: string };

/** A sound that goes with a mail. */
export interface Attachment {
  readonly filename: string;
  readonly content: Buffer;
}

const MOST_ADDRESSES = 4;
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
    headers: { ...mail.headers },
    attachments: attachment ? [attachment] : [],
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const raw = Buffer.isBuffer(message) ? message : Buffer.alloc(0);
  return { from: envelope.from || mail.from.address, to: envelope.to, raw: raw.toString('base64') };
}

/** What carries mail: commands, and the names of the network. */
export interface MailCarriers {
  readonly processes: Processes;
  readonly network: Pick<Network, 'resolveHost'>;
}

/** Hands a mail to the SMTP server, or to `mailcmd` where none is named. Never rejects. TLS is verified; the password is in no message. */
export async function sendMail(
  mail: ReadyMail,
  general: VoicemailOptions,
  { processes, network }: MailCarriers,
  signal: AbortSignal,
): Promise<SendResult> {
  const server = general.smtpserver;
  if (!server) return byCommand(mail, general, processes, signal);
  const [, host = server, port] = /^(.*?)(?::(\d+))?$/.exec(server) ?? [];
  // as the machine knows it, so that a server on the machine itself is found without the domain name system
  const addresses = (await network.resolveHost(host)).slice(0, MOST_ADDRESSES);
  let result: SendResult = { kind: 'away', reason: `SMTP server ${server}: nobody knows the address of ${host}` };
  for (const address of addresses) {
    const tried = await overSmtp(mail, general, { server, host, address, port }, signal);
    result = tried.result;
    if (tried.connected || signal.aborted) break;
  }
  return result;
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
  return { kind: 'away', reason: `mailcmd '${mailcmd}': ${why}` };
}

/** A mail server as voicemail.conf names it, and one of its addresses. */
interface MailServer {
  readonly server: string;
  readonly host: string;
  readonly address: string;
  readonly port: string | undefined;
}

async function overSmtp(
  mail: ReadyMail,
  general: VoicemailOptions,
  { server, host, address, port }: MailServer,
  signal: AbortSignal,
): Promise<{ readonly result: SendResult; readonly connected: boolean }> {
  const { smtpuser, smtpsecret, smtptls, smtpca } = general;
  let connected = false;
  let close: (() => void) | undefined;
  const over = new AbortController();
  try {
    const { default: SmtpConnection } = await import('nodemailer/lib/smtp-connection');
    const { rootCertificates } = await import('node:tls');
    const connection = new SmtpConnection({
      host: address,
      port: Number(port ?? (smtptls === 'tls' ? 465 : 587)),
      secure: smtptls === 'tls',
      requireTLS: smtptls === 'starttls',
      ignoreTLS: smtptls === 'none',
      tls: {
        ...(isIP(host) === 0 && { servername: host }),
        ...(smtpca && { ca: [...rootCertificates, readFileSync(smtpca, 'utf8')] }),
      },
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENT_MS,
    });
    close = () => connection.close();
    // whatever ends the connection ends the step under way
    const ended = new Promise<never>((_resolve, reject) => {
      connection.on('error', reject);
      connection.on('end', () => reject(new Error('the server has closed the connection')));
      signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal });
    });
    ended.catch(() => {}); // it may come when nobody waits any more
    const step = <T>(begin: (done: (fault?: Error | null, value?: T) => void) => void): Promise<T | undefined> =>
      Promise.race([
        ended,
        new Promise<T | undefined>((resolve, reject) =>
          begin((fault, value) => (fault ? reject(fault) : resolve(value))),
        ),
      ]);
    signal.throwIfAborted();
    await step((done) => connection.connect(done));
    connected = true;
    if (smtpuser) {
      const pass = smtpsecret?.reveal() ?? '';
      await step((done) => connection.login({ user: smtpuser, pass }, done));
    }
    const raw = Buffer.from(mail.raw, 'base64');
    const info = await step((done) => connection.send({ from: mail.from, to: [...mail.to] }, raw, done));
    connection.quit();
    return { result: { kind: 'sent', ...unserved(info, server) }, connected };
  } catch (error) {
    const reason = `SMTP server ${server}: ${messageOf(error).slice(0, 300)}`;
    return { result: { kind: faultKind(error), reason }, connected };
  } finally {
    over.abort(); // listens to the module's end no longer
    close?.();
  }
}

/** Those whom the server does not take, where it takes others. */
function unserved(info: unknown, server: string): { readonly later?: Unserved; readonly refused?: Unserved } {
  if (typeof info !== 'object' || info === null || !('rejectedErrors' in info) || !Array.isArray(info.rejectedErrors))
    return {};
  const faults: { readonly to: string; readonly code: number; readonly reason: string }[] = [];
  for (const fault of info.rejectedErrors as unknown[]) {
    if (!(fault instanceof Error) || !('recipient' in fault) || typeof fault.recipient !== 'string') continue;
    const code = 'responseCode' in fault && typeof fault.responseCode === 'number' ? fault.responseCode : 0;
    faults.push({ to: fault.recipient, code, reason: `SMTP server ${server}: ${fault.message.slice(0, 300)}` });
  }
  const [later, refused] = [faults.filter(({ code }) => code < 500), faults.filter(({ code }) => code >= 500)];
  return {
    ...(later[0] && { later: { to: later.map(({ to }) => to), reason: later[0].reason } }),
    ...(refused[0] && { refused: { to: refused.map(({ to }) => to), reason: refused[0].reason } }),
  };
}

/** What a failure is about: where the server has taken the connection and the login, about this mail. @see RFC 5321 §4.2.1 */
function faultKind(error: unknown): 'away' | 'later' | 'refused' {
  if (!(error instanceof Error) || !('code' in error) || !('responseCode' in error)) return 'away';
  const { code, responseCode } = error;
  if ((code !== 'EENVELOPE' && code !== 'EMESSAGE') || typeof responseCode !== 'number') return 'away';
  // 421: the server is about to close; 530 and its kin speak of the login (RFC 4954 §6)
  if (responseCode === 421 || [530, 534, 535, 538].includes(responseCode)) return 'away';
  return responseCode >= 500 ? 'refused' : 'later';
}
