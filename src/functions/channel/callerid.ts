import { defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';
import { type Party, parseCallerId, unknownParty } from '../../channel/party.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { PARTY_FIELDS, readPartyField, writePartyField } from '../_lib/party-fields.ts';

/** What a channel knows of its caller besides the parties that everybody asks for. */
interface CallerDetails {
  /** Of who pays, all but the number. */
  ani: Party;
  /** Of what was dialled, the plan and the subaddress. */
  dialed: Party;
  ani2: number;
}

const detailsKey = defineAttachment<CallerDetails>('caller-details');
const NO_DETAILS: Readonly<CallerDetails> = {
  ani: unknownParty,
  dialed: unknownParty,
  ani2: 0,
};

const detailsOf = (channel: Channel): Readonly<CallerDetails> => channel.attachments.get(detailsKey) ?? NO_DETAILS;
const ownDetails = (channel: Channel): CallerDetails =>
  channel.attachments.ensure(detailsKey, () => ({ ...NO_DETAILS }));

/** One of the parties that the first word of a field names. */
interface Side {
  read(channel: Channel): Party;
  write(channel: Channel, party: Party): void;
}

const CALLER: Side = {
  read: ({ parties }) => parties.caller,
  write: (channel, party) => channel.setCaller(party),
};
const ANI: Side = {
  read: (channel) => ({ ...detailsOf(channel).ani, number: channel.parties.ani }),
  write(channel, party) {
    ownDetails(channel).ani = party;
    channel.parties.ani = party.number;
  },
};
const DIALED: Side = {
  read: (channel) => detailsOf(channel).dialed,
  write: (channel, party) => void (ownDetails(channel).dialed = party),
};
/** Fields of what was dialled, besides the number itself. */
const DIALED_FIELDS = ['num-plan', 'subaddr', 'subaddr-valid', 'subaddr-type', 'subaddr-odd'];

/** Whose field it is, and which. */
function sideOf(field: string): readonly [side: Side, field: string] {
  if (field === 'ani') return [ANI, 'num'];
  if (field.startsWith('ani-')) return [ANI, field.slice('ani-'.length)];
  if (field.startsWith('dnid-')) {
    const rest = field.slice('dnid-'.length);
    return [DIALED, DIALED_FIELDS.includes(rest) ? rest : ''];
  }
  return [CALLER, field];
}

const FIELDS = [
  ...PARTY_FIELDS,
  ...PARTY_FIELDS.map((field) => `priv-${field}`),
  ...PARTY_FIELDS.map((field) => `ani-${field}`),
  ...DIALED_FIELDS.map((field) => `dnid-${field}`),
  ...['ani', 'ani2', 'dnid', 'rdnis'],
];

/** The caller's name and number. */
export const dialplanFunction = defineFunction({
  name: 'CALLERID',
  module: 'func_callerid',
  synopsis: 'The caller’s name and number, and what belongs to them',
  description: [
    'all, name, num; name-pres, num-pres and pres (both at once): what may be shown; name-valid, num-valid: whether there is one; name-charset, num-plan, subaddr, subaddr-valid, subaddr-type, subaddr-odd, tag.',
    'The same with priv- before it (for this machine only) and ANI- (who pays; ANI alone is its number). ani2, dnid (what was dialled), dnid-num-plan, dnid-subaddr and so on, rdnis (who forwarded).',
    'With a second argument, all, name or num of that text instead: CALLERID(num,"Ann" <100>).',
  ],
  arguments: { arguments: rest('field[,text]') },
  items: { read: FIELDS, write: FIELDS },
  examples: ['same => n,Set(CALLERID(name)=Reminder)', 'same => n,NoOp(${CALLERID(all)})'],
  read(context, { arguments: text }) {
    const [name = '', given] = splitArguments(text, { raw: true, limit: 2 });
    const field = name.toLowerCase();
    if (given !== undefined && ['all', 'name', 'num', 'number'].includes(field))
      return readPartyField(parseCallerId(given), field) ?? '';
    const channel = context.call?.channel;
    if (given === undefined && (!channel || field === '')) return '';
    const value = given === undefined && channel ? readField(channel, field) : undefined;
    if (value === undefined) context.log.error(`Unknown callerid data type '${text}'.`);
    return value ?? '';
  },
  write(context, { arguments: text }, value) {
    const [name = ''] = splitArguments(text, { raw: true, limit: 2 });
    const channel = context.call?.channel;
    if (!channel || name === '') return;
    const fault = writeField(channel, name.toLowerCase(), value);
    if (fault !== undefined) context.log.error(fault === '' ? `Unknown callerid data type '${name}'.` : fault);
  },
});

function readField(channel: Channel, field: string): string | undefined {
  if (field === 'dnid') return channel.parties.dialed;
  if (field === 'rdnis') return channel.parties.redirecting.number ?? '';
  if (field === 'ani2') return String(detailsOf(channel).ani2);
  const [side, which] = sideOf(field);
  return readPartyField(side.read(channel), which);
}

/** @returns what is wrong; empty where there is no such field. */
function writeField(channel: Channel, field: string, value: string): string | undefined {
  const { parties } = channel;
  if (field === 'dnid') parties.dialed = value;
  else if (field === 'rdnis') parties.redirecting = { ...parties.redirecting, number: value };
  else if (field === 'ani2') {
    if (!/^\s*\d/.test(value)) return `Unknown callerid ani2 '${value}', value unchanged`;
    ownDetails(channel).ani2 = Number.parseInt(value, 10);
  } else {
    const [side, which] = sideOf(field);
    const change = writePartyField(side.read(channel), which, value);
    if (!change.ok) return change.message === 'unknown' ? '' : change.message;
    side.write(channel, change.party);
  }
  return undefined;
}
