import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Sends the caller elsewhere by his own phone. @see observed: Asterisk 16. */
export const application = defineApplication({
  name: 'Transfer',
  module: 'app_transfer',
  synopsis: 'Asks the caller’s phone or provider to call another number instead',
  description: [
    'Before the call is answered by a redirection (SIP 302), afterwards by a referral (SIP REFER).',
    'With a technology before the number, only channels of that technology are sent away.',
  ],
  arguments: { destination: text('[technology/]number') },
  results: {
    TRANSFERSTATUS: 'SUCCESS, FAILURE (the far end does not), or UNSUPPORTED (this technology cannot)',
    TRANSFERSTATUSPROTOCOL: 'what the far end has answered, as its protocol numbers it; 0 where it has not refused',
  },
  examples: ['same => n,Transfer(SIP/200@example.org)'],
  async run(call, { destination }) {
    const { channel } = call;
    if (destination === '') {
      call.log.warning('Transfer requires an argument ([Tech/]destination)');
      return undefined;
    }
    const slash = destination.indexOf('/');
    const technology = slash < 0 ? '' : destination.slice(0, slash);
    const finish = (status: string, protocol = 0): undefined => {
      call.set('TRANSFERSTATUS', status);
      call.set('TRANSFERSTATUSPROTOCOL', String(protocol));
    };
    if (technology !== '' && technology.toLowerCase() !== channel.technology.toLowerCase()) return finish('FAILURE');
    if (!channel.leg.transfer) return finish('UNSUPPORTED');
    const asked = channel.leg.transfer(destination.slice(slash + 1));
    const { promise: over, resolve } = Promise.withResolvers<undefined>();
    const stop = channel.whenHungUp(() => resolve(undefined));
    const outcome = await Promise.race([asked, over]);
    stop();
    if (!outcome) call.throwIfInterrupted();
    return finish(outcome?.done ? 'SUCCESS' : 'FAILURE', outcome?.protocolStatus ?? 0);
  },
});
