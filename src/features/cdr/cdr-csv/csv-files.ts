import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import type { Logger } from '../../../base/log.ts';
import { LineFile } from '../../../store/line-file.ts';
import type { CsvSettings } from '../files/cdr-conf.ts';
import { amaFlagName, billedSeconds, type CdrRecord, durationSeconds } from '../record.ts';
import { formatTime } from '../time.ts';

/** One line of Master.csv, byte for byte as Asterisk writes it, without its line feed. */
export function csvLine(record: CdrRecord, settings: CsvSettings, roundUp: boolean): string {
  const time = (ms: number | undefined): string => (ms === undefined ? '' : `"${formatTime(ms, settings.usegmtime)}"`);
  const columns = [
    quote(record.accountCode),
    quote(record.src),
    quote(record.dst),
    quote(record.dcontext),
    quote(record.clid),
    quote(record.channel),
    quote(record.dstChannel),
    quote(record.lastApp),
    quote(record.lastData),
    time(record.startMs),
    time(record.answerMs),
    time(record.endMs),
    String(Math.floor(durationSeconds(record, record.endMs ?? record.startMs))),
    String(billedSeconds(record, record.endMs ?? record.startMs, roundUp)),
    quote(record.disposition ?? 'NO ANSWER'),
    quote(amaFlagName(record.amaFlags)),
  ];
  if (settings.loguniqueid) columns.push(quote(record.uniqueId));
  if (settings.loguserfield) columns.push(quote(record.userField));
  if (settings.newcdrcolumns) columns.push(quote(record.peerAccount), quote(record.linkedId), String(record.sequence));
  return columns.join(',');
}

/** Master.csv, and a file for each account code, in one folder. Close it to have everything written. */
export class CsvFiles {
  readonly #folder: string;
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #files = new Map<string, LineFile>();

  constructor(folder: string, log: Logger, clock: Clock) {
    this.#folder = folder;
    this.#log = log;
    this.#clock = clock;
  }

  /** @param roundUp `initiatedseconds` of cdr.conf. */
  write(record: CdrRecord, settings: CsvSettings, roundUp: boolean): void {
    const line = csvLine(record, settings, roundUp);
    this.#file('Master').write(line);
    const account = record.accountCode;
    if (account === '' || !settings.accountlogs) return;
    if (/[/\0]/.test(account)) this.#log.warning(`Account code '${account}' cannot be the name of a file`);
    else this.#file(account).write(line);
  }

  /** Everything that has been written is in the files when this returns. */
  close(): void {
    for (const file of this.#files.values()) file.close();
    this.#files.clear();
  }

  #file(name: string): LineFile {
    let file = this.#files.get(name);
    if (!file) {
      file = new LineFile(join(this.#folder, `${name}.csv`), this.#log, this.#clock);
      this.#files.set(name, file);
    }
    return file;
  }
}

function quote(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}
