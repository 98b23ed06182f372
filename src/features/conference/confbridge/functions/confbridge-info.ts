import { text } from '../../../../extend/argument.ts';
import { defineFunction } from '../../../../extend/define-function.ts';
import type { Conference } from '../../conference.ts';
import { confbridgePort } from '../../hall.ts';

const READERS: Readonly<Record<string, (conference: Conference) => number>> = {
  parties: ({ participants }) => participants.length,
  admins: ({ participants }) => participants.filter(({ settings }) => settings.admin).length,
  marked: ({ markedCount }) => markedCount,
  locked: ({ locked }) => (locked ? 1 : 0),
  muted: ({ othersMuted }) => (othersMuted ? 1 : 0),
};

/** How many are in a conference, and how it stands. */
export const dialplanFunction = defineFunction({
  name: 'CONFBRIDGE_INFO',
  module: 'app_confbridge',
  synopsis: 'Tells how a conference stands',
  description: ['0 for a conference that does not go on.'],
  arguments: {
    what: text('parties, admins, marked, locked or muted', { required: true }),
    conference: text('its name', { required: true }),
  },
  examples: ['same => n,GotoIf($[${CONFBRIDGE_INFO(parties,1234)} > 5]?full)'],
  seeAlso: ['ConfBridge'],
  read(context, { what, conference }) {
    const keyword = what.trim().toLowerCase();
    const reader = Object.hasOwn(READERS, keyword) ? READERS[keyword] : undefined;
    if (!reader) context.log.error(`Invalid keyword '${what}' passed to CONFBRIDGE_INFO.`);
    const found = context.use(confbridgePort).find(conference);
    return String(reader && found ? reader(found) : 0);
  },
});
