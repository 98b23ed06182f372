import type { Clock } from '../../base/clock.ts';
import { minutes } from '../../base/duration.ts';
import type { Logger } from '../../base/log.ts';
import type { MessageCounts } from '../../pbx/ports/mailboxes.ts';
import type { Processes } from '../../pbx/ports/processes.ts';
import type { Mailbox } from './settings.ts';

/** How long a command may run. */
const LIMIT_MS = minutes(5);
/** How many run at once. */
const MOST_AT_ONCE = 4;

/**
 * Runs `externnotify` as Asterisk does: `COMMAND CONTEXT BOX NEW OLD URGENT`. One at a time for each mailbox; changes meanwhile are told by
 * one more run. A command with characters that a shell would act upon is left to the shell.
 */
export class ExternNotify {
  readonly #house: {
    readonly clock: Clock;
    readonly log: Logger;
    readonly processes: Processes;
    counts(mailbox: Mailbox): MessageCounts;
  };
  readonly #waiting = new Map<string, { readonly mailbox: Mailbox; readonly command: string }>();
  readonly #running = new Set<string>();
  readonly #abort = new AbortController();

  constructor(house: {
    readonly clock: Clock;
    readonly log: Logger;
    readonly processes: Processes;
    /** What lies in the mailbox now. */
    counts(mailbox: Mailbox): MessageCounts;
  }) {
    this.#house = house;
  }

  /** Something has changed in a mailbox. @param command as the file has it; empty for none. */
  changed(mailbox: Mailbox, command: string): void {
    if (command.trim() === '') return;
    this.#waiting.set(`${mailbox.box}@${mailbox.context}`, { mailbox, command });
    this.#pump();
  }

  /** Ends what runs. */
  close(): void {
    this.#abort.abort();
  }

  #pump(): void {
    for (const [name, { mailbox, command }] of this.#waiting) {
      if (this.#running.size >= MOST_AT_ONCE || this.#abort.signal.aborted) return;
      if (this.#running.has(name)) continue;
      this.#waiting.delete(name);
      this.#running.add(name);
      void this.#run(mailbox, command).finally(() => {
        this.#running.delete(name);
        this.#pump();
      });
    }
  }

  async #run(mailbox: Mailbox, command: string): Promise<void> {
    const { clock, log, processes } = this.#house;
    const { unheard, heard, urgent } = this.#house.counts(mailbox);
    const args = [mailbox.context, mailbox.box, ...[unheard, heard, urgent].map(String)];
    const attempt = new AbortController();
    const limit = clock.after(LIMIT_MS, () => attempt.abort());
    const signal = AbortSignal.any([attempt.signal, this.#abort.signal]);
    const [program = '', ...words] = command.trim().split(/\s+/);
    const plain = /^[\w\s./:=@%+,-]+$/.test(command);
    const end = plain
      ? await processes.run({ command: program, args: [...words, ...args], signal, outputLimit: 4096 })
      : await processes.shell(`${command} ${args.map(quoted).join(' ')}`, { signal, outputLimit: 4096 });
    limit.cancel();
    if (this.#abort.signal.aborted) return;
    if (end.failure !== undefined) log.warning(`externnotify ${program}: ${end.failure}`);
    else if (end.exitCode !== 0)
      log.verbose(
        3,
        `externnotify ${program} ended with ${end.exitCode ?? 'a signal'} for ${mailbox.box}@${mailbox.context}`,
      );
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
