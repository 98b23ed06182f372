import { AsterismError } from '../../base/errors.ts';
import { type CallFile, callFileDefaults } from './call-file.ts';

/** What a call file must have; the rest has defaults. */
export type NewCallFile = Pick<CallFile, 'technology' | 'resource' | 'target'> & Partial<CallFile>;

/**
 * The text of a call file, for this PBX or a real Asterisk; {@link parseCallFile} reads the same values back. Keywords at their
 * default are left out.
 * @throws AsterismError `CL0001` if a value cannot stand in a call file: a line break, a zero byte, blanks at its ends, a `#` after a
 * blank (it begins a comment and has no escape), a backslash before `;`, or more than a line holds.
 */
export function writeCallFile(callFile: NewCallFile): string {
  const { target } = callFile;
  const lines: string[] = [];
  const add = (keyword: string, value: string | number): void => {
    lines.push(`${keyword}: ${escapeValue(keyword, String(value))}`);
  };
  const addUnless = (keyword: string, value: string | number | undefined, standard: string | number): void => {
    if (value !== undefined && value !== standard) add(keyword, value);
  };
  const addFlag = (keyword: string, value: boolean | undefined, standard: boolean): void => {
    if (value !== undefined && value !== standard) add(keyword, value ? 'yes' : 'no');
  };
  if (callFile.technology.includes('/')) throw unwritable('Channel', 'the technology has a slash');
  add('Channel', `${callFile.technology}/${callFile.resource}`);
  addUnless('CallerID', callFile.callerId, callFileDefaults.callerId);
  addUnless('WaitTime', callFile.waitTimeSeconds, callFileDefaults.waitTimeSeconds);
  addUnless('RetryTime', callFile.retryTimeSeconds, callFileDefaults.retryTimeSeconds);
  addUnless('MaxRetries', callFile.maxRetries, callFileDefaults.maxRetries);
  addUnless('Account', callFile.account, callFileDefaults.account);
  addUnless('Codecs', callFile.codecs, callFileDefaults.codecs);
  if (target.kind === 'application') {
    add('Application', target.application);
    addUnless('Data', target.data, '');
  } else {
    addUnless('Context', target.context, '');
    add('Extension', target.extension);
    add('Priority', target.priority);
  }
  for (const { name, value } of callFile.variables ?? []) {
    if (name.includes('=')) throw unwritable('Set', `the name '${name}' has an equals sign`);
    add('Set', `${name}=${value}`);
  }
  addFlag('AlwaysDelete', callFile.alwaysDelete, callFileDefaults.alwaysDelete);
  addFlag('Archive', callFile.archive, callFileDefaults.archive);
  addFlag('Early_media', callFile.earlyMedia, callFileDefaults.earlyMedia);
  return `${lines.join('\n')}\n`;
}

function escapeValue(keyword: string, value: string): string {
  if (/[\n\r\0]/.test(value)) throw unwritable(keyword, 'a line break or zero byte');
  if (/^[\x01-\x20]|[\x01-\x20]$/.test(value)) throw unwritable(keyword, 'a blank at the start or end');
  if (/(?:^|[ \t])#/.test(value)) throw unwritable(keyword, "a '#' after a blank, which begins a comment");
  if (value.includes('\\;')) throw unwritable(keyword, "a backslash before ';'");
  const escaped = value.replaceAll(';', '\\;');
  if (Buffer.byteLength(escaped) + keyword.length + 2 > 1022) throw unwritable(keyword, 'more than a line holds');
  return escaped;
}

function unwritable(keyword: string, why: string): AsterismError {
  return new AsterismError('CL0001', `the value of ${keyword} cannot stand in a call file: ${why}`);
}
