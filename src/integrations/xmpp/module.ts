import { isAbsolute, join } from 'node:path';
import { type Diagnostic, diagnose, hasErrors } from '../../base/diagnostic.ts';
import { readIfThere } from '../../base/read-if-there.ts';
import { defineModule, type LoadResult, type ModuleContext } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { mailboxesPort } from '../../pbx/ports/mailboxes.ts';
import { messagesPort } from '../../pbx/ports/messages.ts';
import { networkPort } from '../../pbx/ports/network.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import type { XmppAccount } from './account.ts';
import type { AccountSection } from './account-options.ts';
import { XmppAccounts, xmppAccountsPort } from './accounts.ts';
import type { Address } from './address.ts';
import { codes } from './codes.ts';
import { deliverTo, messageTransport } from './dialplan-messages.ts';
import { jabberSchema } from './files/jabber-conf.ts';
import { xmppSchema } from './files/xmpp-conf.ts';
import { type AccountSettings, settingsOf } from './settings.ts';
import { StateSharing } from './sharing/sharing.ts';
import type { Stanza } from './stream/stanza.ts';

/** XMPP: accounts that send, receive and know who is there. */
export const module = defineModule({
  name: 'res_xmpp',
  description: 'Asterisk XMPP Interface',
  needs: [configFilesPort, deviceStatesPort, mailboxesPort, messagesPort, networkPort, systemPort],
  offers: [xmppAccountsPort],
  async start(context) {
    const { clock, bus, log } = context;
    const messages = context.use(messagesPort);
    const sharing = context.scope.own(
      'sharing',
      new StateSharing({
        bus,
        log,
        deviceStates: context.use(deviceStatesPort),
        mailboxes: context.use(mailboxesPort),
        entityId: context.use(systemPort).entityId,
      }),
    );
    const house = {
      clock,
      bus,
      log,
      network: context.use(networkPort),
      onMessage: deliverTo(messages, log),
      onConnected: (account: XmppAccount) => sharing.connected(account),
      onNews: (account: XmppAccount, from: Address, event: Stanza) => sharing.heard(account, from, event),
    };
    const accounts = context.scope.own('accounts', new XmppAccounts(house));
    const first = readSettings(context);
    if (!first) return { ok: false, declined: 'there is neither an xmpp.conf nor a jabber.conf' };
    context.scope.onClose('messages', messages.add(messageTransport(accounts, log)));
    context.offer(xmppAccountsPort, accounts);
    await accounts.configure(first.settings);
    const reload = async (): Promise<LoadResult> => {
      const read = readSettings(context);
      if (!read || read.refused)
        return { ok: false, declined: 'the configuration has errors; the XMPP accounts stay as they were' };
      await accounts.configure(read.settings);
      sharing.keepOnly(accounts.list());
      return { ok: true };
    };
    return { reload };
  },
});

/** The accounts of both files; undefined where there is no file. */
function readSettings(
  context: ModuleContext,
): { readonly settings: readonly AccountSettings[]; readonly refused: boolean } | undefined {
  const files = context.use(configFilesPort);
  const read = [files.load(xmppSchema), files.load(jabberSchema)].filter(({ file }) => !file.missing);
  if (read.length === 0) return undefined;
  const sections = new Map<
    string,
    { readonly section: AccountSection; readonly settings: AccountSettings | undefined }
  >();
  for (const { values } of read) {
    for (const section of values.accounts) {
      const other = sections.get(section.name);
      if (other) context.report(twice(section, other.section));
      else {
        const { etc } = context.use(systemPort).directories;
        const readFile = (path: string): string | undefined => {
          const text = readIfThere(isAbsolute(path) ? path : join(etc, path));
          if (text === undefined) context.report(noAuthorities(section, path));
          return text;
        };
        sections.set(section.name, { section, settings: settingsOf(section, values.general.values, readFile) });
      }
    }
  }
  return {
    settings: [...sections.values()].flatMap(({ settings }) => settings ?? []),
    refused: read.some(({ file, diagnostics }) => file.rejected || hasErrors(diagnostics)),
  };
}

function noAuthorities(section: AccountSection, path: string): Diagnostic[] {
  const place = section.at('tls_ca_file')?.value;
  if (!place) return [];
  const parts = { sourceLine: place.sourceLine };
  return [diagnose(codes.noAuthorities, `'${path}' cannot be read`, place.span, parts)];
}

function twice(section: AccountSection, other: AccountSection): Diagnostic[] {
  const place = section.sections[0]?.name;
  const first = other.sections[0]?.name;
  if (!place || !first) return [];
  const notes = [{ message: 'this one counts', span: first.span }];
  return [
    diagnose(codes.accountTwice, `account '${section.name}' stands in both files`, place.span, {
      sourceLine: place.sourceLine,
      notes,
    }),
  ];
}
