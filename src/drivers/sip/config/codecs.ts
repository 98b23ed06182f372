import { diagnose } from '../../../base/diagnostic.ts';
import { nearestName } from '../../../base/similar.ts';
import type { OptionLine } from '../../../config/schema/kinds.ts';
import type { Report } from '../../../config/schema/option.ts';
import type { ConfigText } from '../../../config/text.ts';
import type { AudioCodecName } from '../../../sdp/audio-codecs.ts';
import { codes } from '../codes.ts';

/** Ours, in the order in which `all` allows them. */
const OURS: readonly AudioCodecName[] = ['ulaw', 'alaw', 'gsm', 'g722', 'slin'];

/** Other spellings of ours. */
const SPELLINGS: ReadonlyMap<string, AudioCodecName> = new Map([
  ['slin8', 'slin'],
  ['mulaw', 'ulaw'],
  ['pcmu', 'ulaw'],
  ['pcma', 'alaw'],
]);

/** Codecs of Asterisk that Asterism lacks. */
const THEIRS: ReadonlySet<string> = new Set(
  (
    'g723 g723.1 g726 g726aal2 g719 g729 g729a g722.1 siren7 siren14 speex speex8 speex16 speex32 ilbc opus lpc10 adpcm codec2 silk silk8 silk12 silk16 ' +
    'silk24 slin12 slin16 slin24 slin32 slin44 slin48 slin96 slin192 testlaw none h261 h263 h263p h264 h265 mpeg4 vp8 vp9 jpeg png red t140 t140red t38'
  ).split(' '),
);

/**
 * The codecs that `disallow=` and `allow=` lines leave, in order of preference. A later `allow` adds at the end; a name with
 * `!` is taken away, `!all` takes everything away. A packet time (`ulaw:30`) is cut off.
 */
export function allowedCodecs(
  lines: readonly OptionLine[],
  start: readonly AudioCodecName[],
  report: Report,
): readonly AudioCodecName[] {
  let chosen = [...start];
  for (const line of lines) {
    for (const piece of line.value.split(',')) {
      const word = piece.trim();
      if (word.text === '') continue;
      const negated = word.text.startsWith('!');
      const allow = (line.name === 'allow') !== negated;
      const name = word.text.replace(/^!/, '').replace(/:\d+$/, '').toLowerCase();
      const meant = name === 'all' ? OURS : codecNamed(name, word, report);
      if (!allow) chosen = chosen.filter((codec) => !meant.includes(codec));
      else chosen.push(...meant.filter((codec) => !chosen.includes(codec)));
    }
  }
  return chosen;
}

/** The codecs of ours among `names`, in their order; for dial requests. */
export function knownCodecs(names: readonly string[]): AudioCodecName[] {
  return names.flatMap((name) => OURS.find((codec) => codec === name) ?? SPELLINGS.get(name) ?? []);
}

function codecNamed(name: string, word: ConfigText, report: Report): AudioCodecName[] {
  const ours = OURS.find((codec) => codec === name) ?? SPELLINGS.get(name);
  if (ours) return [ours];
  if (THEIRS.has(name)) {
    report(diagnose(codes.unbuiltCodec, `the codec '${name}' is not built yet and is left out`, word.span));
    return [];
  }
  const near = nearestName(name, [...OURS, ...SPELLINGS.keys(), ...THEIRS]);
  report(
    diagnose(codes.unknownCodec, `unknown codec '${name}'`, word.span, {
      sourceLine: word.sourceLine,
      help: near === undefined ? `write one of: ${OURS.join(', ')}` : `a similar name exists: '${near}'`,
    }),
  );
  return [];
}
