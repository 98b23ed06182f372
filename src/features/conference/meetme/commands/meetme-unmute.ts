import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { administer } from '../administer.ts';
import { meetmeRoomsPort } from '../meetme-rooms-port.ts';

/** `meetme unmute` */
export const command = defineCliCommand({
  command: 'meetme unmute <conference> <user>',
  module: 'app_meetme',
  synopsis: 'Let participants of a conference be heard again.',
  usage: 'The user is a number of meetme list, a channel, or all.',
  run(context, [number = '', user = '']) {
    const conference = context.use(meetmeRoomsPort).hall.find(number);
    if (!conference) return `Conference number '${number}' not found!\n`;
    const status = user === 'all' ? administer(conference, 'n', '') : administer(conference, 'm', user);
    return status === 'OK' ? '' : 'Specified User not found!\n';
  },
});
