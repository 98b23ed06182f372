import { expect, test } from 'vitest';
import { LogHub, type LogRecord } from '../../../src/base/log.ts';

function open(): { hub: LogHub; records: LogRecord[] } {
  const hub = new LogHub(() => 0);
  const records: LogRecord[] = [];
  hub.add({ verbosity: 3, debug: 0, write: (record) => records.push(record) });
  return { hub, records };
}

test('a sink gets what it is verbose enough for', () => {
  const { hub, records } = open();
  const log = hub.logger('a');
  log.verbose(3, 'three');
  log.verbose(4, 'four');
  log.debug(1, 'debug');
  log.named('b').error('e');
  expect(records.map(({ source, message }) => [source, message])).toEqual([
    ['a', 'three'],
    ['b', 'e'],
  ]);
  expect(log.wantsVerbose(4)).toBe(false);
});

test('what a call logs carries its id, now and after waits; another call has another', async () => {
  const { hub, records } = open();
  const log = hub.logger('a');
  log.notice('outside');
  const work = async (name: string): Promise<void> => {
    log.notice(`${name} begins`);
    await Promise.resolve();
    log.notice(`${name} ends`);
  };
  await Promise.all([hub.asCall(() => work('one')), hub.asCall(() => work('two'))]);
  expect(records.map(({ callId, message }) => `${callId} ${message}`)).toEqual([
    'undefined outside',
    'C-00000001 one begins',
    'C-00000002 two begins',
    'C-00000001 one ends',
    'C-00000002 two ends',
  ]);
  hub.callIds = false;
  hub.asCall(() => log.notice('plain'));
  expect(records.at(-1)?.callId).toBeUndefined();
});
