import { expect, test } from 'vitest';
import { parseArguments } from '../../../src/cli/arguments.ts';

const parse = (line: string) => parseArguments(line.split(' ').filter((word) => word !== ''));

test('a command for the running instance, in the forms that programs use', () => {
  for (const line of ['-rx uptime', '-r -x uptime', '-x uptime', '-rxuptime', '-nrx uptime'])
    expect(parse(line)).toMatchObject({ kind: 'remote', command: 'uptime' });
  expect(parse('-C /etc/x/asterisk.conf -rx uptime')).toMatchObject({
    kind: 'remote',
    options: { asteriskConf: '/etc/x/asterisk.conf' },
  });
});

test('a console, with its verbosity counted', () => {
  expect(parse('-vvvr')).toMatchObject({ kind: 'remote', command: undefined, options: { verbosity: 3 } });
  expect(parse('--config=/c --state /s -r -v')).toMatchObject({ options: { config: '/c', state: '/s', verbosity: 1 } });
});

test('run, -f and -c stay in the foreground; the other flags of a daemon start one in the background', () => {
  expect(parse('run')).toMatchObject({ kind: 'run', options: { background: false, console: false } });
  expect(parse('-f -C a.conf')).toMatchObject({ kind: 'run', options: { background: false } });
  expect(parse('-cvvv')).toMatchObject({ kind: 'run', options: { console: true, background: false, verbosity: 3 } });
  expect(parse('-C a.conf -U nobody -G nogroup -g -p -q -T -X')).toMatchObject({
    kind: 'run',
    options: { background: true, user: 'nobody', group: 'nogroup', quiet: true, timestamps: true, execIncludes: true },
  });
});

test('tools get the words after their name', () => {
  expect(parse('check /etc/asterisk --json')).toEqual({
    kind: 'tool',
    tool: 'check',
    args: ['/etc/asterisk', '--json'],
  });
});

test('what is not understood is said', () => {
  expect(parse('')).toEqual({ kind: 'help' });
  expect(parse('--version')).toEqual({ kind: 'version', plain: true });
  expect(parse('-V')).toEqual({ kind: 'version', plain: false });
  expect(parse('walk')).toEqual({ kind: 'wrong', message: "there is no command 'walk'" });
  expect(parse('run --wat')).toEqual({ kind: 'wrong', message: "there is no option '--wat'" });
  expect(parse('run -Z')).toEqual({ kind: 'wrong', message: "there is no option '-Z'" });
  expect(parse('run --config')).toEqual({ kind: 'wrong', message: '--config needs a value' });
});
