import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import { nearestName } from '../../base/similar.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { applicationWaitsFor } from '../../extend/not-built.ts';
import { codes } from '../codes.ts';
import type { DialplanModel, HintModel } from '../model/model.ts';

/** What stands before the colon of a device that no technology has. */
const KINDS = ['Custom', 'park', 'MWI', 'Confbridge', 'Meetme', 'Calendar'];
/** Those of Asterisk that are not here, with an application of the part that they belong to. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  queue: 'Queue',
  agent: 'AgentLogin',
  ccss: 'CallCompletionRequest',
  sla: 'SLAStation',
  stasis: 'Stasis',
};

/** Finds hints that can never show anything: of kinds of devices that do not exist, or are not built. */
export function checkHints(file: ConfigFile, model: DialplanModel): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const context of model.contexts.values())
    for (const { hint } of context.extensions) if (hint) found.push(...checkHint(file, hint));
  return found;
}

function checkHint(file: ConfigFile, { devices, span }: HintModel): Diagnostic[] {
  const sourceLine = file.files.find((one) => one.file === span.file)?.lines[span.line - 1]?.text;
  const names = (devices.split(',', 1)[0] ?? '').split('&');
  return names.flatMap((device) => {
    const kind = /^([^/:${}]+):/.exec(device.trim())?.[1];
    if (kind === undefined || KINDS.some((one) => one.toLowerCase() === kind.toLowerCase())) return [];
    const application = ELSEWHERE[kind.toLowerCase()];
    if (application === undefined) {
      const near = nearestName(kind, KINDS);
      const help = near === undefined ? `kinds are ${KINDS.join(', ')}` : `a similar name exists: '${near}'`;
      return [diagnose(codes.deadHint, `there are no devices of the kind '${kind}'`, span, { sourceLine, help })];
    }
    const part = applicationWaitsFor(application);
    const why = part === undefined ? '' : `: they wait for ${part}`;
    return [diagnose(codes.deadHint, `states of '${device.trim()}' are not built yet${why}`, span, { sourceLine })];
  });
}
