import { composeRegistry } from '../../src/cli/composed-registry.ts';
import type { Resolver } from '../../src/net/resolver.ts';
import { FakeWebServer } from '../support/fake-web-server.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

/** What a channel is given to do with a text of the caller's choice. */
export interface Trial {
  readonly test: TestPbx;
  /** Plays extension `exten` of context `try`, with variables `A` and `B`; hangs up after five minutes. @returns what is wrong, a line each. */
  play(exten: string, a: string, b?: string): Promise<string>;
  close(): Promise<void>;
}

/** Names of the registry as words of one kind. */
export const registry = composeRegistry();

const CRASHED = /^\S+@\S+: \w* ?failed on |the dialplan failed/s;
/** What says by itself where it was, or is said once of the machine. */
const PLACED_OTHERWISE = /context,exten,priority=|^espeak-ng cannot be run/;
const PLACED = / \[[^\]]*@[^\]]*:\d+ extensions\.conf:\d+, .+\]$/s;
const PATIENCE_MS = 20_000;

const nothing = async (): Promise<{ ok: true; records: [] }> => ({ ok: true, records: [] });
const NO_NAMES: Resolver = { naming: nothing, services: nothing, texts: nothing };

/** Lets files be read and written: some turns of real time, none of the clock's. */
async function turns(done: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !done(); turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Opens a PBX whose context `try` has these steps by extension, each the second priority of its own. The test closes it. */
export async function openTrial(steps: ReadonlyMap<string, string>): Promise<Trial> {
  const lines = [...steps].map(([exten, step]) => `exten => ${exten},1,NoOp()\n same => n,${step}\n`);
  const test = await openTestPbx({
    config: {
      'extensions.conf': `[try]\n${lines.join('')}`,
      'voicemail.conf': '[default]\n100 => 4321,First Box\n',
    },
    http: new FakeWebServer({ fault: { kind: 'unreachable', message: 'there is no web' } }),
    resolver: NO_NAMES,
    noload: ['manager', 'res_manager', 'asterisk', 'res_console'],
    technologies: ['Phone'],
  });
  return {
    test,
    async play(exten, a, b = '') {
      const from = test.log.records.length;
      const call = test.call('phone', exten, { context: 'try', caller: {}, variables: { A: a, B: b } });
      let over = false;
      void test.ended(call).then(() => {
        over = true;
      });
      const ended = (): boolean => over && [...test.pbx.channels.list()].length === 0;
      await turns(() => over);
      if (!over) await test.clock.advance(PATIENCE_MS);
      if (!over) call.hangUp();
      await turns(ended);
      if (!ended()) await test.clock.advance(PATIENCE_MS);
      await turns(ended);
      const wrong = over ? [] : ['it goes on after the hangup'];
      for (const { name } of test.pbx.channels.list()) wrong.push(`${name} is left`);
      for (const { level, message } of test.log.records.slice(from)) {
        if (CRASHED.test(message)) wrong.push(message.slice(0, 300));
        else if ((level === 'error' || level === 'warning') && !PLACED.test(message) && !PLACED_OTHERWISE.test(message))
          wrong.push(`no place: ${message.slice(0, 300)}`);
      }
      test.log.records.length = 0;
      return wrong.join('\n');
    },
    close: () => test.close(),
  };
}
