import type { EvaluationContext } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { type Party, redirectingReason } from '../../channel/party.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { leadingInteger, PARTY_FIELDS, readPartyField, writePartyField } from '../_lib/party-fields.ts';
import { tellsFarEnd } from '../_lib/update-option.ts';

const WHOSE = ['from', 'to', 'orig'] as const;
type Whose = (typeof WHOSE)[number];

const FIELDS = [
  ...['reason', 'orig-reason', 'count', 'pres'],
  ...WHOSE.flatMap((whose) => PARTY_FIELDS.flatMap((field) => [`${whose}-${field}`, `priv-${whose}-${field}`])),
];

/** Who sent a call here, and why. @see observed: Asterisk 16, `core show function REDIRECTING`. */
export const dialplanFunction = defineFunction({
  name: 'REDIRECTING',
  module: 'func_callerid',
  synopsis: 'Who sent the call here, where to, and why',
  description: [
    'Fields: from-, to- and orig- with those of CALLERID() (from-num, to-name, orig-all), priv- before them, reason, orig-reason, count.',
    'Setting a field tells the caller’s phone, unless the option i follows: Set(REDIRECTING(from-num,i)=100).',
  ],
  arguments: { arguments: rest('field[,i]') },
  items: { read: FIELDS, write: FIELDS },
  examples: ['same => n,NoOp(sent by ${REDIRECTING(from-num)}: ${REDIRECTING(reason)})'],
  seeAlso: ['CALLERID', 'CONNECTEDLINE'],
  read(context, { arguments: text }) {
    const channel = context.call?.channel;
    const [name = ''] = splitArguments(text, { raw: true, limit: 2 });
    if (!channel || name === '') return '';
    const value = read(channel, name.toLowerCase());
    if (value === undefined) unknown(context, text);
    return value ?? '';
  },
  write(context, { arguments: text }, value) {
    const channel = context.call?.channel;
    const [name = '', options = ''] = splitArguments(text, { raw: true, limit: 2 });
    if (!channel || name === '') return;
    const tells = tellsFarEnd(context, options);
    const fault = write(channel, name.toLowerCase(), value);
    if (fault === 'unknown') unknown(context, text);
    else if (fault !== undefined) context.log.error(fault);
    else {
      channel.touch();
      if (tells) channel.indicate('redirecting');
    }
  },
});

function read({ parties }: Channel, field: string): string | undefined {
  const { redirection, redirecting } = parties;
  switch (field) {
    case 'reason':
      return redirection.reason;
    case 'orig-reason':
      return redirection.originReason;
    case 'count':
      return String(redirection.count);
    case 'pres':
      return readPartyField(redirecting, 'pres');
    default: {
      const part = partOf(field);
      return part && readPartyField(partyOf(parties, part.whose), part.field);
    }
  }
}

/** @returns what is wrong, `unknown` for a field that does not exist. */
function write({ parties }: Channel, field: string, value: string): string | undefined {
  const { redirection } = parties;
  switch (field) {
    case 'reason':
      parties.redirection = { ...redirection, reason: redirectingReason(value) };
      return undefined;
    case 'orig-reason':
      parties.redirection = { ...redirection, originReason: redirectingReason(value) };
      return undefined;
    case 'count': {
      const count = leadingInteger(value);
      if (count === undefined) return `Unknown redirecting count '${value}', value unchanged`;
      parties.redirection = { ...redirection, count };
      return undefined;
    }
    case 'pres':
      // whoever sent it, and where it went
      return writePart(parties, 'from', 'pres', value) ?? writePart(parties, 'to', 'pres', value);
    default: {
      const part = partOf(field);
      return part ? writePart(parties, part.whose, part.field, value) : 'unknown';
    }
  }
}

function writePart(parties: Channel['parties'], whose: Whose, field: string, value: string): string | undefined {
  const written = writePartyField(partyOf(parties, whose), field, value);
  if (!written.ok) return written.message;
  if (whose === 'from') parties.redirecting = written.party;
  else parties.redirection = { ...parties.redirection, [whose === 'to' ? 'to' : 'origin']: written.party };
  return undefined;
}

function partyOf({ redirecting, redirection }: Channel['parties'], whose: Whose): Party {
  if (whose === 'from') return redirecting;
  return whose === 'to' ? redirection.to : redirection.origin;
}

/** `priv-from-num` is `priv-num` of from. */
function partOf(field: string): { readonly whose: Whose; readonly field: string } | undefined {
  const match = /^(priv-)?(from|to|orig)-(.+)$/.exec(field);
  const whose = WHOSE.find((one) => one === match?.[2]);
  return whose && { whose, field: `${match?.[1] ?? ''}${match?.[3] ?? ''}` };
}

function unknown(context: EvaluationContext, text: string): void {
  context.log.error(`Unknown redirecting data type '${text}'.`);
}
