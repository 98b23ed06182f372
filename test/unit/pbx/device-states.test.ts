import { expect, test } from 'vitest';
import { deviceStateChanged, deviceStatesPort } from '../../../src/pbx/ports/device-states.ts';
import { openTestPbx } from '../../support/test-pbx.ts';

test('what other servers say of a device counts together with what is known here', async () => {
  await using house = await openTestPbx({ config: { 'extensions.conf': '[default]\n' } });
  const states = house.pbx.ports.use(deviceStatesPort);
  const told: string[] = [];
  house.pbx.bus.on(deviceStateChanged, ({ device, state, own }) => told.push(`${device} ${state} ${own ?? '-'}`));
  let here: 'INUSE' | 'NOT_INUSE' = 'NOT_INUSE';
  states.provide({ prefix: 'Lamp', state: () => here });

  states.changedElsewhere('SIP/far', 'b', 'INUSE');
  states.changedElsewhere('SIP/far', 'b', 'INUSE');
  expect(states.state('SIP/far')).toBe('INUSE');
  states.changedElsewhere('Lamp:1', 'b', 'RINGING');
  expect(states.state('Lamp:1')).toBe('RINGING');
  here = 'INUSE';
  states.changed('Lamp:1');
  expect(states.known()).toContainEqual({ device: 'Lamp:1', state: 'RINGINUSE', own: 'INUSE' });
  states.changedElsewhere('Lamp:1', 'b', undefined);
  expect(states.state('Lamp:1')).toBe('INUSE');
  expect(told).toEqual(['SIP/far INUSE -', 'Lamp:1 RINGING -', 'Lamp:1 RINGINUSE INUSE', 'Lamp:1 INUSE -']);
});

test('a device that changed while nobody listened is known as it is when it is asked for', async () => {
  await using house = await openTestPbx({ config: { 'extensions.conf': '[default]\n' } });
  const states = house.pbx.ports.use(deviceStatesPort);
  let here: 'INUSE' | 'NOT_INUSE' = 'NOT_INUSE';
  let asked = 0;
  states.provide({
    prefix: 'Lamp',
    state: () => {
      asked++;
      return here;
    },
  });
  expect(house.pbx.bus.listenerCount(deviceStateChanged)).toBe(0);
  states.changed('Lamp:1');
  here = 'INUSE';
  expect(asked).toBe(0);
  expect(states.known()).toContainEqual({ device: 'Lamp:1', state: 'INUSE', own: 'INUSE' });

  states.changed('Lamp:2');
  states.changedElsewhere('Lamp:2', 'b', 'RINGING');
  expect(states.known()).toContainEqual({ device: 'Lamp:2', state: 'RINGINUSE', own: 'INUSE' });
});
