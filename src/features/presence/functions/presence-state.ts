import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { presencesPort } from '../../../pbx/ports/presence.ts';
import { customPresenceName, parsePresence, setCustomPresence } from '../custom-presence.ts';

/** How somebody is present. */
export const dialplanFunction = defineFunction({
  name: 'PRESENCE_STATE',
  module: 'func_presencestate',
  synopsis: 'How somebody is present; sets it for custom presence',
  description: [
    'The field is value (not_set, unavailable, available, away, xa, chat or dnd), subtype or message; with the option e a text is read in Base64.',
    'Only what is called `CustomPresence:` something can be set, as state[,subtype[,message[,options]]]; with the option e the texts are written in Base64. It is kept across restarts.',
  ],
  arguments: { presence: rest('CustomPresence:name,field[,options]; for writing CustomPresence:name') },
  examples: [
    'same => n,Set(PRESENCE_STATE(CustomPresence:anna)=away,lunch,Back at two)',
    'same => n,NoOp(${PRESENCE_STATE(CustomPresence:anna,message)})',
  ],
  seeAlso: ['DEVICE_STATE', 'HINT'],
  read(context, { presence: text }) {
    const [presentity = '', field = '', options = ''] = splitArguments(text);
    const presence = context.use(presencesPort).of(presentity);
    if (field === '') {
      context.warn('PRESENCE_STATE reading requires a presence and a field: value, subtype or message');
      return '';
    }
    if (!presence) {
      context.warn(`No provider found for label: ${presentity.split(':')[0]}`);
      context.warn('PRESENCE_STATE unknown');
      return '';
    }
    const shown = (value: string): string => (options === 'e' ? Buffer.from(value).toString('base64') : value);
    if (field === 'value') return presence.state;
    if (field === 'subtype') return shown(presence.subtype);
    if (field === 'message') return shown(presence.message);
    context.warn(`PRESENCE_STATE: there is no field '${field}'; the fields are value, subtype and message`);
    return '';
  },
  write(context, { presence }, value) {
    const name = customPresenceName(presence);
    if (name === undefined) {
      context.warn('The PRESENCE_STATE function can only set CustomPresence: presence providers.');
      return;
    }
    if (name === '') {
      context.warn('PRESENCE_STATE function called with no custom device name!');
      return;
    }
    const parsed = parsePresence(value);
    if (typeof parsed !== 'string') {
      setCustomPresence(context, name, value);
      return;
    }
    if (parsed.startsWith('Invalid')) context.log.notice(parsed);
    else if (parsed !== '') context.warn(parsed);
    context.warn('Invalid arguments to PRESENCE_STATE');
  },
});
