import { appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatDate } from '../../base/date-format.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { yieldNow } from '../../base/yield-now.ts';
import type { CsvSettings } from './files/cdr-conf.ts';
import { amaFlagName, billableSeconds, type CdrRecord, durationSeconds } from './record.ts';

/** One line of Master.csv, byte for byte as Asterisk writes it, without its line feed. */
export function csvLine(record: CdrRecord, settings: CsvSettings): string {
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
    String(Math.floor(billableSeconds(record, record.endMs ?? record.startMs))),
    quote(record.disposition),
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
  readonly #files = new Map<string, CsvFile>();

  constructor(folder: string, log: Logger) {
    this.#folder = folder;
    this.#log = log;
  }

  write(record: CdrRecord, settings: CsvSettings): void {
    const line = csvLine(record, settings);
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

  #file(name: string): CsvFile {
    let file = this.#files.get(name);
    if (!file) {
      file = new CsvFile(join(this.#folder, `${name}.csv`), this.#log);
      this.#files.set(name, file);
    }
    return file;
  }
}

/** Appends lines to a file, those of one turn of the event loop together; `close` writes the last. A failure is told once and stops nothing. */
class CsvFile {
  readonly #path: string;
  readonly #log: Logger;
  #pending = '';
  #failed = false;

  constructor(path: string, log: Logger) {
    this.#path = path;
    this.#log = log;
  }

  write(line: string): void {
    if (this.#pending === '') void yieldNow().then(() => this.close());
    this.#pending += `${line}\n`;
  }

  /** Everything that has been written is in the file when this returns. */
  close(): void {
    const batch = this.#pending;
    if (batch === '') return;
    this.#pending = '';
    try {
      this.#append(batch);
      this.#failed = false;
    } catch (error) {
      if (!this.#failed) this.#log.error(`Unable to write to ${this.#path}: ${messageOf(error)}`);
      this.#failed = true;
    }
  }

  /** Opened anew each time, as Asterisk does, so that the file may be rotated away. */
  #append(batch: string): void {
    const options = { mode: 0o640 };
    try {
      appendFileSync(this.#path, batch, options);
    } catch (error) {
      if (!isMissing(error)) throw error;
      makeFolder(dirname(this.#path));
      appendFileSync(this.#path, batch, options);
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function quote(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}

/** `YYYY-MM-DD HH:MM:SS` in the machine's zone, or in UTC. */
export function formatTime(ms: number, gmt: boolean): string {
  const second = Math.floor(ms / 1000);
  if (second !== lastTime.second || gmt !== lastTime.gmt)
    lastTime = { second, gmt, text: formatDate('%F %T', ms, gmt ? 'UTC' : '') };
  return lastTime.text;
}

/** The second that was written last: a busy server writes the same one again and again, and dates are what costs most here. */
let lastTime = { second: Number.NaN, gmt: false, text: '' };
