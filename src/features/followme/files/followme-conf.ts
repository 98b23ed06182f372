import { boolean, duration, lines, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection, otherSections } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

const hyphenated = (name: string): { readonly aliases: readonly string[] } => ({ aliases: [name, `followme-${name}`] });

/** followme.conf: under which numbers somebody is looked for. */
export const followMeSchema = defineSchema({
  file: 'followme.conf',
  doc: 'Under which numbers somebody is looked for.',
  sections: {
    general: namedSection('general', {
      doc: 'For all profiles that do not say otherwise.',
      options: {
        featuredigittimeout: duration({ doc: 'How long a digit is waited for.', unit: 'milliseconds', default: 5000 }),
        takecall: text({ doc: 'The digits that take the call.', default: '1' }),
        declinecall: text({ doc: 'The digits that decline it.', default: '2' }),
        enable_callee_prompt: boolean({ doc: 'Whoever picks up is asked.', default: true }),
        call_from_prompt: text({
          ...hyphenated('call-from-prompt'),
          doc: 'Said first.',
          default: 'followme/call-from',
        }),
        norecording_prompt: text({
          ...hyphenated('norecording-prompt'),
          doc: 'Said where the caller has said no name.',
          default: 'followme/no-recording',
        }),
        options_prompt: text({ ...hyphenated('options-prompt'), doc: 'The choice.', default: 'followme/options' }),
        pls_hold_prompt: text({
          aliases: ['pls-hold-prompt', 'hold_prompt', 'hold-prompt'],
          doc: 'Said to the caller before the search.',
          default: 'followme/pls-hold-while-try',
        }),
        status_prompt: text({ ...hyphenated('status-prompt'), doc: 'Said with option s.', default: 'followme/status' }),
        sorry_prompt: text({ ...hyphenated('sorry-prompt'), doc: 'Said with option n.', default: 'followme/sorry' }),
        connecting_prompt: text({
          aliases: ['connecting-prompt'],
          doc: 'Said before the two are joined.',
          default: '',
        }),
      },
    }),
    profiles: otherSections({
      doc: 'A profile; FollowMe() names it.',
      options: {
        context: text({ doc: 'The context in which the numbers are dialled.', refers: 'context', default: 'default' }),
        musicclass: text({
          doc: 'What the caller hears meanwhile.',
          refers: 'music class',
          aliases: ['music'],
          default: 'default',
        }),
        number: lines({ doc: '`number => NUMBER[&NUMBER][,seconds[,order]]`' }),
        takecall: text({ doc: 'The digits that take the call.' }),
        declinecall: text({ doc: 'The digits that decline it.' }),
        enable_callee_prompt: boolean({ doc: 'Whoever picks up is asked.' }),
        call_from_prompt: text({ ...hyphenated('call-from-prompt'), doc: 'Said first.' }),
        norecording_prompt: text({
          ...hyphenated('norecording-prompt'),
          doc: 'Said where the caller has said no name.',
        }),
        options_prompt: text({ ...hyphenated('options-prompt'), doc: 'The choice.' }),
        pls_hold_prompt: text({
          aliases: ['pls-hold-prompt', 'hold_prompt', 'hold-prompt'],
          doc: 'Said to the caller before the search.',
        }),
        status_prompt: text({ ...hyphenated('status-prompt'), doc: 'Said with option s.' }),
        sorry_prompt: text({ ...hyphenated('sorry-prompt'), doc: 'Said with option n.' }),
        connecting_prompt: text({ aliases: ['connecting-prompt'], doc: 'Said before the two are joined.' }),
      },
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'app_followme', schema: followMeSchema });
