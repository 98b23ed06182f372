import { options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Shows a web page on the phone, where it can: no technology here can. */
export const application = defineApplication({
  name: 'SendURL',
  module: 'app_url',
  synopsis: 'Asks the phone to show a web page',
  description: [
    'Deviation: the old SIP driver of Asterisk sends an Access-URL header that no phone is known to follow; here SENDURLSTATUS is UNSUPPORTED on all channels.',
  ],
  arguments: {
    url: text('the page'),
    options: options('how', { w: { doc: 'wait until it is shown; without effect where it cannot be' } }),
  },
  results: { SENDURLSTATUS: 'UNSUPPORTED' },
  examples: ['same => n,SendURL(https://example.org/)'],
  run(call, { url }) {
    if (url === '') {
      call.set('SENDURLSTATUS', 'FAILURE');
      call.log.warning('SendURL requires an argument (URL)');
      return { kind: 'end' };
    }
    call.set('SENDURLSTATUS', 'UNSUPPORTED');
    return undefined;
  },
});
