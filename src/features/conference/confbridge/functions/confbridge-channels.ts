import { text } from '../../../../extend/argument.ts';
import { defineFunction } from '../../../../extend/define-function.ts';
import { confbridgePort } from '../../hall.ts';
import type { Participant } from '../../participant.ts';

const KINDS: Readonly<Record<string, (participant: Participant) => boolean>> = {
  parties: () => true,
  admins: ({ settings }) => settings.admin,
  marked: ({ settings }) => settings.marked,
  active: ({ waiting }) => !waiting,
  waiting: ({ waiting }) => waiting,
};

/** Who is in a conference. */
export const dialplanFunction = defineFunction({
  name: 'CONFBRIDGE_CHANNELS',
  module: 'app_confbridge',
  synopsis: 'The channels in a conference, parted by commas',
  description: [
    'parties are all, waiting those who wait for somebody marked, active the others. Empty for a conference that does not go on.',
  ],
  arguments: { type: text('parties, admins, marked, active or waiting'), conference: text('its name') },
  examples: ['same => n,NoOp(${CONFBRIDGE_CHANNELS(parties,1234)})'],
  seeAlso: ['CONFBRIDGE_INFO'],
  read(context, { type, conference }) {
    if (type === '' || conference === '') {
      context.warn('Usage: CONFBRIDGE_CHANNELS(category,confno)');
      return '';
    }
    const found = context.use(confbridgePort).find(conference);
    if (!found) return '';
    const kind = Object.hasOwn(KINDS, type.toLowerCase()) ? KINDS[type.toLowerCase()] : undefined;
    if (!kind) {
      context.log.error(`Invalid keyword '${type}' passed to CONFBRIDGE_CHANNELS.`);
      return '';
    }
    return found.participants
      .filter(kind)
      .map(({ channel }) => channel.name)
      .join(',');
  },
});
