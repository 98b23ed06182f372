import { text as textOption } from '../../../../src/config/schema/kinds.ts';
import { defineSchema } from '../../../../src/config/schema/schema.ts';
import { typedSections } from '../../../../src/config/schema/section.ts';
import { options, rest, text } from '../../../../src/extend/argument.ts';
import { type ApplicationDefinition, defineApplication } from '../../../../src/extend/define-application.ts';
import { defineConfigFile } from '../../../../src/extend/define-config-file.ts';
import { defineFunction, type FunctionDefinition } from '../../../../src/extend/define-function.ts';
import { applicationKind, configFileKind, functionKind } from '../../../../src/extend/kinds.ts';
import { Registry } from '../../../../src/extend/registry.ts';

/** A registry with a few applications and functions that do nothing, so that what is checked does not change with what is built. */
export function smallRegistry(): Registry {
  const registry = new Registry();
  for (const definition of applications) registry.add(applicationKind, definition);
  for (const definition of functions) registry.add(functionKind, definition);
  registry.add(configFileKind, defineConfigFile({ module: 'res_calendar', schema: calendars }));
  return registry;
}

const calendars = defineSchema({
  file: 'calendar.conf',
  doc: 'Calendars.',
  sections: {
    calendars: typedSections(['ical', 'caldav'], {
      doc: 'A calendar.',
      defines: 'calendar',
      options: { url: textOption({ doc: 'Where it lies.' }) },
    }),
  },
});

const PLAIN = ['Answer', 'Goto', 'GotoIf', 'GotoIfTime', 'Gosub', 'GosubIf', 'Set', 'MSet', 'NoOp', 'Macro', 'MacroIf'];
const MORE = ['Hangup', 'System', 'ExecIf', 'Exec', 'Originate', 'Verbose', 'VoiceMail', 'UserEvent', 'Return', 'Wait'];

const applications: ApplicationDefinition[] = [
  ...[...PLAIN, ...MORE].map((name) =>
    defineApplication({
      name,
      module: `app_${name.toLowerCase()}`,
      synopsis: 'Does nothing.',
      arguments: { data: rest('Anything.') },
      run: () => undefined,
    }),
  ),
  defineApplication({
    name: 'Dial',
    module: 'app_dial',
    synopsis: 'Does nothing.',
    arguments: {
      devices: text('Whom.', { required: true }),
      timeout: text('How long.'),
      options: options('How.', {
        t: { doc: 'Transfer.' },
        g: { doc: 'Go on.' },
        M: { doc: 'Macro.', parameter: 'required' },
        U: { doc: 'Subroutine.', parameter: 'required' },
        G: { doc: 'Goto.', parameter: 'required' },
      }),
    },
    run: () => undefined,
  }),
];

const functions: FunctionDefinition[] = [
  ...['CALLERID', 'TIMEOUT', 'DB', 'CUT', 'IFTIME', 'FILTER', 'SHELL'].map((name) =>
    defineFunction({
      name,
      module: `func_${name.toLowerCase()}`,
      synopsis: 'Gives nothing.',
      arguments: { data: rest('Anything.') },
      read: () => '',
      write: () => {},
    }),
  ),
  defineFunction({
    name: 'ITEM',
    module: 'func_item',
    synopsis: 'Has a few items.',
    arguments: { item: rest('Which one.') },
    items: { read: ['name', 'num', 'all'], write: ['name', 'num'] },
    read: () => '',
    write: () => {},
  }),
  defineFunction({
    name: 'LEN',
    module: 'func_strings',
    synopsis: 'Can only be read.',
    arguments: { text: rest('Anything.') },
    read: () => '0',
  }),
  defineFunction({
    name: 'PUSH',
    module: 'func_strings',
    synopsis: 'Can only be written.',
    arguments: { name: text('A variable.', { required: true }) },
    write: () => {},
  }),
];
