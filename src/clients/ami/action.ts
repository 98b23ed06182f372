import type { AmiFields } from './fields.ts';
import type { AmiServerActions } from './server-actions.ts';

/** Actions of which it is known what they must have. */
interface WellKnownActions {
  Ping: Record<never, never>;
  Command: { readonly Command: string };
  CoreShowChannels: Record<never, never>;
  Status: { readonly Channel?: string; readonly Variables?: string; readonly AllVariables?: boolean };
  DBGet: { readonly Family: string; readonly Key: string };
  DBGetTree: { readonly Family?: string; readonly Key?: string };
  DBPut: { readonly Family: string; readonly Key: string; readonly Val: string };
  DBDel: { readonly Family: string; readonly Key: string };
  DBDelTree: { readonly Family: string; readonly Key?: string };
  Getvar: { readonly Channel?: string; readonly Variable: string };
  Setvar: { readonly Channel?: string; readonly Variable: string; readonly Value: string };
  Hangup: { readonly Channel: string; readonly Cause?: number };
  Redirect: {
    readonly Channel: string;
    readonly Context: string;
    readonly Exten: string;
    readonly Priority: string | number;
    readonly ExtraChannel?: string;
    readonly ExtraContext?: string;
    readonly ExtraExten?: string;
    readonly ExtraPriority?: string | number;
  };
  Originate: {
    readonly Channel: string;
    readonly Context?: string;
    readonly Exten?: string;
    readonly Priority?: string | number;
    readonly Application?: string;
    readonly Data?: string;
    /** Milliseconds. */
    readonly Timeout?: number;
    readonly CallerID?: string;
    readonly Account?: string;
    readonly Variable?: readonly string[];
    readonly Async?: boolean;
    readonly EarlyMedia?: boolean;
    readonly Codecs?: string;
    readonly ChannelId?: string;
    readonly OtherChannelId?: string;
  };
  MailboxCount: { readonly Mailbox: string };
  MailboxStatus: { readonly Mailbox: string };
  ExtensionState: { readonly Exten: string; readonly Context?: string };
  Events: { readonly EventMask: string };
  PlayDTMF: { readonly Channel: string; readonly Digit: string; readonly Duration?: number };
  AbsoluteTimeout: { readonly Channel: string; readonly Timeout: number };
}

/** Actions by name, with the headers that they take. Others can be sent by their name all the same. */
export interface AmiActions extends WellKnownActions, Omit<AmiServerActions, keyof WellKnownActions> {}

/** The headers of an action in the order in which they were given, after its name and mark. */
export function writeFields(name: string, actionId: string, fields: AmiFields): Array<readonly [string, string]> {
  const headers: Array<readonly [string, string]> = [
    ['Action', name],
    ['ActionID', actionId],
  ];
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || field === 'ActionID') continue;
    if (typeof value === 'object') headers.push(...value.map((one) => [field, one] as const));
    else headers.push([field, String(value)]);
  }
  return headers;
}
