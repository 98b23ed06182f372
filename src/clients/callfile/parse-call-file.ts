import type { Diagnostic, Span } from '../../base/diagnostic.ts';
import { diagnose, hasErrors, spanAt } from '../../base/diagnostic.ts';
import type { DiagnosticKind } from '../../base/diagnostic-kind.ts';
import { nearestName } from '../../base/similar.ts';
import { saysYes } from '../../base/switch-word.ts';
import {
  type CallFile,
  type CallFileHistory,
  type CallFileSpans,
  type CallFileTarget,
  type CallFileVariable,
  callFileDefaults,
} from './call-file.ts';
import { type CallFileLine, splitCallFile } from './call-file-lines.ts';
import { codes } from './codes.ts';

/** The largest call file that is read, in bytes. */
export const largestCallFile = 1_048_576;

/** What a text says. `callFile` is there unless an error diagnostic says why not. */
export interface ParsedCallFile {
  readonly callFile: CallFile | undefined;
  readonly spans: CallFileSpans | undefined;
  readonly history: CallFileHistory;
  readonly diagnostics: readonly Diagnostic[];
}

/** The keywords that a person writes, as they are best written. */
const KEYWORDS = [
  'Channel',
  'CallerID',
  'WaitTime',
  'RetryTime',
  'MaxRetries',
  'Account',
  'Context',
  'Extension',
  'Priority',
  'Application',
  'Data',
  'Set',
  'SetVar',
  'Codecs',
  'AlwaysDelete',
  'Archive',
  'Early_media',
];

/**
 * Reads a call file: all keywords, comments and bookkeeping lines as Asterisk reads them. Never throws; a wrong line costs
 * that line, and only a file that names nobody to call or nothing to do is refused.
 * @param text the contents.
 * @param file the name to be shown in diagnostics.
 */
export function parseCallFile(text: string, file: string): ParsedCallFile {
  const reader = new Reader(file);
  if (text.length > largestCallFile) {
    reader.refuse(codes.tooLarge, `${text.length} characters are too many for a call file`);
  } else if (text.includes('\0')) {
    reader.refuse(codes.notText, 'this is not a text');
  } else {
    for (const line of splitCallFile(text)) reader.line(line);
    reader.finish();
  }
  return reader.result();
}

/** Collects the lines of one file. */
class Reader {
  readonly #file: string;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #variables: CallFileVariable[] = [];
  readonly #texts = new Map<string, string>();
  readonly #numbers = new Map<string, number>();
  readonly #flags = new Map<string, boolean>();
  #technology = '';
  #resource = '';
  #channelSpan: Span | undefined;
  #targetSpan: Span | undefined;
  #lastLine = 1;
  #ended = 0;
  #openBy: number | undefined;
  #started = false;
  #status: string | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  line(line: CallFileLine): void {
    this.#lastLine = line.number;
    if (line.kind === 'too-long') {
      this.#report(codes.lineTooLong, `line of ${line.length} bytes left out`, line, 1, line.length);
      return;
    }
    const colon = line.text.indexOf(':');
    if (colon < 0) {
      this.#report(codes.noColon, `'${shorten(line.text)}' has no colon`, line, 1, line.text.length);
      return;
    }
    const keyword = line.text.slice(0, colon);
    // Asterisk skips everything up to the blank before a value.
    const value = line.text.slice(colon + 1).replace(/^[\x01-\x20]+/, '');
    const column = line.text.length - value.length + 1;
    this.#keyword(keyword, value, line, column);
  }

  /** An error about the whole file. */
  refuse(kind: DiagnosticKind, message: string): void {
    this.#diagnostics.push(diagnose(kind, message, spanAt(this.#file, 1, 1, 1)));
  }

  /** What can only be said at the end: that something is missing. */
  finish(): void {
    const end = spanAt(this.#file, this.#lastLine, 1, 1);
    if (this.#technology === '' || this.#resource === '') {
      this.#diagnostics.push(
        diagnose(codes.noChannel, 'the file names nobody to call', this.#channelSpan ?? end, {
          help: 'add a line such as `Channel: SIP/0000FFFF0001`',
        }),
      );
    }
    if (!this.#text('application') && !this.#text('extension')) {
      this.#diagnostics.push(
        diagnose(codes.noTarget, 'the file says nothing to do when the call is answered', this.#targetSpan ?? end, {
          help: 'add `Application:` and `Data:`, or `Context:`, `Extension:` and `Priority:`',
        }),
      );
    }
  }

  result(): ParsedCallFile {
    const refused = hasErrors(this.#diagnostics);
    const start = spanAt(this.#file, 1, 1, 1);
    return {
      callFile: refused ? undefined : this.#callFile(),
      spans: refused ? undefined : { channel: this.#channelSpan ?? start, target: this.#targetSpan ?? start },
      history: { ended: this.#ended, openBy: this.#openBy, started: this.#started, status: this.#status },
      diagnostics: this.#diagnostics,
    };
  }

  #callFile(): CallFile {
    const defaults = callFileDefaults;
    return {
      technology: this.#technology,
      resource: this.#resource,
      target: this.#target(),
      callerId: this.#text('callerid'),
      waitTimeSeconds: this.#numbers.get('waittime') ?? defaults.waitTimeSeconds,
      retryTimeSeconds: this.#numbers.get('retrytime') ?? defaults.retryTimeSeconds,
      maxRetries: this.#numbers.get('maxretries') ?? defaults.maxRetries,
      account: this.#text('account'),
      variables: this.#variables,
      codecs: this.#text('codecs'),
      alwaysDelete: this.#flags.get('alwaysdelete') ?? defaults.alwaysDelete,
      archive: this.#flags.get('archive') ?? defaults.archive,
      earlyMedia: this.#flags.get('early_media') ?? defaults.earlyMedia,
    };
  }

  #target(): CallFileTarget {
    const application = this.#text('application');
    if (application !== '') return { kind: 'application', application, data: this.#text('data') };
    const priority = this.#numbers.get('priority') ?? 1;
    return { kind: 'extension', context: this.#text('context'), extension: this.#text('extension'), priority };
  }

  #text(keyword: string): string {
    return this.#texts.get(keyword) ?? '';
  }

  #keyword(written: string, value: string, line: CallFileLine, column: number): void {
    const keyword = written.toLowerCase();
    switch (keyword) {
      case 'channel':
        this.#channel(value, line, column);
        break;
      case 'application':
      case 'extension':
        this.#targetSpan = spanAt(this.#file, line.number, column, value.length);
        this.#texts.set(keyword, value);
        break;
      case 'context':
      case 'data':
      case 'callerid':
      case 'account':
      case 'codecs':
        this.#texts.set(keyword, value);
        break;
      case 'maxretries':
        this.#number(keyword, value, line, column, Number.NEGATIVE_INFINITY);
        break;
      case 'waittime':
      case 'retrytime':
      case 'priority':
        this.#number(keyword, value, line, column, 1);
        break;
      case 'alwaysdelete':
      case 'archive':
      case 'early_media':
        this.#flags.set(keyword, saysYes(value));
        break;
      case 'set':
      case 'setvar':
        this.#variable(written, value, line, column);
        break;
      case 'startretry':
        this.#started = true;
        this.#openBy = leadingInteger(value) ?? 0;
        break;
      case 'endretry':
      case 'abortretry':
        this.#openBy = undefined;
        this.#ended++;
        break;
      case 'retry':
        this.#ended++;
        break;
      case 'delayedretry':
        break;
      case 'status':
        // An archived file put back into the spool starts anew.
        this.#status = value;
        this.#ended = 0;
        this.#openBy = undefined;
        this.#started = false;
        break;
      default:
        this.#unknown(written, line);
    }
  }

  #channel(value: string, line: CallFileLine, column: number): void {
    const slash = value.indexOf('/');
    this.#channelSpan = spanAt(this.#file, line.number, column, value.length);
    if (slash < 0) {
      this.#report(codes.badChannel, `'${shorten(value)}' names no technology`, line, column, value.length, {
        help: 'write it as Technology/Resource, for example SIP/0000FFFF0001',
      });
      return;
    }
    this.#technology = value.slice(0, slash);
    this.#resource = value.slice(slash + 1);
  }

  #number(keyword: string, value: string, line: CallFileLine, column: number, least: number): void {
    const number = leadingInteger(value);
    if (number !== undefined && number >= least) {
      this.#numbers.set(keyword, number);
      return;
    }
    this.#numbers.delete(keyword);
    const name = KEYWORDS.find((known) => known.toLowerCase() === keyword) ?? keyword;
    const wants = least === 1 ? 'a whole number from 1' : 'a whole number';
    this.#report(codes.badNumber, `${name} wants ${wants}, not '${shorten(value)}'`, line, column, value.length);
  }

  #variable(written: string, value: string, line: CallFileLine, column: number): void {
    const equals = value.indexOf('=');
    if (equals < 0) {
      this.#report(codes.badVariable, `'${shorten(value)}' has no value`, line, column, value.length, {
        help: `write ${written}: ${/^\w+$/.test(value) ? value : 'NAME'}=value`,
      });
      return;
    }
    this.#variables.push({ name: value.slice(0, equals), value: value.slice(equals + 1) });
  }

  #unknown(written: string, line: CallFileLine): void {
    const near = nearestName(written.trim(), KEYWORDS);
    const blank = near !== undefined && near.toLowerCase() === written.trim().toLowerCase();
    const help = blank
      ? `no blank may stand before or after the keyword: '${near}:'`
      : near && `did you mean '${near}'?`;
    this.#report(codes.unknownKeyword, `unknown keyword '${shorten(written)}'`, line, 1, written.length, { help });
  }

  #report(
    kind: DiagnosticKind,
    message: string,
    line: CallFileLine,
    column: number,
    length: number,
    parts: { help?: string | undefined } = {},
  ): void {
    const span = spanAt(this.#file, line.number, column, length);
    this.#diagnostics.push(diagnose(kind, message, span, { sourceLine: line.source, ...parts }));
  }
}

/** The whole number at the start of a text, what follows it being ignored as C's scanf does. */
function leadingInteger(text: string): number | undefined {
  const digits = /^\s*([+-]?\d{1,30})/.exec(text)?.[1];
  if (digits === undefined) return undefined;
  return Math.max(-2_147_483_648, Math.min(2_147_483_647, Number(digits)));
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
