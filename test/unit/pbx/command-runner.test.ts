import { expect, test } from 'vitest';
import { VirtualClock } from '../../../src/base/clock.ts';
import { LogHub } from '../../../src/base/log.ts';
import { PortRegistry } from '../../../src/base/port.ts';
import { defineCliCommand } from '../../../src/extend/define-cli-command.ts';
import { commandKind } from '../../../src/extend/kinds.ts';
import { Registry } from '../../../src/extend/registry.ts';
import type { CommandRunner } from '../../../src/pbx/ports/commands.ts';
import { createCommandRunner } from '../../../src/pbx/services/command-runner.ts';

function build(): CommandRunner {
  const registry = new Registry();
  const clock = new VirtualClock();
  const define = (command: string): void => {
    registry.add(
      commandKind,
      defineCliCommand({
        command,
        module: 'test',
        synopsis: 'a synopsis',
        complete: () => ['SIP/alice', 'SIP/bob'],
        run(_context, args) {
          if (args[0] === 'fail') return { failed: true, text: 'It did not work\n' };
          if (args[0] === 'odd') return { usage: true };
          return `${command}|${args.join('|')}`;
        },
      }),
    );
  };
  for (const one of ['core show channels [concise|count]', 'core show channel <name>', 'say <words...>']) define(one);
  return createCommandRunner({
    registry,
    ports: new PortRegistry(),
    clock,
    log: new LogHub(() => 0).logger('test'),
  });
}

test('an alias stands for the command, and what follows it is kept', async () => {
  const runner = build();
  const remove = runner.alias('chans', 'core show channels');
  runner.alias('chans quick', 'core show channels count');
  expect((await runner.run('chans concise')).text).toBe('core show channels [concise|count]|concise');
  expect((await runner.run('CHANS quick')).text).toBe('core show channels [concise|count]|count');
  expect(runner.complete('cha')).toEqual(['chans']);
  remove();
  expect((await runner.run('chans')).text).toContain("No such command 'chans'");
});

test('a failed command says so at the end', async () => {
  expect(await build().run('say fail')).toEqual({
    ok: false,
    text: "It did not work\nCommand 'say fail' failed.\n",
  });
});

test('a command without its arguments, or with odd ones, tells how it is used', async () => {
  const runner = build();
  const usage = 'Usage: say <words...>\n       a synopsis\n';
  expect(await runner.run('say')).toEqual({ ok: false, text: usage });
  expect(await runner.run('say odd')).toEqual({ ok: false, text: usage });
  expect((await runner.run('core show channels foo')).text).toMatch(/^Usage: core show channels/);
});

test('words are completed, arguments by the command itself', () => {
  const runner = build();
  expect(runner.complete('core sh')).toEqual(['show']);
  expect(runner.complete('core show channels c')).toEqual(['concise', 'count']);
  expect(runner.complete('core show channel SIP/b')).toEqual(['SIP/bob']);
});

test("a command of Asterisk's that is not built says why", async () => {
  const runner = build();
  expect(await runner.run('dnsmgr status')).toEqual({
    ok: false,
    text: "'dnsmgr status' is not there: names are looked up again when they are used.\n",
  });
  expect((await runner.run('minivm show settings')).text).toBe(
    "'minivm show settings' is not built yet: it waits for the small voicemail (minivm.conf).\n",
  );
  expect((await runner.run('core show nothing')).text).toMatch(/^No such command 'core show nothing' /);
});

test('an unknown command names where to look: its first words that are known, and those next to them', async () => {
  const runner = build();
  expect((await runner.run('no such thing')).text).toBe(
    "No such command 'no such thing' (type 'core show help no such' for other possible commands)\n",
  );
});
