import { diagnose } from '../../base/diagnostic.ts';
import type { DiagnosticKind } from '../../base/diagnostic-kind.ts';
import { boolean, choice, duration, integer, repeated, secret, text } from '../../config/schema/kinds.ts';
import type { Report } from '../../config/schema/option.ts';
import { namedSection, otherSections, type SectionValues } from '../../config/schema/section.ts';
import { parseAddress } from './address.ts';
import { codes } from './codes.ts';

/** Options that stand in [general] and, for one account alone, in its section. */
const general = {
  debug: boolean({ doc: 'Writes what is sent and received to the log.', default: false }),
  autoprune: boolean({ doc: 'Removes every contact from the roster that is no `buddy`.', default: false }),
  autoregister: boolean({ doc: 'Asks every `buddy` to show its presence, and lets others see ours.', default: true }),
  auth_policy: choice({
    doc: 'Whether those who ask to see our presence may; only where `autoregister` is on.',
    of: ['accept', 'deny'],
    default: 'accept',
  }),
  collection_nodes: boolean({ doc: 'Shares each device in a node of its own, collected in one.', default: false }),
  pubsub_autocreate: boolean({ doc: 'Makes each node before something is published there.', default: false }),
};

const account = {
  type: choice({
    doc: 'A user of a server, or a service of its own beside it.',
    of: ['client', 'component'],
    default: 'client',
  }),
  serverhost: text({
    doc: 'The server to connect to; else the one that the domain of the address names.',
    default: '',
  }),
  username: text({
    doc: 'The address: user@domain, or user@domain/resource; of a component its domain.',
    default: '',
  }),
  secret: secret({ doc: 'The password.' }),
  port: integer({ doc: 'The port of the server.', min: 1, max: 65535, default: 5222 }),
  usetls: boolean({ doc: 'Encrypts; a server that cannot is refused.', default: true }),
  usesasl: boolean({ doc: 'Logs in by SASL. It always does.', default: true }),
  forceoldssl: boolean({ doc: 'TLS from the first byte on, as on port 5223.', default: false }),
  keepalive: boolean({ doc: 'Asks the server every minute whether it is still there.', default: true }),
  buddy: repeated(text({ doc: 'A contact; may be set any number of times.' })),
  status: choice({
    doc: 'How the PBX shows itself.',
    of: ['available', 'chat', 'away', 'xaway', 'dnd', 'unavailable'],
    spellings: { online: 'available', chatty: 'chat', xa: 'xaway', invisible: 'unavailable' },
    default: 'available',
  }),
  statusmessage: text({ doc: 'The words that go with it.', default: 'Online and Available' }),
  priority: integer({ doc: 'The priority of our presence.', min: -128, max: 127, default: 1 }),
  timeout: duration({
    doc: 'How long a received message is kept for JABBER_RECEIVE.',
    unit: 'seconds',
    min: 0,
    max: 86_400,
    default: 5000,
  }),
  sendtodialplan: boolean({ doc: 'A received message runs the extension s of `context`.', default: false }),
  context: text({ doc: 'That context.', default: 'default', refers: 'context' }),
  tls_verify: boolean({ doc: "Checks the server's certificate.", default: true }),
  tls_ca_file: text({ doc: 'A PEM file with authorities to trust instead of the usual ones.', default: '' }),
  plaintext_login: boolean({
    doc: 'Gives the server the password as it is even without encryption, if it asks for that.',
    default: false,
  }),
  distribute_events: boolean({
    doc: 'Shares the states of devices and mailboxes with other servers that use the same service.',
    default: false,
  }),
  pubsub_node: text({ doc: 'The address of the service for that, for example pubsub.example.org.', default: '' }),
  // set here, each is for this account alone
  debug: boolean({ doc: general.debug.doc }),
  autoprune: boolean({ doc: general.autoprune.doc }),
  autoregister: boolean({ doc: general.autoregister.doc }),
  auth_policy: choice({ doc: general.auth_policy.doc, of: ['accept', 'deny'] }),
};

/** An account's section, read. */
export type AccountSection = SectionValues<typeof account>;

/** The section [general], read. */
export type GeneralSection = SectionValues<typeof general>;

/** The sections of xmpp.conf and of jabber.conf, which are the same. */
export const sections = {
  general: namedSection('general', {
    doc: 'What holds for every account.',
    options: general,
  }),
  accounts: otherSections({
    doc: 'An account; the dialplan knows it by the name of its section.',
    unique: true,
    options: account,
    ignored: [
      {
        names: ['refresh_token', 'oauth_clientid', 'oauth_secret'],
        why: 'logins by OAuth were for Google Talk, which is gone',
      },
    ],
    check,
  }),
};

function check(section: AccountSection, report: Report): void {
  const { values } = section;
  const tell = (option: keyof typeof account, kind: DiagnosticKind, message: string, help?: string): void => {
    const item = section.at(option);
    const place = item?.value.text ? item.value : (item?.name ?? section.sections[0]?.name);
    if (place) report(diagnose(kind, message, place.span, { sourceLine: place.sourceLine, help }));
  };
  const component = values.type === 'component';
  const address = parseAddress(values.username);
  if (!address || component !== (address.local === ''))
    tell(
      'username',
      codes.badUsername,
      values.username === ''
        ? `'${section.name}' has no username`
        : `'${values.username}' is no address of a ${component ? 'component' : 'user'}`,
      component ? "write 'username = pbx.example.org'" : "write 'username = user@example.org'",
    );
  if (component && values.usetls && !values.forceoldssl)
    tell(
      'type',
      codes.component,
      `'${section.name}' is a component, and cannot encrypt`,
      "write 'usetls = no' if its server is on this machine or in a network that you trust",
    );
  if (!values.usesasl && !component) tell('usesasl', codes.noSasl, `'${section.name}' logs in by SASL all the same`);
  for (const buddy of values.buddy) if (!parseAddress(buddy)) tell('buddy', codes.badBuddy, `'${buddy}' is no address`);
  if (!values.usetls && !values.forceoldssl)
    tell('usetls', codes.unencrypted, `'${section.name}' connects without encryption`);
  else if (!values.tls_verify)
    tell('tls_verify', codes.unverified, `the certificate of the server of '${section.name}' is not checked`);
}
