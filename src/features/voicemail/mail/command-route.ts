import { messageOf } from '../../../base/errors.ts';
import type { Processes } from '../../../pbx/ports/processes.ts';
import type { MailRoute } from './mail-route.ts';

/** What a shell says of a command that it cannot run, and sendmail of a trouble that passes (EX_UNAVAILABLE, EX_OSERR, EX_IOERR, EX_TEMPFAIL). */
const COMMAND_MISSING = new Set([126, 127]);
const PASSING = new Set([69, 71, 74, 75]);

/**
 * Gives each mail to a command as its input, run by the shell.
 * Deviation: Asterisk does not look at how the command ends; here one that cannot be run, or says that its trouble passes, gets the
 * mail again, and another failure is told and keeps the mail.
 */
export function commandRoute(line: string, processes: Processes): MailRoute {
  const name = `the mail command ${line.split(/\s/)[0]}`;
  return {
    name,
    async send(_job, bytes, signal) {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of bytes()) chunks.push(chunk);
      } catch (error) {
        return { kind: 'refused', permanent: true, why: messageOf(error) };
      }
      const end = await processes.shell(line, { stdin: Buffer.concat(chunks), signal, outputLimit: 65_536 });
      if (end.exitCode === 0) return { kind: 'sent', refused: [] };
      const said = end.stderr.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
      const why = end.failure ?? `it ended with ${end.exitCode ?? 'a signal'}${said === '' ? '' : `: ${said}`}`;
      if (end.exitCode === undefined || COMMAND_MISSING.has(end.exitCode)) return { kind: 'down', why };
      return { kind: 'refused', permanent: !PASSING.has(end.exitCode), why };
    },
  };
}
