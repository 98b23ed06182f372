import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { administer } from '../administer.ts';
import { meetmeRoomsPort } from '../meetme-rooms-port.ts';

/** `meetme unlock` */
export const command = defineCliCommand({
  command: 'meetme unlock <conference>',
  module: 'app_meetme',
  synopsis: 'Let people into a conference again.',
  usage: 'Lets people into a conference that was locked.',
  run(context, [number = '']) {
    const conference = context.use(meetmeRoomsPort).hall.find(number);
    if (!conference) return `Conference number '${number}' not found!\n`;
    administer(conference, 'l', '');
    return '';
  },
});
