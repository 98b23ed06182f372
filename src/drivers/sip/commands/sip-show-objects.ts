import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { sipLegs } from '../listing/sip-call-rows.ts';
import { placeOf } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/**
 * `sip show objects`.
 * Deviation: objects have no flags and no count of references here, so only their names and kinds are told.
 */
export const command = defineCliCommand({
  command: 'sip show objects',
  module: 'chan_sip',
  synopsis: 'List all objects of sip.conf and its calls',
  usage: 'Lists the peers by name and by address, the registrations and the dialogs that are kept.',
  run(context) {
    const stack = context.use(sipStackPort);
    const peers = stack.book.endpoints.filter(({ dialect }) => dialect === 'SIP');
    const placed = peers.filter((peer) => peer.callsOut && placeOf(stack, peer).host !== '');
    const registrations = stack.registrations.list().filter(({ spec }) => spec.dialect === 'SIP');
    const block = (name: string, type: string): string => `name: ${name}\ntype: ${type}\n\n`;
    return [
      `-= Peer objects: ${peers.length} static, 0 realtime, 0 autocreate =-\n\n`,
      ...peers.map(({ name }) => block(name, 'peer')),
      '-= Peer objects by IP =-\n\n',
      ...placed.map(({ name }) => block(name, 'peer')),
      `-= Registry objects: ${registrations.length} =-\n\n`,
      ...registrations.map(({ spec }) => `name: ${spec.name}\n`),
      '-= Dialog objects:\n\n',
      ...sipLegs(stack).map(({ callId }) => block(callId, 'dialog')),
    ].join('');
  },
});
