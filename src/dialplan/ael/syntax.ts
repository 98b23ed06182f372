import type { Span } from '../../base/diagnostic.ts';
import type { ConfigText } from '../../config/text.ts';

/** A statement of AEL. */
export type Statement =
  | { readonly kind: 'application'; readonly name: ConfigText; readonly argument: ConfigText }
  | { readonly kind: 'assign'; readonly local: boolean; readonly name: ConfigText; readonly value: ConfigText }
  | { readonly kind: 'macro-call'; readonly name: ConfigText; readonly argument: ConfigText }
  /** `goto` and `jump`: `[[context,]extension,]priority or label`. */
  | { readonly kind: 'goto'; readonly parts: readonly ConfigText[] }
  | { readonly kind: 'label'; readonly name: ConfigText }
  | {
      readonly kind: 'if' | 'random' | 'iftime';
      readonly condition: ConfigText;
      readonly then: Statement;
      readonly otherwise: Statement | undefined;
    }
  | { readonly kind: 'while'; readonly condition: ConfigText; readonly body: Statement }
  | {
      readonly kind: 'for';
      readonly start: ConfigText;
      readonly condition: ConfigText;
      readonly step: ConfigText;
      readonly body: Statement;
    }
  | { readonly kind: 'switch'; readonly value: ConfigText; readonly cases: readonly Case[] }
  | { readonly kind: 'break' | 'continue' | 'return'; readonly at: ConfigText }
  | { readonly kind: 'block'; readonly statements: readonly Statement[] }
  | { readonly kind: 'catch'; readonly extension: ConfigText; readonly body: Statement };

/** A case of a switch. */
export interface Case {
  readonly kind: 'case' | 'pattern' | 'default';
  /** Empty for the default. */
  readonly value: ConfigText;
  readonly statements: readonly Statement[];
}

/** An extension of a context. */
export interface AelExtension {
  readonly name: ConfigText;
  readonly hint: ConfigText | undefined;
  /** `regexten`: its steps begin at 2. */
  readonly registered: boolean;
  readonly body: Statement;
}

/** A context, or a piece of one. */
export interface AelContext {
  readonly name: ConfigText;
  readonly extensions: readonly AelExtension[];
  readonly includes: readonly ConfigText[];
  readonly ignorePatterns: readonly ConfigText[];
  readonly switches: readonly ConfigText[];
  /** `eswitches`. */
  readonly evaluated: readonly ConfigText[];
}

/** A macro, which is a subroutine. */
export interface AelMacro {
  readonly name: ConfigText;
  readonly parameters: readonly ConfigText[];
  readonly statements: readonly Statement[];
}

/** A file of AEL with all that it includes. */
export interface AelFile {
  readonly globals: ReadonlyArray<{ readonly name: ConfigText; readonly value: ConfigText }>;
  /** In the order written. */
  readonly parts: ReadonlyArray<
    { readonly kind: 'macro'; readonly macro: AelMacro } | { readonly kind: 'context'; readonly context: AelContext }
  >;
}

/** Something that cannot be understood, and where. */
export interface SyntaxFault {
  readonly message: string;
  readonly span: Span;
  readonly sourceLine: string;
}

/** The statements that stand directly in a statement. */
export function statementsIn(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case 'block':
      return statement.statements;
    case 'if':
    case 'random':
    case 'iftime':
      return statement.otherwise ? [statement.then, statement.otherwise] : [statement.then];
    case 'while':
    case 'for':
    case 'catch':
      return [statement.body];
    case 'switch':
      return statement.cases.flatMap(({ statements }) => statements);
    default:
      return [];
  }
}
