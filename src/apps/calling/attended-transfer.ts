import { bridgeSeat } from '../../channel/bridge/seat.ts';
import { pressFor } from '../../channel/bridge/transfer-by-wish.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** Begins an attended transfer. */
export const application = defineApplication({
  name: 'AttendedTransfer',
  module: 'app_attended_transfer',
  synopsis: 'Begins an attended transfer, as if this channel had dialled its code and the extension',
  description: ['For applications that run while the call is bridged; the channel must be allowed to transfer.'],
  arguments: { exten: text('the extension, looked for in TRANSFER_CONTEXT') },
  results: { ATTENDEDTRANSFERSTATUS: 'SUCCESS, FAILURE, NOTPERMITTED' },
  examples: ['same => n,AttendedTransfer(200)'],
  seeAlso: ['BlindTransfer'],
  async run(call, { exten }) {
    const status = (value: string): undefined => {
      call.set('ATTENDEDTRANSFERSTATUS', value);
    };
    if (exten === '') {
      call.warn('AttendedTransfer requires an argument (exten)');
      return status('FAILURE');
    }
    const bridged = call.channel.attachments.get(bridgeSeat) !== undefined;
    const code = bridged ? await call.use(dialplanPort).readFunction(call, 'FEATUREMAP(atxfer)') : '';
    if (code === '') return status('NOTPERMITTED');
    pressFor(call.channel, `${code}${exten}`);
    return status('SUCCESS');
  },
});
