import { formatDate } from '../../../base/date-format.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { cdrDeskPort } from '../ports.ts';
import { billableSeconds, type CdrRecord, durationSeconds } from '../record.ts';

/** `cdr show active [CHANNEL]`. */
export const command = defineCliCommand({
  command: 'cdr show active [<channel>]',
  module: 'cdr',
  synopsis: 'List the call records that are open, or those of one channel',
  usage: 'Lists the call records that are not final yet, with their times; with a channel, all records of it.',
  complete: (context, typed) =>
    typed.length > 0
      ? []
      : context
          .use(channelsPort)
          .list()
          .map(({ name }) => name),
  run(context, [name]) {
    const nowMs = context.clock.now();
    const chains = context.use(cdrDeskPort).list();
    if (name === undefined) {
      const open = chains.flatMap(({ records }) => records.filter(({ endMs }) => endMs === undefined));
      const rows = open.map((record) => line(BRIEF, briefOf(record, nowMs)));
      const heading = line(BRIEF, ['Channel', 'Dst. Channel', 'LastApp', ...TIMES]);
      return `\nChannels with Call Detail Record (CDR) Information\n${'-'.repeat(50)}\n${heading}${rows.join('')}`;
    }
    const chain = chains.find(({ channel }) => channel.name === name);
    if (!chain) return `Unknown channel: ${name}\n`;
    const rows = chain.records.map((record) => line(WHOLE, wholeOf(record, nowMs)));
    const heading = line(WHOLE, ['AccountCode', 'CallerID', 'Dst. Channel', 'LastApp', 'Data', ...TIMES]);
    return `\nCall Detail Record (CDR) Information for ${name}\n${'-'.repeat(50)}\n${heading}${rows.join('')}`;
  },
});

const TIMES = ['Start', 'Answer', 'End', 'Billsec', 'Duration'];
const BRIEF = [25, 25, 15, 8, 8, 8, 8, 8];
const WHOLE = [10, 20, 25, 15, 15, 8, 8, 8, 8, 8];

function line(widths: readonly number[], cells: readonly string[]): string {
  return `${widths.map((width, index) => (cells[index] ?? '').slice(0, width).padEnd(width)).join(' ')}\n`;
}

function briefOf(record: CdrRecord, nowMs: number): string[] {
  const { channel, dstChannel, lastApp } = record;
  return [channel, dstChannel || '<none>', lastApp, ...timesOf(record, nowMs)];
}

function wholeOf(record: CdrRecord, nowMs: number): string[] {
  const { accountCode, clid, dstChannel, lastApp, lastData } = record;
  return [accountCode, clid, dstChannel || '<none>', lastApp, lastData, ...timesOf(record, nowMs)];
}

/** An open record ends now, for this purpose. */
function timesOf(record: CdrRecord, nowMs: number): string[] {
  const time = (ms: number | undefined): string => (ms === undefined ? '' : formatDate('%T', ms));
  const seconds = (count: number): string => String(Math.floor(count)).padStart(8, '0');
  return [
    time(record.startMs),
    time(record.answerMs),
    time(record.endMs ?? nowMs),
    seconds(billableSeconds(record, nowMs)),
    seconds(durationSeconds(record, nowMs)),
  ];
}
