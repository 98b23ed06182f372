import type { Ms } from '../../base/duration.ts';
import { seconds } from '../../base/duration.ts';
import type { AppliedSections } from '../../config/schema/schema.ts';
import type { followMeSchema } from './files/followme-conf.ts';

/** Numbers that are tried at the same time. */
export interface Step {
  readonly numbers: readonly string[];
  readonly timeoutMs: Ms;
}

/** How somebody is looked for. */
export interface Profile {
  readonly name: string;
  readonly context: string;
  readonly musicClass: string;
  readonly steps: readonly Step[];
  readonly takeDigits: string;
  readonly declineDigits: string;
  readonly asksCallee: boolean;
  readonly digitTimeoutMs: Ms;
  readonly prompts: Readonly<Record<PromptName, string>>;
}

/** What is said, by its option. */
export type PromptName =
  | 'call_from_prompt'
  | 'norecording_prompt'
  | 'options_prompt'
  | 'pls_hold_prompt'
  | 'status_prompt'
  | 'sorry_prompt'
  | 'connecting_prompt';

type Values = AppliedSections<typeof followMeSchema.sections>;

/** How long a number rings that says nothing of it. */
const DEFAULT_SECONDS = 25;

/** The profiles of followme.conf by name. */
export function readProfiles({ general, profiles }: Values): ReadonlyMap<string, Profile> {
  const common = general.values;
  return new Map(
    profiles.map(({ name, values }) => {
      const prompt = (key: PromptName): string => values[key] ?? common[key];
      const profile: Profile = {
        name,
        context: values.context,
        musicClass: values.musicclass,
        steps: readSteps(values.number.map(({ value }) => value.text)),
        takeDigits: values.takecall ?? common.takecall,
        declineDigits: values.declinecall ?? common.declinecall,
        asksCallee: values.enable_callee_prompt ?? common.enable_callee_prompt,
        digitTimeoutMs: common.featuredigittimeout,
        prompts: {
          call_from_prompt: prompt('call_from_prompt'),
          norecording_prompt: prompt('norecording_prompt'),
          options_prompt: prompt('options_prompt'),
          pls_hold_prompt: prompt('pls_hold_prompt'),
          status_prompt: prompt('status_prompt'),
          sorry_prompt: prompt('sorry_prompt'),
          connecting_prompt: prompt('connecting_prompt'),
        },
      };
      return [name, profile] as const;
    }),
  );
}

/** `NUMBER[&NUMBER][,seconds[,order]]`, by order; without one a line comes after those before it. Those of one order ring together. */
export function readSteps(lines: readonly string[]): Step[] {
  const byOrder = new Map<number, { numbers: string[]; timeoutMs: Ms }>();
  lines.forEach((line, index) => {
    const [numbers = '', time = '', order = ''] = line.split(',').map((part) => part.trim());
    const place = Number.parseInt(order, 10) || index + 1;
    const timeoutMs = seconds(Number.parseInt(time, 10) || DEFAULT_SECONDS);
    const step = byOrder.get(place) ?? { numbers: [], timeoutMs };
    step.numbers.push(...numbers.split('&').filter((number) => number !== ''));
    step.timeoutMs = Math.max(step.timeoutMs, timeoutMs);
    byOrder.set(place, step);
  });
  return [...byOrder]
    .sort(([a], [b]) => a - b)
    .map(([, step]) => step)
    .filter(({ numbers }) => numbers.length > 0);
}
