import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { featureSettingsPort } from '../settings-port.ts';

/** What parties may do by digits, as Asterisk 16 lists it. */
export const command = defineCliCommand({
  command: 'features show',
  module: 'features',
  synopsis: 'Lists configured features',
  usage: 'Lists the digits of features.conf for calls, those of [applicationmap], and the feature groups.',
  run(context) {
    const { general, codes, applications, groups } = context.use(featureSettingsPort).current;
    const row = (name: string, usual: string, now: string): string =>
      `${name.padEnd(25)} ${usual.padEnd(7)} ${now.padEnd(7)}\n`;
    const builtin: ReadonlyArray<readonly [string, string, string]> = [
      ['Pickup', '*8', general.pickupexten],
      ['Blind Transfer', '#', codes.blindxfer],
      ['Attended Transfer', '', codes.atxfer],
      ['One Touch Monitor', '', codes.automon],
      ['Disconnect Call', '*', codes.disconnect],
      ['Park Call', '', codes.parkcall],
      ['One Touch MixMonitor', '', codes.automixmon],
    ];
    const dynamic = [...applications.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return [
      row('Builtin Feature', 'Default', 'Current'),
      row('---------------', '-------', '-------'),
      ...builtin.map((one) => row(...one)),
      '\n',
      row('Dynamic Feature', 'Default', 'Current'),
      row('---------------', '-------', '-------'),
      ...(dynamic.length === 0 ? ['(none)\n'] : dynamic.map(({ name, code }) => row(name, 'no def', code))),
      '\nFeature Groups:\n---------------\n',
      ...(groups.size === 0 ? ['(none)\n'] : []),
      ...[...groups].flatMap(([name, members]) => [
        `===> Group: ${name}\n`,
        ...members.map((member) => `===> --> ${member.name} (${member.code})\n`),
      ]),
    ].join('');
  },
});
