import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { legOf } from '../call/leg-of.ts';
import { knownCodecs } from '../config/codecs.ts';

const NOT_PJSIP = 'Cannot call PJSIP_MEDIA_OFFER on a non-PJSIP channel';

/** The codecs that are offered. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_MEDIA_OFFER',
  module: 'chan_pjsip',
  synopsis: 'The codecs of the next offer to a PJSIP phone; with Dial’s option b those of its INVITE',
  description: ['Set as allow= is written: !all,alaw.'],
  arguments: { media: text('audio; of video there is none') },
  examples: ['same => n,Set(PJSIP_MEDIA_OFFER(audio)=!all,ulaw)'],
  read({ call, log }, { media }) {
    const leg = legOf(call?.channel, 'PJSIP');
    if (call && !leg) log.warning(NOT_PJSIP);
    return leg && media.toLowerCase() === 'audio' ? leg.offeredCodecs.join(',') : '';
  },
  write({ call, log }, { media }, value) {
    const leg = legOf(call?.channel, 'PJSIP');
    if (call && !leg) log.warning(NOT_PJSIP);
    if (!leg || media.toLowerCase() !== 'audio') return;
    let offered = [...leg.offeredCodecs];
    for (const word of value.split(',').map((part) => part.trim().toLowerCase())) {
      const [codec] = knownCodecs([word.replace(/^!/, '')]);
      if (word === '!all') offered = [];
      else if (word.startsWith('!')) offered = offered.filter((one) => one !== codec);
      else if (codec && !offered.includes(codec)) offered.push(codec);
    }
    if (offered.length > 0) leg.offeredCodecs = offered;
  },
});
