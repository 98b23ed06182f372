import type { LogLevel } from '../../../base/log.ts';
import type { Processes, RunningProcess } from '../../ports/processes.ts';

/** The facilities of syslog(3) by name. */
const FACILITIES: readonly string[] = [
  ...['kern', 'user', 'mail', 'daemon', 'auth', 'syslog', 'lpr', 'news', 'uucp', 'cron', 'authpriv', 'ftp'],
  ...['', '', '', '', 'local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7'],
];

/** The severities of syslog(3), as Asterisk gives them. */
const SEVERITIES: Readonly<Partial<Record<LogLevel, number>>> = { error: 3, warning: 4, notice: 5 };
const DEBUG_SEVERITY = 7;
/** More bytes than this that the system's log has not taken are dropped. */
const MOST_BACKLOG = 1 << 20;

/** The number of a facility, `local0` or any other; undefined where there is none of that name. */
export function facilityOf(name: string): number | undefined {
  const at = name === '' ? -1 : FACILITIES.indexOf(name.toLowerCase());
  return at < 0 ? undefined : at;
}

/**
 * The system's log, by the program logger(1): one process that is fed lines. Its owner closes it.
 * Deviation: Asterisk calls syslog(3) itself; the socket of that call is of a kind that Node cannot open.
 */
export class SystemLog {
  readonly #facility: number;
  readonly #processes: Pick<Processes, 'start'>;
  readonly #onFault: (message: string) => void;
  #child: RunningProcess | undefined;
  #gone = false;

  /** @param onFault told once, if the program cannot be had or ends. */
  constructor(facility: number, processes: Pick<Processes, 'start'>, onFault: (message: string) => void) {
    this.#facility = facility;
    this.#processes = processes;
    this.#onFault = onFault;
  }

  /** Writes one line. */
  write(level: LogLevel, line: string): void {
    if (this.#gone) return;
    this.#child ??= this.#start();
    if (this.#child.backlog() > MOST_BACKLOG) return;
    const priority = this.#facility * 8 + (SEVERITIES[level] ?? DEBUG_SEVERITY);
    this.#child.write(`<${priority}>${line.trimEnd().replaceAll('\n', ' ')}\n`);
  }

  close(): void {
    this.#gone = true;
    this.#child?.letGo();
  }

  #start(): RunningProcess {
    return this.#processes.start(
      { command: 'logger', args: ['--prio-prefix', '--tag', 'asterisk'] },
      {
        onOutput() {},
        onErrorOutput() {},
        onOutputEnd() {},
        onEnd: ({ failure, exitCode }) => {
          if (this.#gone) return;
          this.#gone = true;
          this.#onFault(`the system's log takes nothing more: logger(1) ${failure ?? `ended with ${exitCode}`}`);
        },
      },
    );
  }
}
