import { defineEvent } from '../../../extend/define-event.ts';
import { contactChanged } from '../events.ts';

/** A contact of pjsip.conf has come, gone, or answers or not. */
export const event = defineEvent({
  name: 'ContactStatus',
  module: 'res_pjsip',
  synopsis: 'A contact of pjsip.conf has come, gone, or answers or not.',
  fields: 'URI ContactStatus AOR EndpointName RoundtripUsec',
  topic: contactChanged,
  class: 'system',
  headers: ({ uri, status, aor, endpoint, roundTripMs }) => [
    ['URI', uri],
    ['ContactStatus', status],
    ['AOR', aor],
    ['EndpointName', endpoint],
    ['RoundtripUsec', String(Math.round((roundTripMs ?? 0) * 1000))],
  ],
});
