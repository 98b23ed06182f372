import type { Channel } from '../../channel/channel.ts';
import { formatCallerId, type Party, parseCallerId, presentationNamed } from '../../channel/party.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';

type Read = (channel: Channel) => string;

const presentation: Read = ({ parties }) => parties.caller.presentation ?? 'allowed_not_screened';
const nought: Read = () => '0';

/** What can be read, by name in small letters. */
const READERS: Readonly<Record<string, Read>> = {
  all: ({ parties }) => formatCallerId(parties.caller),
  name: ({ parties }) => parties.caller.name ?? '',
  'name-valid': ({ parties }) => (parties.caller.name === undefined ? '0' : '1'),
  'name-charset': () => 'iso8859-1',
  'name-pres': presentation,
  num: ({ parties }) => parties.caller.number ?? '',
  number: ({ parties }) => parties.caller.number ?? '',
  'num-valid': ({ parties }) => (parties.caller.number === undefined ? '0' : '1'),
  'num-plan': nought,
  'num-pres': presentation,
  ton: nought,
  pres: presentation,
  tag: ({ parties }) => parties.caller.tag ?? '',
  ani: ({ parties }) => parties.ani ?? '',
  'ani-num': ({ parties }) => parties.ani ?? '',
  'ani-all': ({ parties }) => formatCallerId({ number: parties.ani }),
  ani2: nought,
  dnid: ({ parties }) => parties.dialed,
  'dnid-num-plan': nought,
  rdnis: ({ parties }) => parties.redirecting.number ?? '',
};

/** What can be set: each gives the party that the caller becomes, or changes something else and gives nothing. */
const WRITERS: Readonly<Record<string, (channel: Channel, value: string) => Party | undefined>> = {
  all({ parties }, value) {
    const { name = '', number = '' } = parseCallerId(value);
    parties.ani ??= number;
    return { ...parties.caller, name, number };
  },
  name: ({ parties }, value) => ({ ...parties.caller, name: value }),
  num: setNumber,
  number: setNumber,
  tag: ({ parties }, value) => ({ ...parties.caller, tag: value }),
  ani: setAni,
  'ani-num': setAni,
  dnid: ({ parties }, value) => void (parties.dialed = value),
  rdnis: ({ parties }, value) => void (parties.redirecting = { ...parties.redirecting, number: value }),
  pres: setPresentation,
  'name-pres': setPresentation,
  'num-pres': setPresentation,
};

/** Fields of Asterisk's that are not here: a call is warned of them, but nobody has misspelt them. */
const KNOWN_TO_ASTERISK = [
  ...['name-valid', 'name-charset', 'num-valid', 'num-plan', 'ton', 'subaddr', 'subaddr-valid', 'subaddr-type'],
  ...[
    'subaddr-odd',
    'ani-name',
    'ani-name-valid',
    'ani-name-charset',
    'ani-name-pres',
    'ani-num-valid',
    'ani-num-plan',
  ],
  ...[
    'ani-num-pres',
    'ani-tag',
    'ani-subaddr',
    'dnid-num-plan',
    'dnid-subaddr',
    'ani2',
    'priv',
    'priv-all',
    'priv-name',
  ],
  ...['priv-num', 'priv-tag'],
];

/** The caller's name and number. */
export const dialplanFunction = defineFunction({
  name: 'CALLERID',
  module: 'func_callerid',
  synopsis: 'The caller’s name and number, and what belongs to them',
  description: [
    'Fields: all, name, num, ani, dnid (what was dialled), rdnis (who forwarded), pres, name-pres, num-pres, tag, and some of fixed value that old dialplans ask for.',
    'With a second argument, the field of that text instead: CALLERID(num,"Ann" <100>).',
    'Deviation: a caller has one presentation; name-pres and num-pres are the same.',
  ],
  arguments: { arguments: rest('field[,text]') },
  items: {
    read: [...Object.keys(READERS), ...KNOWN_TO_ASTERISK],
    write: [...Object.keys(WRITERS), ...KNOWN_TO_ASTERISK],
  },
  examples: ['same => n,Set(CALLERID(name)=Reminder)', 'same => n,NoOp(${CALLERID(all)})'],
  read(context, { arguments: text }) {
    const [field = '', given] = splitArguments(text, { raw: true, limit: 2 });
    if (given !== undefined) return readField(parseCallerId(given), field);
    const channel = context.call?.channel;
    if (!channel || field === '') return '';
    const read = READERS[field.toLowerCase()];
    if (read) return read(channel);
    context.log.error(`Unknown callerid data type '${field}'.`);
    return '';
  },
  write(context, { arguments: text }, value) {
    const [field = ''] = splitArguments(text, { raw: true, limit: 2 });
    const channel = context.call?.channel;
    if (!channel || field === '') return;
    const write = WRITERS[field.toLowerCase()];
    if (!write) {
      context.log.error(`Unknown callerid data type '${field}'.`);
      return;
    }
    if (field.toLowerCase().endsWith('pres') && !presentationNamed(value)) {
      const what = field.toLowerCase() === 'pres' ? 'combined' : field.toLowerCase().slice(0, -5);
      context.log.error(`Unknown ${what} presentation '${value}', value unchanged`);
      return;
    }
    const caller = write(channel, value);
    if (caller) channel.setCaller(caller);
  },
});

function readField(party: Party, field: string): string {
  switch (field.toLowerCase()) {
    case 'all':
      return formatCallerId(party);
    case 'name':
      return party.name ?? '';
    case 'num':
    case 'number':
      return party.number ?? '';
    default:
      return '';
  }
}

function setNumber({ parties }: Channel, value: string): Party {
  return { ...parties.caller, number: value };
}

function setAni({ parties }: Channel, value: string): undefined {
  parties.ani = value;
}

function setPresentation({ parties }: Channel, value: string): Party {
  return { ...parties.caller, presentation: presentationNamed(value) };
}
