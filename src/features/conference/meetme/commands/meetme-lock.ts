import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { administer } from '../administer.ts';
import { meetmeRoomsPort } from '../meetme-rooms-port.ts';

/** `meetme lock` */
export const command = defineCliCommand({
  command: 'meetme lock <conference>',
  module: 'app_meetme',
  synopsis: 'Let nobody more into a conference.',
  usage: 'Lets nobody more into a conference until it is unlocked or over.',
  run(context, [number = '']) {
    const conference = context.use(meetmeRoomsPort).hall.find(number);
    if (!conference) return `Conference number '${number}' not found!\n`;
    administer(conference, 'L', '');
    return '';
  },
});
