import type { EvaluationContext } from '../../../channel/call.ts';
import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { legOf } from '../call/leg-of.ts';
import { addHeader, readHeader, removeHeaders, updateHeader } from '../call/session-headers.ts';

/** A header of the call: of the INVITE that came in, or of the one that is to be sent. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_HEADER',
  module: 'res_pjsip_header_funcs',
  synopsis: 'A header of the INVITE of a PJSIP call: read, add, update or remove',
  description: [
    'On a call that came in, read tells its headers. On one that is to be placed (Dial’s option b) add, update and remove change what is sent.',
    'remove takes * at the end of a name; read, it tells how many it has removed.',
  ],
  arguments: { arguments: rest('read|add|update|remove,name[,number]') },
  items: { read: ['read', 'remove'], write: ['add', 'update', 'remove'] },
  examples: ['same => n,NoOp(${PJSIP_HEADER(read,From)})', 'same => n,Set(PJSIP_HEADER(add,X-Customer)=1234)'],
  seeAlso: ['PJSIP_HEADERS', 'SIPAddHeader'],
  read(context, { arguments: text }) {
    const asked = ask(context, text);
    if (!asked || !context.call) return '';
    const { action, name, number } = asked;
    if (action === 'read') return readHeader(context.call.channel, name, number) ?? '';
    if (action === 'remove') return String(removeHeaders(context.call.channel, name));
    context.log.error(`Unknown action '${action}' is not valid, must be 'read' or 'remove'.`);
    return '';
  },
  write(context, { arguments: text }, value) {
    const asked = ask(context, text);
    if (!asked || !context.call) return;
    const { action, name, number } = asked;
    const { channel } = context.call;
    if (action === 'add') addHeader(channel, name, value);
    else if (action === 'remove') removeHeaders(channel, name);
    else if (action !== 'update')
      context.log.error(`Unknown action '${action}' is not valid, must be 'add', 'update', or 'remove'.`);
    else if (!updateHeader(channel, name, number, value)) context.log.error(`There was no header named ${name}.`);
  },
});

interface Asked {
  readonly action: string;
  readonly name: string;
  readonly number: number;
}

function ask({ call, log }: EvaluationContext, text: string): Asked | undefined {
  if (!call) return undefined;
  if (!legOf(call.channel, 'PJSIP')) {
    log.error('This function requires a PJSIP channel.');
    return undefined;
  }
  const [action = '', name = '', number = ''] = splitArguments(text, { raw: true, limit: 3 });
  if (action === '') log.error('This function requires an action.');
  else if (name === '') log.error('This function requires a header name.');
  else return { action: action.toLowerCase(), name, number: number === '' ? 1 : Number.parseInt(number, 10) };
  return undefined;
}
