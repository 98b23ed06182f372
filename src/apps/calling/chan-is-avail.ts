import type { Call } from '../../channel/call.ts';
import { cause } from '../../channel/cause.ts';
import { deviceStateNumber } from '../../channel/state.ts';
import { list, options } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { technologiesPort } from '../../pbx/ports/technologies.ts';

/** Devices whose state has a higher number are taken as not available. */
const IDLE = 1;

/** Looks which of several devices can be called. */
export const application = defineApplication({
  name: 'ChanIsAvail',
  module: 'app_chanisavail',
  synopsis: 'Looks which of several devices can be called',
  description: ['A channel to each is asked for and let go at once; nothing rings.'],
  arguments: {
    devices: list('TECH/resource, several joined by &'),
    options: options('how to look', {
      a: { doc: 'all, not only the first' },
      s: { doc: 'one that is in use is not available' },
      t: { doc: 'only look whether there is a channel of that name' },
    }),
  },
  results: {
    AVAILCHAN: 'the channel that could be had; with option a all, joined by &',
    AVAILORIGCHAN: 'the device of each, as it was written',
    AVAILSTATUS: 'the number of the state of each device that was asked; 4 where none was',
    AVAILCAUSECODE: 'the cause of each channel that could be had: 0',
  },
  examples: ['same => n,ChanIsAvail(SIP/alice&SIP/bob,s)'],
  run(call, { devices, options: given }) {
    const states: number[] = [];
    const found: Array<{ name: string; device: string }> = [];
    for (const device of devices.filter((one) => one !== '')) {
      if (!device.includes('/')) {
        call.log.warning(`Invalid ChanIsAvail technology/resource argument: '${device}'`);
        break;
      }
      const state = given.has('s') ? stateOf(call, device) : given.has('t') ? presence(call, device) : 0;
      states.push(state);
      if (state > IDLE) continue;
      const made = call.use(technologiesPort).request(device, { requestor: call.channel });
      if (!made.ok) {
        if (made.cause === cause.channelNotImplemented)
          call.log.warning(`No channel type registered for '${device.split('/', 1)[0]}'`);
        continue;
      }
      found.push({ name: made.channel.name, device });
      made.channel.release(cause.normalClearing);
      if (!given.has('a')) break;
    }
    call.set('AVAILCHAN', found.map(({ name }) => name).join('&'));
    call.set('AVAILORIGCHAN', found.map(({ device }) => device).join('&'));
    call.set('AVAILSTATUS', states.length > 0 ? states.join('&') : String(deviceStateNumber('INVALID')));
    call.set('AVAILCAUSECODE', found.map(() => '0').join('&'));
    return undefined;
  },
});

function stateOf(call: Call, device: string): number {
  return deviceStateNumber(call.use(deviceStatesPort).state(device));
}

/** What is known of a device by its channels alone. */
function presence(call: Call, device: string): number {
  const prefix = `${device}-`.toLowerCase();
  const known = call
    .use(channelsPort)
    .list()
    .some(({ name }) => name.toLowerCase().startsWith(prefix));
  return deviceStateNumber(known ? 'NOT_INUSE' : 'UNKNOWN');
}
