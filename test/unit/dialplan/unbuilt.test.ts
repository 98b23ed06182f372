import { describe, expect, test } from 'vitest';
import { composeRegistry } from '../../../src/cli/composed-registry.ts';
import { unbuiltApplication, unbuiltFunction } from '../../../src/dialplan/unbuilt.ts';
import { asteriskApplications, asteriskFunctions } from '../../../src/extend/inventory.ts';
import { openDialplan } from '../../support/dialplan-house.ts';

const registry = composeRegistry();
const applications = asteriskApplications.filter((name) => !registry.application(name));
const functions = asteriskFunctions.filter((name) => !registry.function(name));

describe('names of Asterisk that are not built', () => {
  test('each is refused with a reason, or waits for a part', () => {
    const silent = [
      ...applications.filter((name) => unbuiltApplication(name)?.fate === undefined),
      ...functions.filter((name) => unbuiltFunction(name)?.fate === undefined),
    ];
    expect(silent).toEqual([]);
  });

  test('as many are built as were promised', () => {
    expect(asteriskApplications.length - applications.length).toBeGreaterThanOrEqual(160);
    expect(asteriskFunctions.length - functions.length).toBeGreaterThanOrEqual(175);
  });

  test('each is told of, with why, when a call comes to it', async () => {
    const house = await openDialplan(
      [
        '[default]',
        ...applications.map((name) => `exten => app-${name},1,${name}()`),
        ...functions.map((name) => `exten => read-${name},1,NoOp(\${${name}(x)})`),
        ...functions.map((name) => `exten => write-${name},1,Set(${name}(x)=1)`),
      ].join('\n'),
    );
    const loaded = house.records.length;
    for (const name of applications) await house.call(`app-${name}`, 'default');
    for (const name of functions) for (const how of ['read', 'write']) await house.call(`${how}-${name}`, 'default');
    const told = house.records.slice(loaded).map(({ message }) => message);
    await house.close();
    const silent = [
      ...applications.filter(
        (name) =>
          !told.some(
            (line) => line.includes(`: ${name} is an application of Asterisk that`) && / \(DP02\d\d\) \[/.test(line),
          ),
      ),
      ...functions.filter(
        (name) =>
          told.filter(
            (line) => line.includes(`: ${name} is a function of Asterisk that`) && / \(DP02\d\d\) \[/.test(line),
          ).length < 2,
      ),
    ];
    expect(silent).toEqual([]);
  });

  test('a call that comes to one is told the same as by the checker, with the code and the place', async () => {
    const house = await openDialplan(
      [
        '[default]',
        'exten => fax,1,SendFAX(page.tif)',
        'exten => speech,1,NoOp(${SPEECH(status)})',
        'exten => write,1,Set(FAXOPT(gateway)=yes)',
        'exten => nosuch,1,NoSuchThing()',
      ].join('\n'),
    );
    const loaded = house.records.length;
    for (const exten of ['fax', 'speech', 'write', 'nosuch']) await house.call(exten, 'default');
    const told = house.records
      .slice(loaded)
      .filter(({ level }) => level === 'warning' || level === 'error')
      .map(({ message }) => message);
    await house.close();
    expect(told.map((message) => message.replace(/, Phone\/.*\]$/, ']'))).toEqual([
      "No application 'SendFAX' for extension (default, fax, 1): SendFAX is an application of Asterisk that is refused: fax needs a modem in software (DP0207) [fax@default:1 extensions.conf:2]",
      'Function SPEECH not registered: SPEECH is a function of Asterisk that is refused: speech recognition is an engine of somebody else’s; AGI and the manager interface reach one (DP0208) [speech@default:1 extensions.conf:3]',
      'Function FAXOPT not registered: FAXOPT is a function of Asterisk that is refused: fax needs a modem in software (DP0208) [write@default:1 extensions.conf:4]',
      "No application 'NoSuchThing' for extension (default, nosuch, 1) [nosuch@default:1 extensions.conf:5]",
    ]);
  });
});
