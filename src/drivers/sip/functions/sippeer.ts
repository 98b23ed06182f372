import { groupNumbers } from '../../../channel/group-numbers.ts';
import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import type { Endpoint } from '../config/endpoint.ts';
import { placeOf, statusOf } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';
import type { SipStack } from '../sip-stack.ts';

/** What old Asterisk shows for an address that nobody knows; dialplans compare with it. */
const NO_ADDRESS = '(null)';

const ITEMS: Readonly<Record<string, (stack: SipStack, endpoint: Endpoint, nowMs: number) => string>> = {
  ip: (stack, endpoint) => placeOf(stack, endpoint).host || NO_ADDRESS,
  port: (stack, endpoint) => String(placeOf(stack, endpoint).port),
  status: (stack, endpoint) => statusOf(placeOf(stack, endpoint)),
  mailbox: (_stack, { mailboxes }) => mailboxes,
  context: (_stack, { context }) => context,
  expire(stack, endpoint, nowMs) {
    const expires = placeOf(stack, endpoint).contact?.binding?.expiresAtMs;
    return String(expires === undefined ? -1 : Math.round((expires - nowMs) / 1000));
  },
  dynamic: (stack, endpoint) => (placeOf(stack, endpoint).aor?.fixed ? 'no' : 'yes'),
  callerid_name: (_stack, { caller }) => caller?.name ?? '',
  callerid_num: (_stack, { caller }) => caller?.number ?? '',
  callgroup: (_stack, { callGroup }) => groupNumbers(callGroup).join(', '),
  pickupgroup: (_stack, { pickupGroup }) => groupNumbers(pickupGroup).join(', '),
  namedcallgroup: () => '',
  namedpickupgroup: () => '',
  codecs: (_stack, { codecs }) => `(${codecs.join('|')})`,
  regexten: (_stack, { registeredExtension }) => registeredExtension,
  // Deviation: 0 where nothing is set; Asterisk has 2147483647 where calls are counted.
  limit: (_stack, { callLimit }) => String(callLimit),
  busylevel: (_stack, { busyLevel }) => String(busyLevel),
  curcalls: (stack, endpoint) => String(stack.board.countOf(endpoint)),
  language: (_stack, { language }) => language,
  accountcode: (_stack, { accountCode }) => accountCode,
  useragent: (stack, endpoint) => placeOf(stack, endpoint).contact?.binding?.userAgent ?? '',
  maxforwards: () => '0',
};

/** Facts of a phone of sip.conf. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'SIPPEER',
  module: 'chan_sip',
  synopsis: 'A fact of a phone of sip.conf: where it is, how many calls it has',
  description: [`Items: ${Object.keys(ITEMS).join(', ')}, chanvar[name] and codec[number]; ip unless one is given.`],
  arguments: { arguments: rest('peer[,item]') },
  examples: ['same => n,NoOp(${SIPPEER(alice,status)})'],
  read(context, { arguments: text }) {
    const [name = '', given = 'ip'] = splitArguments(text, { raw: true, limit: 2 });
    const stack = context.use(sipStackPort);
    const endpoint = stack.endpointOf('SIP', name);
    if (!endpoint || endpoint.name !== name) return '';
    const item = given.toLowerCase();
    if (Object.hasOwn(ITEMS, item)) return ITEMS[item]?.(stack, endpoint, context.clock.now()) ?? '';
    const [, kind, key = ''] = /^(chanvar|codec)\[(.*)\]?$/i.exec(given) ?? [];
    const index = key.replace(/\]$/, '');
    if (kind?.toLowerCase() === 'chanvar')
      return endpoint.variables.findLast((variable) => variable.name === index)?.value ?? '';
    return kind ? (endpoint.codecs[Number.parseInt(index, 10) || 0] ?? '') : '';
  },
});
