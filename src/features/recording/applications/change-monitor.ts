import { end } from '../../../channel/call.ts';
import { rest } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { monitorBase, monitorOf } from '../monitor.ts';
import { recordingHouse } from '../recording-house.ts';

/** Gives a recording another name. */
export const application = defineApplication({
  name: 'ChangeMonitor',
  module: 'res_monitor',
  synopsis: 'Gives the files of the recording by Monitor() another name in the end',
  arguments: { name: rest('the name') },
  examples: ['same => n,ChangeMonitor(complaint-${UNIQUEID})'],
  seeAlso: ['Monitor'],
  run(call, { name }) {
    const { channel, log } = call;
    if (name === '') {
      log.warning(`Cannot change monitor filename of channel ${channel.name} to null`);
      return end();
    }
    const monitor = monitorOf(channel);
    if (monitor) monitor.rename(monitorBase(recordingHouse(call), channel, name));
    else log.warning(`Cannot change monitor filename of channel ${channel.name} to ${name}, monitoring not started`);
    return undefined;
  },
});
