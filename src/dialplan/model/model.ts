import type { Span } from '../../base/diagnostic.ts';
import type { ConfigText } from '../../config/text.ts';
import type { TimeSpec } from '../../extend/time-spec.ts';
import type { Pattern } from '../pattern/pattern.ts';

/** One priority of an extension, as it is written. */
export interface PriorityModel {
  readonly priority: number;
  readonly label: string | undefined;
  /** The application's name; empty where none is written. */
  readonly application: ConfigText;
  /** The text between its parentheses; empty where it has none. */
  readonly argument: ConfigText;
  /** Who has made it, where no line of extensions.conf has. */
  readonly registrar?: string;
  /** Where the line's value begins. */
  readonly span: Span;
}

/** `exten => X,hint,…` */
export interface HintModel {
  /** Devices joined by `&`, after substitution at load; references that only a call can fill are left in. */
  readonly devices: string;
  readonly name: string;
  /** It is of a pattern: references are filled anew for each extension that is asked for. */
  readonly perExtension?: boolean;
  /** Who has made it, where no line of extensions.conf has. */
  readonly registrar?: string;
  readonly span: Span;
}

/** An extension of a context: one pattern, for all callers or for certain ones. */
export interface ExtensionModel {
  /** As it is written, after substitution. */
  readonly name: string;
  readonly pattern: Pattern;
  /** The callers it is for (`exten => 100/5551`); undefined: everybody. */
  readonly caller: Pattern | undefined;
  /** By number, ascending. */
  readonly priorities: ReadonlyMap<number, PriorityModel>;
  readonly labels: ReadonlyMap<string, number>;
  readonly hint: HintModel | undefined;
  readonly span: Span;
}

/** `include => context[,time]` */
export interface IncludeModel {
  /** The whole value, as `dialplan show` prints it. */
  readonly source: string;
  readonly context: string;
  /** Undefined: always. */
  readonly time: TimeSpec | undefined;
  /** Who has made it, where extensions.conf has not. */
  readonly registrar?: string;
  readonly span: Span;
}

/** `switch =>`, `lswitch =>` or `eswitch =>`. */
export interface SwitchModel {
  readonly name: string;
  readonly data: string;
  /** `eswitch`: the data's references are replaced on each use. */
  readonly evaluated: boolean;
  /** Who has made it, where extensions.conf has not. */
  readonly registrar?: string;
  readonly span: Span;
}

/** `ignorepat => _9` */
export interface IgnorePatternModel {
  readonly pattern: Pattern;
  /** Who has made it, where extensions.conf has not. */
  readonly registrar?: string;
  readonly span: Span;
}

/** One context, put together from all its sections. */
export interface ContextModel {
  readonly name: string;
  /** Who has made it first, where extensions.conf has not. */
  readonly registrar?: string;
  /** In the order in which they are tried and listed. */
  readonly extensions: readonly ExtensionModel[];
  readonly includes: readonly IncludeModel[];
  readonly switches: readonly SwitchModel[];
  readonly ignorePatterns: readonly IgnorePatternModel[];
  readonly autohints: boolean;
  readonly span: Span;
}

/** `[general]` of extensions.conf. */
export interface GeneralOptions {
  readonly autofallthrough: boolean;
  readonly clearGlobalVariables: boolean;
  /** Consulted before all else, written as a switch; undefined: none. */
  readonly overrideSwitch: string | undefined;
  readonly staticFile: boolean;
  readonly writeProtect: boolean;
}

/** extensions.conf, read and checked for itself. Immutable; a reload makes another. */
export interface DialplanModel {
  readonly general: GeneralOptions;
  /** In order of their first section. */
  readonly contexts: ReadonlyMap<string, ContextModel>;
}
