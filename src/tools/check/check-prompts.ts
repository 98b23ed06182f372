import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import { nearestName } from '../../base/similar.ts';
import type { ConfigText } from '../../config/text.ts';
import { isConstant, splitOutside, writtenApplications } from '../../dialplan/check/written-application.ts';
import type { DialplanModel } from '../../dialplan/model/model.ts';
import { codes } from './codes.ts';

/** Which prompts there are on the machine where the check runs. */
export interface KnownPrompts {
  /** Whether a prompt can be heard under that name, in any language. */
  has(name: string): boolean;
  /** Names of standard prompts, for suggestions. */
  readonly names: readonly string[];
}

/** Applications that play prompts: the argument that names them, joined by `&`. */
const PLAYERS: Readonly<Record<string, number>> = {
  playback: 0,
  background: 0,
  controlplayback: 0,
  backgrounddetect: 0,
  read: 1,
  readexten: 1,
  authenticate: 4,
  vmauthenticate: 2,
};

/** Applications that make sounds, in their first argument. */
const RECORDERS: ReadonlySet<string> = new Set(['record', 'mixmonitor', 'monitor', 'dictate', 'festival']);

/** Prompts named literally that nobody has recorded, that are none of the standard ones, and that the dialplan does not record itself. */
export function checkPrompts(model: DialplanModel, legacySyntax: boolean, prompts: KnownPrompts): Diagnostic[] {
  const steps = [...writtenApplications(model, legacySyntax)];
  const recorded = new Set(
    steps
      .filter(({ name }) => RECORDERS.has(name))
      .map(({ parts }) => (parts[0] ? withoutExtension(parts[0].text) : '')),
  );
  const found: Diagnostic[] = [];
  for (const { name, parts } of steps) {
    const index = PLAYERS[name];
    const list = index === undefined ? undefined : parts[index];
    for (const prompt of list ? splitOutside(list, '&').map((one) => one.trim()) : []) {
      const { text } = prompt;
      // num:, digits: and the like are spelled out
      if (text === '' || !isConstant(prompt) || text.includes(':') || recorded.has(withoutExtension(text))) continue;
      if (!prompts.has(text)) found.push(missing(prompt, prompts));
    }
  }
  return found;
}

function missing(prompt: ConfigText, prompts: KnownPrompts): Diagnostic {
  const near = nearestName(prompt.text, prompts.names);
  return diagnose(codes.missingPrompt, `there is no prompt '${prompt.text}' here`, prompt.span, {
    sourceLine: prompt.sourceLine,
    help:
      near === undefined ? 'record it, or put its file into the folder of sounds' : `a similar name exists: '${near}'`,
  });
}

/** The formats `Record` appends in its argument, `name.wav` or `name:wav`. */
function withoutExtension(name: string): string {
  return name.replace(/[.:][A-Za-z0-9]+$/, '');
}
