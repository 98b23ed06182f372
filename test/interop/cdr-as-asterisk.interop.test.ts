import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running, SIP_PORT, type Target } from '../../bench/target.ts';
import type { CdrAction } from '../support/cdr-case.ts';
import { CDR_CASES, CDR_CSV, CDR_FILES, CDR_ROUNDS, CDR_SECONDS, CEL_FILES } from '../support/cdr-cases.ts';
import { type CdrLine, comparable, eventsByChannel, recordsByCase } from '../support/cdr-compare.ts';
import { freePort } from '../support/free-port.ts';

const asterisk = asteriskTarget();
const FOLDER = join(import.meta.dirname, '../conformance/cdr');
/** A pattern of names: set, the data of those cases under test/conformance/cdr are written anew from what Asterisk says. */
const RECORDED = process.env['RECORD_CDR'];
/** Where keys have to be pressed in time a busy machine changes the call: those are compared in virtual time alone. */
const PRESSED = /^(?:blind|att|park|pickup|disconnected|touched|featureapp)/;
const CASES = CDR_CASES.filter(({ name }) =>
  RECORDED === undefined ? !PRESSED.test(name) : new RegExp(RECORDED).test(name),
);
/** To the second records are compared in virtual time, with what was recorded of the real one. */
const LATE_SECONDS = 5;
/** The cases begin one after another, that none has to wait for the others. */
const APART_SECONDS = 0.025;

const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, seconds) * 1000));

/** What one of the two has left behind. */
interface Left {
  readonly records: Record<string, CdrLine[]>;
  readonly events: Record<string, string[]>;
}

/** Starts a manager connection that lines can be written to. */
async function manager(
  port: number,
): Promise<{ send(headers: ReadonlyArray<readonly [string, string]>): void; close(): void }> {
  const socket = connect(port, '127.0.0.1');
  await new Promise<void>((resolve) => socket.once('data', () => resolve()));
  socket.resume();
  socket.on('error', () => {});
  const send = (headers: ReadonlyArray<readonly [string, string]>): void =>
    void socket.write(`${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  send([
    ['Action', 'Login'],
    ['Username', 'x'],
    ['Secret', 'x'],
    ['Events', 'off'],
  ]);
  return { send, close: () => void socket.destroy() };
}

async function filled(running: Running, text: string): Promise<string> {
  let whole = text;
  for (let hole = /\{(.*?)\}/.exec(whole); hole; hole = /\{(.*?)\}/.exec(whole)) {
    const [start = '', end = ''] = (hole[1] ?? '').split('*');
    const names = (await running.rxAside('core show channels concise'))
      .split('\n')
      .map((line) => line.split('!', 1)[0] ?? '');
    const found = names.find((name) => name.startsWith(start) && name.endsWith(end)) ?? 'none';
    whole = whole.replace(hole[0], found);
  }
  return whole;
}

async function play(target: Target, cdrConf: string): Promise<Left> {
  const port = await freePort();
  const running = await target.start({
    ...BASE_FILES,
    ...CDR_FILES,
    ...CEL_FILES,
    'pjsip.conf': '',
    'sip.conf': `[general]\nudpbindaddr=127.0.0.1:${SIP_PORT}\n`,
    'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${port}\n[x]\nsecret=x\nread=all\nwrite=all\n`,
    'cdr.conf': cdrConf + CDR_CSV,
  });
  const state = dirname(dirname(running.spool));
  try {
    mkdirSync(join(state, 'log/cel-custom'), { recursive: true });
    const ami = await manager(port);
    const actions: Array<CdrAction & { readonly name: string }> = CASES.flatMap(({ name, actions: its }, at) =>
      its.map((action) => ({ ...action, name, at: action.at + at * APART_SECONDS })),
    ).sort((one, other) => one.at - other.at);
    const started = performance.now();
    const elapsed = (): number => (performance.now() - started) / 1000;
    for (const { at, name, console: line, manager: headers, callFile } of actions) {
      await pause(at - elapsed());
      if (line) {
        const command = await filled(running, line);
        ami.send([
          ['Action', 'Command'],
          ['Command', command],
        ]);
      }
      if (headers) {
        const whole: Array<readonly [string, string]> = [];
        for (const [header, value] of headers) whole.push([header, await filled(running, value)]);
        ami.send(whole);
      }
      if (callFile) {
        writeFileSync(join(state, 'spool/tmp', name), callFile);
        renameSync(join(state, 'spool/tmp', name), join(state, 'spool/outgoing', name));
      }
    }
    await pause(CDR_SECONDS + 5 - elapsed());
    ami.close();
    const read = (name: string): string => {
      const path = join(state, 'log', name, 'Master.csv');
      return existsSync(path) ? readFileSync(path, 'utf8') : '';
    };
    return { records: recordsByCase(read('cdr-csv')), events: eventsByChannel(read('cel-custom')) };
  } finally {
    await running.stop();
  }
}

/** Where the extra channel of a Redirect leaves its bridge, a real Asterisk tells its old place or its new one: two of its threads race. */
function withoutRace(events: Left['events']): Left['events'] {
  const raced = 'Local/long@redirectboth;1';
  const lines = events[raced]?.map((line) => line.replace(/^(BRIDGE_EXIT(?:\|[^|]*){5}\|)[^|]*/, '$1'));
  return lines ? { ...events, [raced]: lines } : events;
}

function recorded<T>(name: string): T {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
}

function keep(name: string, value: unknown): void {
  writeFileSync(join(FOLDER, name), `${JSON.stringify(value, undefined, 1)}\n`);
}

describe.skipIf(!asterisk)(
  'call records and channel events of the same calls on a real Asterisk (needs ASTERISK_ROOT or an installed Asterisk)',
  () => {
    const [round = '', cdrConf = ''] = Object.entries(CDR_ROUNDS)[0] ?? [];
    let theirs: Left = { records: {}, events: {} };
    let ours: Left = { records: {}, events: {} };

    beforeAll(async () => {
      if (!asterisk) return;
      theirs = await play(asterisk, cdrConf);
      ours = RECORDED === undefined ? await play(asterismTarget(), cdrConf) : theirs;
      if (RECORDED === undefined) return;
      for (const [name, conf] of Object.entries(CDR_ROUNDS)) {
        const { records } = name === round ? theirs : await play(asterisk, conf);
        const known = recorded<Record<string, Left['records']>>('records.json');
        keep('records.json', { ...known, [name]: { ...known[name], ...records } });
      }
      keep('events.json', { ...recorded<Left['events']>('events.json'), ...theirs.events });
    }, 600_000);

    test.each(CASES.map(({ name }) => name))('%s: the same records', (name) => {
      const [one, other] = [ours.records[name] ?? [], theirs.records[name] ?? []];
      expect(comparable(name, one, other, LATE_SECONDS)).toEqual(comparable(name, other, other));
    });

    test('the same events on each channel', () => {
      expect(withoutRace(ours.events)).toEqual(withoutRace(theirs.events));
    });
  },
);
