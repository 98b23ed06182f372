import { anyName, boolean, decimal, integer, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection, otherSections } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** features.conf: what parties of a call may do by digits. */
export const featuresSchema = defineSchema({
  file: 'features.conf',
  doc: 'What parties of a call may do by digits.',
  sections: {
    general: namedSection('general', {
      doc: 'Times, tries and sounds.',
      options: {
        featuredigittimeout: integer({ doc: 'Milliseconds between the digits of a code.', min: 0, default: 1000 }),
        transferdigittimeout: integer({ doc: 'Seconds between the digits of an extension.', min: 0, default: 3 }),
        transferdialattempts: integer({ doc: 'How often an extension may be dialled.', min: 0, default: 3 }),
        transferretrysound: text({ doc: 'Played for a wrong extension.', default: 'pbx-invalid' }),
        transferinvalidsound: text({ doc: 'Played for the last wrong one.', default: 'privacy-incorrect' }),
        atxfernoanswertimeout: decimal({
          doc: 'Seconds that the target of an attended transfer may ring.',
          min: 0,
          default: 15,
        }),
        atxferdropcall: boolean({ doc: 'A transferor who hangs up early ends the call.', default: false }),
        atxferloopdelay: decimal({ doc: 'Seconds between two tries to reach somebody again.', min: 0, default: 10 }),
        atxfercallbackretries: integer({ doc: 'How often the transferor is called back.', min: 0, default: 2 }),
        xfersound: text({ doc: 'Played when a transfer is done.', default: 'beep' }),
        xferfailsound: text({ doc: 'Played when a transfer has failed.', default: 'beeperr' }),
        atxferabort: text({ doc: 'The code that ends an attended transfer.', default: '*1' }),
        atxfercomplete: text({ doc: 'The code that completes it.', default: '*2' }),
        atxferthreeway: text({ doc: 'The code that joins all three.', default: '*3' }),
        atxferswap: text({ doc: 'The code that changes between the two.', default: '*4' }),
        pickupexten: text({ doc: 'The extension that picks up a ringing call.', default: '*8' }),
        pickupsound: text({ doc: 'Played to whoever picks up.', default: '' }),
        pickupfailsound: text({ doc: 'Played where there is nothing to pick up.', default: '' }),
        courtesytone: text({ doc: 'Played when a recording begins or ends.', default: '' }),
        recordingfailsound: text({ doc: 'Played when a recording cannot be begun.', default: '' }),
      },
      ignored: [
        {
          names: [
            'parkext',
            'parkext_exclusive',
            'parkpos',
            'context',
            'parkingtime',
            'comebacktoorigin',
            'comebackdialtime',
            'comebackcontext',
            'parkedplay',
            'parkedcalltransfers',
            'parkedcallreparking',
            'parkedcallhangup',
            'parkedcallrecording',
            'parkedmusicclass',
            'parkinghints',
            'parkeddynamic',
            'findslot',
            'adsipark',
          ],
          why: 'parking is set up in res_parking.conf',
        },
      ],
    }),
    featuremap: namedSection('featuremap', {
      doc: 'The codes of what is built in; an empty one switches it off.',
      options: {
        blindxfer: text({ doc: 'Blind transfer.', default: '#' }),
        atxfer: text({ doc: 'Attended transfer.', default: '' }),
        disconnect: text({ doc: 'Hang up.', default: '*' }),
        parkcall: text({ doc: 'Park the other party.', default: '' }),
        automon: text({ doc: 'Record the call by Monitor.', default: '' }),
        automixmon: text({ doc: 'Record the call by MixMonitor.', default: '' }),
      },
    }),
    applicationmap: namedSection('applicationmap', {
      doc: 'Codes that run applications for those whose DYNAMIC_FEATURES name them.',
      options: {
        applications: anyName(
          text({ doc: '`name => code,self|peer[/caller|callee|both],application[,arguments[,music]]`' }),
        ),
      },
    }),
    groups: otherSections({
      doc: 'A group of applications of the applicationmap, by its name in DYNAMIC_FEATURES.',
      options: { members: anyName(text({ doc: '`name => code`, or the name alone for its own code' })) },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'features', schema: featuresSchema });
