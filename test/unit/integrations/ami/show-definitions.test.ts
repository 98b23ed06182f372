import { expect, test } from 'vitest';
import { managerActionKind } from '../../../../src/extend/kinds.ts';
import { actionWords } from '../../../../src/integrations/ami/action-words.ts';
import { argumentWords } from '../../../../src/integrations/ami/argument-words.ts';
import { eventFields } from '../../../../src/integrations/ami/event-fields.ts';
import { eventHeaderWords } from '../../../../src/integrations/ami/event-header-words.ts';
import { relatedHere, shownEvents } from '../../../../src/integrations/ami/event-page.ts';
import { eventRelations } from '../../../../src/integrations/ami/see-also.ts';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { registryPort } from '../../../../src/pbx/ports/registry.ts';
import { openTestPbx } from '../../../support/test-pbx.ts';

const CONFIG = {
  'manager.conf': '[general]\nenabled=yes\nbindaddr=127.0.0.1\n',
  'extensions.conf': '[in]\n',
};

/** With what modules want that load only where they are used. */
const EVERYTHING = {
  ...CONFIG,
  'xmpp.conf': '[general]\n[asterisk]\nusername=pbx@example.org/pbx\nsecret=s\nserverhost=127.0.0.1\n',
  'voicemail.conf': '[general]\n[default]\n1 => 1,One\n',
};

async function shown(command: string): Promise<string> {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  return (await pbx.pbx.ports.use(commandsPort).run(command)).text;
}

test('manager show event tells what has happened, and the headers in their order', async () => {
  expect(await shown('manager show event dialend')).toBe(`Event: DialEnd
[Synopsis]
A channel that was being called has answered, or will not.

[Syntax]
Event: DialEnd
${channel('')}
${channel('Dest')}
DialStatus: <value>
[Forward:] <value>

[Arguments]
${channelWords('')}
${channelWords('Dest')}
DialStatus
    What became of it, as DIALSTATUS tells it: ANSWER, BUSY, CANCEL, CONGESTION, NOANSWER, …
Forward
    Where the call goes on to, where it is forwarded.

[See Also]
Dial(), Originate(), Originate, DialBegin

`);
  expect(await shown('manager show event BridgeLeave')).toContain(`[Syntax]
Event: BridgeLeave
BridgeUniqueid: <value>
BridgeType: <value>
BridgeTechnology: <value>
BridgeCreator: <value>
BridgeName: <value>
BridgeNumChannels: <value>
BridgeVideoSourceMode: <value>
[BridgeVideoSource:] <value>
Channel: <value>
`);
  expect(await shown('manager show event FailedACL')).toContain(
    'RemoteAddress: <value>\n[Module:] <value>\n[ACLName:] <value>\n[SessionTV:] <value>\n\n',
  );
  expect(await shown('manager show event nosuch')).toBe("Could not find event 'nosuch'\n");
});

test('manager show events has three names a line, and ends the last one whatever it holds', async () => {
  const text = await shown('manager show events');
  const [title, dashes, ...rows] = text.split('\n');
  expect([title, dashes]).toEqual(['Events:', `  ${'-'.repeat(20)}  ${'-'.repeat(20)}  ${'-'.repeat(20)}  `]);
  expect(rows[0]).toMatch(/^ {2}\w{1,20} +\w+ +\w+ *$/);
  expect(rows[0]).toHaveLength(66);
  const names = text.trim().split(/\s+/).slice(4);
  expect(names).toEqual([...names].sort());
  expect(rows.filter((row) => row !== '').length).toBe(Math.ceil(names.length / 3));
  expect(rows.at(-2)).toBe(
    names.length % 3 === 0
      ? ''
      : names
          .slice(-(names.length % 3))
          .map((name) => `  ${name.padEnd(20)}`)
          .join(''),
  );
});

test('manager show command tells the headers of an action, what they mean, and who may send it', async () => {
  expect(await shown('manager show command ping nosuch dbget')).toBe(
    `${page('DBGet', 'Get DB Entry.', 'system,reporting,all', [
      ['ActionID', true, 'A mark of this action; its answer carries it.'],
      ['Family', false, 'The family in the database.'],
      ['Key', false, 'The key in the family.'],
    ])}${page('Ping', 'Keepalive command.', '<none>', [
      ['ActionID', true, 'A mark of this action; its answer carries it.'],
    ])}`,
  );
  expect(await shown('manager show command nosuch')).toBe('');
});

test('manager show command tells the events of an answer, and what there is to see besides', async () => {
  const text = await shown('manager show command CoreShowChannels');
  expect(text).toContain(`[List Responses]
Event: CoreShowChannel
[Synopsis]
A live channel.

[Syntax]
Event: CoreShowChannel
[ActionID:] <value>
Channel: <value>
`);
  expect(text).toContain(
    '[See Also]\nCoreShowChannels, CoreShowChannelsComplete\n\n[Final Response]\nEvent: CoreShowChannelsComplete\n',
  );
  expect(text).not.toContain('[List Responses]\nNone');
  expect(await shown('manager show command Login')).toContain('[See Also]\nLogoff\n\n');
  expect(await shown('manager show event StatusComplete')).toContain(
    'ListItems\n    How many elements the list has.\n',
  );
});

test('what is not loaded is not referred to', async () => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console', 'app_dial'] });
  const { text } = await pbx.pbx.ports.use(commandsPort).run('manager show event DialEnd');
  expect(text).toContain('[See Also]\nOriginate(), Originate, DialBegin\n');
});

test('what an event or action is said to have to do with exists, as do the headers that are explained', async () => {
  await using pbx = await openTestPbx({ config: EVERYTHING, noload: ['res_console'] });
  const registry = pbx.pbx.ports.use(registryPort);
  const events = shownEvents(registry);
  expect(Object.keys(eventRelations).filter((name) => !events.some((event) => event.name === name))).toEqual([]);
  const related = Object.values(eventRelations).flat();
  expect(related.filter((name) => relatedHere(registry, [name]).length === 0)).toEqual([]);
  const actions = registry.list(managerActionKind);
  const told = actions.flatMap(({ tells = [] }) => tells).filter((event) => typeof event === 'string');
  expect(told.filter((name) => !events.some((event) => event.name === name))).toEqual([]);
  const headers = new Set(
    events.flatMap(({ name, fields }) => eventFields(fields).flatMap((one) => [one.bare, `${name} ${one.name}`])),
  );
  expect(Object.keys(eventHeaderWords).filter((name) => !headers.has(name))).toEqual([]);
});

test('what an action is said to do is said of actions that there are', async () => {
  expect(await shown('manager show command Bridge')).toContain(
    '[Description]\nTakes both channels out of what they do',
  );
  await using pbx = await openTestPbx({ config: EVERYTHING, noload: ['res_console'] });
  const actions = new Set(
    pbx.pbx.ports
      .use(registryPort)
      .list(managerActionKind)
      .map(({ name }) => name),
  );
  expect(Object.keys(actionWords).filter((name) => !actions.has(name))).toEqual([]);
});

test('every header that an action takes has words', async () => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  const taken = pbx.pbx.ports
    .use(registryPort)
    .list(managerActionKind)
    .flatMap((action) => (action.arguments ?? '').split(' ').filter((word) => word !== ''));
  expect(taken.length).toBeGreaterThan(100);
  expect(taken.map((word) => word.replace(/[[\]]/g, '')).filter((word) => !argumentWords[word])).toEqual([]);
});

function channel(prefix: string): string {
  const names =
    'Channel ChannelState ChannelStateDesc CallerIDNum CallerIDName ConnectedLineNum ConnectedLineName Language AccountCode Context Exten Priority Uniqueid Linkedid';
  return names
    .split(' ')
    .map((name) => `${prefix}${name}: <value>`)
    .join('\n');
}

function channelWords(prefix: string): string {
  return ['ChannelState', 'ChannelStateDesc', 'Linkedid']
    .map((name) => `${prefix}${name}\n    ${eventHeaderWords[name]}`)
    .join('\n');
}

function page(
  name: string,
  synopsis: string,
  privilege: string,
  taken: ReadonlyArray<readonly [name: string, optional: boolean, doc: string]>,
): string {
  const syntax = taken.map(([one, optional]) => (optional ? `[${one}:] <value>` : `${one}: <value>`)).join('\n');
  return `[Syntax]
Action: ${name}
${syntax}

[Synopsis]
${synopsis}

[Description]
${actionWords[name] ?? 'Not available'}

[Arguments]
${taken.map(([one, , doc]) => `${one}\n    ${doc}`).join('\n')}

[See Also]
Not available

[Privilege]
${privilege}

[List Responses]
None

[Final Response]
None

`;
}
