import type { EvaluationContext } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { PARTY_FIELDS, readPartyField, writePartyField } from '../_lib/party-fields.ts';
import { tellsFarEnd } from '../_lib/update-option.ts';

const SOURCES: Readonly<Record<string, string>> = {
  unknown: 'unknown',
  answer: 'answer',
  diversion: 'diversion',
  transfer: 'transfer_active',
  transfer_active: 'transfer_active',
  transfer_alerting: 'transfer_alerting',
};

const FIELDS = ['source', ...PARTY_FIELDS, ...PARTY_FIELDS.map((field) => `priv-${field}`)];

/** Whom a channel talks to. @see observed: Asterisk 16, `core show function CONNECTEDLINE`. */
export const dialplanFunction = defineFunction({
  name: 'CONNECTEDLINE',
  module: 'func_callerid',
  synopsis: 'Whom the channel talks to: name, number and what belongs to them',
  description: [
    'Fields: all, name, num, pres and the rest of CALLERID(), priv-… of them, and source.',
    'Setting a field tells the phone, unless the option i follows: Set(CONNECTEDLINE(name,i)=Ann).',
  ],
  arguments: { arguments: rest('field[,i]') },
  items: { read: FIELDS, write: FIELDS },
  examples: ['same => n,Set(CONNECTEDLINE(all)="Front desk" <100>)'],
  seeAlso: ['CALLERID', 'REDIRECTING'],
  read(context, { arguments: text }) {
    const channel = context.call?.channel;
    const [name = ''] = splitArguments(text, { raw: true, limit: 2 });
    if (!channel || name === '') return '';
    const field = name.toLowerCase();
    const value =
      field === 'source' ? channel.parties.connectedSource : readPartyField(channel.parties.connected, field);
    if (value === undefined) unknown(context, text);
    return value ?? '';
  },
  write(context, { arguments: text }, value) {
    const channel = context.call?.channel;
    const [name = '', options = ''] = splitArguments(text, { raw: true, limit: 2 });
    if (!channel || name === '') return;
    const tells = tellsFarEnd(context, options);
    const field = name.toLowerCase();
    if (field === 'source') {
      const source = SOURCES[value.trim().toLowerCase()];
      if (source === undefined) context.log.error(`Unknown connectedline source '${value}', value unchanged`);
      else channel.parties.connectedSource = source;
      return;
    }
    const written = writePartyField(channel.parties.connected, field, value);
    if (!written.ok) {
      if (written.message === 'unknown') unknown(context, text);
      else context.log.error(written.message);
      return;
    }
    channel.setConnected(written.party);
    if (tells) channel.indicate('connected-line');
  },
});

function unknown(context: EvaluationContext, text: string): void {
  context.log.error(`Unknown connectedline data type '${text}'.`);
}
