import type { Report } from './option.ts';
import type { Options, SectionSpec, SectionValues } from './section.ts';

/** The kinds of section of a file, by the key under which the program finds them. Asked in this order. */
export type Sections = Readonly<Record<string, SectionSpec<Options, boolean>>>;

/**
 * What a configuration file may hold. Declare one with {@link defineSchema}, read a file with `loadConfig`:
 *
 *     export const rtpSchema = defineSchema({
 *       file: 'rtp.conf',
 *       doc: 'The ports and timers of audio.',
 *       sections: {
 *         general: namedSection('general', {
 *           doc: 'All there is.',
 *           options: {
 *             rtpstart: integer({ doc: 'The lowest port.', min: 1024, max: 65535, default: 5000 }),
 *           },
 *         }),
 *       },
 *     });
 *     const { values, diagnostics } = loadConfig(source, rtpSchema);
 *     values.general.values.rtpstart; // number
 *     values.general.at('rtpstart')?.value.span; // where it was set, if it was
 */
export interface ConfigSchema<S extends Sections = Sections> {
  /** The file's name in the configuration folder. */
  readonly file: string;
  /** What the file is for. */
  readonly doc: string;
  readonly sections: S;
  /** What no single section can tell: how they fit together. */
  check?(values: AppliedSections<S>, report: Report): void;
}

/** The sections of `S` as the program sees them: one for `namedSection`, a list (in file order) for the others. */
export type AppliedSections<S extends Sections> = {
  readonly [K in keyof S]: S[K] extends SectionSpec<infer O, infer Many>
    ? Many extends true
      ? readonly SectionValues<O>[]
      : SectionValues<O>
    : never;
};

/** Declares what a configuration file may hold. */
export function defineSchema<S extends Sections>(schema: ConfigSchema<S>): ConfigSchema<S> {
  return schema;
}

/** A schema whose values are of no interest: to check a file by, and to list what there is. */
export type AnySchema = ConfigSchema<Sections>;
