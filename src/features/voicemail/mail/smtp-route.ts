import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { Readable } from 'node:stream';
import { messageOf } from '../../../base/errors.ts';
import type { MailOutcome, MailRoute, Refusal } from './mail-route.ts';
import { oneLine } from './mime.ts';

/** Where an SMTP server is, and how it is spoken to. */
export interface SmtpOptions {
  /** `host`, `host:port`, `[v6]:port`. */
  readonly server: string;
  readonly tls: 'starttls' | 'tls' | 'none';
  /** Empty for no login. */
  readonly user: string;
  readonly secret: string;
  /** The path of a file of certificates that are trusted beside the usual ones; empty for none. */
  readonly authorities: string;
}

/** Answers that speak of the login and not of the mail. @see RFC 4954 §6 */
const ABOUT_LOGIN = new Set([530, 534, 535, 538]);
const CONNECT_MS = 30_000;
const SILENCE_MS = 120_000;

interface SmtpFault {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
  readonly message: string;
}

/** Sends each mail over a connection of its own. Certificates are always verified. */
export function smtpRoute(options: SmtpOptions): MailRoute {
  const { host, port } = serverOf(options);
  /** What the server says may go into the log, but for the secret. */
  const clean = (text: string): string => {
    const line = oneLine(text).slice(0, 300);
    return options.secret === '' ? line : line.replaceAll(options.secret, '…');
  };
  const why = (fault: SmtpFault): string => clean(fault.response ?? fault.message);

  return {
    name: `the SMTP server ${host}:${port}`,
    async send(job, bytes, signal) {
      const down = (reason: string): MailOutcome => ({ kind: 'down', why: reason });
      let authorities: string[] | undefined;
      if (options.authorities !== '') {
        try {
          const { rootCertificates } = await import('node:tls');
          authorities = [...rootCertificates, readFileSync(options.authorities, 'utf8')];
        } catch (error) {
          return down(`smtpca: ${messageOf(error)}`);
        }
      }
      const { default: SmtpConnection } = await import('nodemailer/lib/smtp-connection');
      const connection = new SmtpConnection({
        host,
        port,
        name: hostname(),
        secure: options.tls === 'tls',
        requireTLS: options.tls === 'starttls',
        ignoreTLS: options.tls === 'none',
        connectionTimeout: CONNECT_MS,
        greetingTimeout: CONNECT_MS,
        socketTimeout: SILENCE_MS,
        dnsTimeout: CONNECT_MS,
        tls: { rejectUnauthorized: true, ...(authorities && { ca: authorities }) },
      });
      const step = (run: (done: (fault?: SmtpFault | null) => void) => void): Promise<SmtpFault | undefined> =>
        new Promise((resolve) => {
          connection.on('error', resolve);
          connection.on('end', () => resolve({ message: 'the server has closed the connection' }));
          if (signal.aborted) resolve({ message: 'it takes too long' });
          signal.addEventListener('abort', () => resolve({ message: 'it takes too long' }), { once: true });
          run((fault) => resolve(fault ?? undefined));
        });
      try {
        const refused = await step((done) => connection.connect(done));
        if (refused) return down(refused.code === 'ETLS' ? `TLS: ${why(refused)}` : why(refused));
        if (options.user !== '') {
          const failed = await step((done) => connection.login({ user: options.user, pass: options.secret }, done));
          if (failed) return down(`the login as ${options.user} fails: ${why(failed)}`);
        }
        let refusals: Refusal[] = [];
        const failed = await step((done) =>
          connection.send(
            { from: job.from, to: [...job.recipients], use8BitMime: false },
            Readable.from(bytes()),
            (fault, info) => {
              const told = fault ?? info;
              refusals = 'rejectedErrors' in told ? refusalsOf(told.rejectedErrors, clean) : [];
              done(fault);
            },
          ),
        );
        if (failed === undefined) return { kind: 'sent', refused: refusals };
        if (refusals.length === job.recipients.length) return { kind: 'sent', refused: refusals };
        const { responseCode } = failed;
        if (responseCode === undefined || responseCode === 421 || ABOUT_LOGIN.has(responseCode))
          return down(why(failed));
        return { kind: 'refused', permanent: responseCode >= 500, why: why(failed) };
      } catch (error) {
        return down(clean(messageOf(error)));
      } finally {
        connection.on('error', () => {}); // whatever comes after the end is of no interest
        connection.quit();
        connection.close();
      }
    },
  };
}

function refusalsOf(faults: unknown, clean: (text: string) => string): Refusal[] {
  if (!Array.isArray(faults)) return [];
  return faults.flatMap((fault: SmtpFault & { readonly recipient?: unknown }) =>
    typeof fault.recipient === 'string'
      ? [
          {
            address: fault.recipient,
            permanent: (fault.responseCode ?? 0) >= 500,
            why: clean(fault.response ?? fault.message),
          },
        ]
      : [],
  );
}

function serverOf({ server, tls }: SmtpOptions): { readonly host: string; readonly port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d{1,5}))?$/.exec(server.trim());
  const usual = { tls: 465, starttls: 587, none: 25 }[tls];
  if (!match) return { host: server.trim(), port: usual };
  return { host: match[1] ?? match[2] ?? '', port: Number(match[3] ?? usual) };
}
