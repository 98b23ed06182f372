import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Shows a picture on the phone, where it can: no technology here can, nor in Asterisk's SIP. @see observed: Asterisk 16. */
export const application = defineApplication({
  name: 'SendImage',
  module: 'app_image',
  synopsis: 'Asks the phone to show a picture; SIP cannot',
  arguments: { file: text('the picture') },
  results: { SENDIMAGESTATUS: 'UNSUPPORTED' },
  examples: ['same => n,SendImage(door)'],
  run(call, { file }) {
    if (file === '') {
      call.log.warning('SendImage requires an argument (filename)');
      return { kind: 'end' };
    }
    call.set('SENDIMAGESTATUS', 'UNSUPPORTED');
    return undefined;
  },
});
