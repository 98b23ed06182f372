import { boolean, choice, duration, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection, otherSections } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

const PARTIES = { of: ['no', 'caller', 'callee', 'both'], spellings: { yes: 'both' } } as const;

/** res_parking.conf: where calls are parked. */
export const parkingSchema = defineSchema({
  file: 'res_parking.conf',
  doc: 'Where calls are parked.',
  sections: {
    general: namedSection('general', {
      doc: 'For all lots.',
      options: {
        parkeddynamic: boolean({ doc: 'Park() may make lots that are not written here.', default: false }),
      },
    }),
    lots: otherSections({
      doc: 'A parking lot.',
      options: {
        context: text({ doc: 'The context of its extensions.', default: 'parkedcalls' }),
        parkext: text({ doc: 'The extension that parks; without it the lot makes no extensions.', default: '' }),
        parkext_exclusive: boolean({ doc: 'That extension parks in this lot only.', default: false }),
        parkpos: text({ doc: 'The numbers of its spaces.', default: '701-750' }),
        parkinghints: boolean({ doc: 'Each space has a hint, for lamps.', default: false }),
        parkingtime: duration({ doc: 'How long a call may be parked.', unit: 'seconds', min: 0, default: 45_000 }),
        parkedmusicclass: text({ doc: 'What a parked caller hears.', refers: 'music class', default: '' }),
        comebacktoorigin: boolean({ doc: 'When the time is over whoever parked is called.', default: true }),
        comebackdialtime: duration({ doc: 'How long that rings.', unit: 'seconds', min: 0, default: 30_000 }),
        comebackcontext: text({
          doc: 'Where the call goes when the time is over and it does not come back.',
          default: 'parkedcallstimeout',
        }),
        courtesytone: text({ doc: 'Played when a call is fetched.', default: '' }),
        parkedplay: choice({ ...PARTIES, doc: 'Who hears that.', default: 'caller' }),
        parkedcalltransfers: choice({ ...PARTIES, doc: 'Who may transfer a fetched call.', default: 'no' }),
        parkedcallreparking: choice({ ...PARTIES, doc: 'Who may park it again.', default: 'no' }),
        parkedcallhangup: choice({ ...PARTIES, doc: 'Who may hang up by digits.', default: 'no' }),
        parkedcallrecording: choice({ ...PARTIES, doc: 'Who may record it.', default: 'no' }),
        findslot: choice({
          of: ['first', 'next'],
          doc: 'Which free space is taken: the lowest, or the one after the last.',
          default: 'first',
        }),
      },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'res_parking', schema: parkingSchema });
