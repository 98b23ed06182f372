import { diagnose } from '../../base/diagnostic.ts';
import { switchSpellings } from '../../base/switch-word.ts';
import { codes } from '../codes.ts';
import { anyName, boolean, choice, duration, integer, text } from '../schema/kinds.ts';
import { defineSchema } from '../schema/schema.ts';
import { namedSection } from '../schema/section.ts';

/** rtp.conf: the ports and timers of audio. */
export const rtpSchema = defineSchema({
  file: 'rtp.conf',
  doc: 'The ports and timers of audio.',
  sections: {
    general: namedSection('general', {
      doc: 'For all calls.',
      options: {
        rtpstart: integer({ doc: 'The lowest port.', min: 1024, max: 65535, default: 5000 }),
        rtpend: integer({
          doc: 'The highest port. A call takes two for each party.',
          min: 1024,
          max: 65535,
          default: 31000,
        }),
        dtmftimeout: integer({
          doc: 'A digit whose end is lost ends after this many samples, 8 to the millisecond.',
          min: 0,
          default: 3000,
        }),
        rtcpinterval: duration({
          doc: 'Between two RTCP reports.',
          unit: 'milliseconds',
          min: 500,
          max: 60_000,
          default: 5000,
        }),
        strictrtp: choice({
          doc: 'Drops audio that does not come from where the call began; seqno: judged by sequence numbers alone.',
          of: ['yes', 'no', 'seqno'],
          spellings: switchSpellings,
          default: 'yes',
        }),
        probation: integer({ doc: 'Packets in sequence before a new source is believed.', min: 1, default: 4 }),
        srtpreplayprotection: boolean({ doc: 'Drops SRTP packets that come twice.', default: true }),
      },
      ignored: [
        { names: ['rtpchecksums'], why: 'UDP checksums are always sent' },
        {
          names: [
            'icesupport',
            'stunaddr',
            'turnaddr',
            'turnport',
            'turnusername',
            'turnpassword',
            'stun_acl',
            'stun_deny',
            'stun_permit',
            'stun_blacklist',
            'stun_software_attribute',
            'ice_acl',
            'ice_deny',
            'ice_permit',
            'ice_blacklist',
            'dtls_mtu',
          ],
          why: 'ICE, STUN and DTLS come with browser phones, which are not built yet',
        },
      ],
      check({ values, at }, report) {
        const line = at('rtpend') ?? at('rtpstart');
        if (values.rtpstart < values.rtpend || !line) return;
        report(
          diagnose(
            codes.contradiction,
            `the ports from ${values.rtpstart} to ${values.rtpend} are none: rtpend must be higher than rtpstart`,
            line.value.span,
            { sourceLine: line.value.sourceLine, help: 'give each call two ports, for example 10000 to 20000' },
          ),
        );
      },
    }),
    candidates: namedSection('ice_host_candidates', {
      doc: 'What ICE tells of local addresses; without effect until ICE is built.',
      options: { overrides: anyName(text({ doc: 'The address to tell instead.' })) },
    }),
  },
});
