import type { AmiClient } from './client.ts';
import type { AmiResult } from './link.ts';

/** What an action told, or why it told nothing. */
export type AmiAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: 'refused' | 'down' | 'timeout'; readonly message: string };

/** How many messages lie in a mailbox. */
export interface AmiMailbox {
  readonly unheard: number;
  readonly heard: number;
  readonly urgent: number;
}

/** A value of the database; undefined where there is none. */
export async function dbGet(client: AmiClient, family: string, key: string): Promise<AmiAnswer<string | undefined>> {
  const result = await client.send('DBGet', { Family: family, Key: key });
  if (!result.ok && /not found/i.test(result.message)) return { ok: true, value: undefined };
  return answer(result, () => (result.ok ? (result.events[0]?.last('Val') ?? '') : ''));
}

/** Writes a value to the database. */
export async function dbPut(client: AmiClient, family: string, key: string, value: string): Promise<AmiAnswer<void>> {
  return answer(await client.send('DBPut', { Family: family, Key: key, Val: value }), () => {});
}

/** Removes a key from the database; false where there was none. */
export async function dbDelete(client: AmiClient, family: string, key: string): Promise<AmiAnswer<boolean>> {
  const result = await client.send('DBDel', { Family: family, Key: key });
  if (!result.ok && result.fault === 'refused' && /could not be deleted|not found/i.test(result.message))
    return { ok: true, value: false };
  return answer(result, () => true);
}

/** What lies in `1000@default`. */
export async function mailboxCount(client: AmiClient, mailbox: string): Promise<AmiAnswer<AmiMailbox>> {
  return answer(await client.send('MailboxCount', { Mailbox: mailbox }), (get) => ({
    unheard: Number(get('NewMessages')) || 0,
    heard: Number(get('OldMessages')) || 0,
    urgent: Number(get('UrgMessages')) || 0,
  }));
}

/** A channel's variable or function, or a global one where `channel` is undefined; empty where there is none. */
export async function getVariable(client: AmiClient, name: string, channel?: string): Promise<AmiAnswer<string>> {
  const fields = channel === undefined ? { Variable: name } : { Channel: channel, Variable: name };
  return answer(await client.send('Getvar', fields), (get) => get('Value'));
}

/** Sets a channel's variable or function, or a global one where `channel` is undefined. */
export async function setVariable(
  client: AmiClient,
  name: string,
  value: string,
  channel?: string,
): Promise<AmiAnswer<void>> {
  const fields = { Variable: name, Value: value };
  return answer(
    await client.send('Setvar', channel === undefined ? fields : { Channel: channel, ...fields }),
    () => {},
  );
}

/** Hangs up a channel by its exact name; false where there is none of that name. */
export async function hangUp(client: AmiClient, channel: string, cause?: number): Promise<AmiAnswer<boolean>> {
  const result = await client.send(
    'Hangup',
    cause === undefined ? { Channel: channel } : { Channel: channel, Cause: cause },
  );
  if (!result.ok && /no such channel/i.test(result.message)) return { ok: true, value: false };
  return answer(result, () => true);
}

/** Sends a channel elsewhere in the dialplan. */
export async function redirect(
  client: AmiClient,
  channel: string,
  to: { readonly context: string; readonly exten: string; readonly priority: string | number },
): Promise<AmiAnswer<void>> {
  const fields = { Channel: channel, Context: to.context, Exten: to.exten, Priority: to.priority };
  return answer(await client.send('Redirect', fields), () => {});
}

/** Runs a console command; its lines. An unknown command is `refused`. */
export async function runCommand(client: AmiClient, command: string): Promise<AmiAnswer<readonly string[]>> {
  const result = await client.send('Command', { Command: command });
  return result.ok ? { ok: true, value: result.reply.all('Output') } : result;
}

function answer<T>(result: AmiResult, read: (get: (name: string) => string) => T): AmiAnswer<T> {
  if (!result.ok) return { ok: false, fault: result.fault, message: result.message };
  return { ok: true, value: read((name) => result.reply.last(name)) };
}
