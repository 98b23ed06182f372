import type { Ms } from '../../base/duration.ts';
import type { AccountSection, GeneralSection } from './account-options.ts';
import { type Address, parseAddress } from './address.ts';

/** How an account shows itself: the `<show>` of its presence, empty for plainly there. */
export type Show = '' | 'chat' | 'away' | 'xa' | 'dnd';

/** How the connection is protected: by TLS after a question, from the first byte on, or not. */
export type Protection = 'starttls' | 'direct' | 'none';

/** One account as the files have it. */
export interface AccountSettings {
  readonly name: string;
  /** A user of a server, or a service of its own beside it. @see XEP-0114 */
  readonly kind: 'client' | 'component';
  /** With its resource; of a component its domain. */
  readonly address: Address;
  readonly secret: string;
  /** Empty: whatever the domain names. */
  readonly server: string;
  readonly port: number;
  readonly protection: Protection;
  readonly tlsVerify: boolean;
  /** Certificates, PEM, to trust instead of the usual ones. */
  readonly authorities: string | undefined;
  readonly plaintextLogin: boolean;
  readonly keepalive: boolean;
  /** Bare addresses. */
  readonly buddies: readonly string[];
  /** Undefined: shows itself to nobody. */
  readonly show: Show | undefined;
  readonly statusMessage: string;
  readonly priority: number;
  /** How long a received message is kept. */
  readonly keepMs: Ms;
  /** Where received messages go in the dialplan; undefined: nowhere. */
  readonly context: string | undefined;
  readonly debug: boolean;
  readonly autoRegister: boolean;
  readonly autoPrune: boolean;
  readonly acceptsSubscriptions: boolean;
  /** How states of devices and mailboxes are shared with other servers; undefined: not at all. */
  readonly sharing: SharingSettings | undefined;
}

/** Where and how states are shared. @see XEP-0060, XEP-0248 */
export interface SharingSettings {
  /** The address of the service; undefined: the account itself. */
  readonly service: string | undefined;
  /** A node for each device, in a collection of them. */
  readonly collections: boolean;
  /** Nodes are made before anything is published there. */
  readonly createsNodes: boolean;
}

const SHOWS: Readonly<Record<AccountSection['values']['status'], Show | undefined>> = {
  available: '',
  chat: 'chat',
  away: 'away',
  xaway: 'xa',
  dnd: 'dnd',
  unavailable: undefined,
};

/** The settings of a section; undefined for one that is no usable account. @param readFile the text of a file, undefined where it cannot be read. */
export function settingsOf(
  { name, values }: AccountSection,
  general: GeneralSection['values'],
  readFile: (path: string) => string | undefined,
): AccountSettings | undefined {
  const address = parseAddress(values.username);
  const component = values.type === 'component';
  const protection = values.forceoldssl ? 'direct' : values.usetls ? 'starttls' : 'none';
  if (!address || component !== (address.local === '')) return undefined;
  if (component && protection === 'starttls') return undefined;
  return {
    name,
    kind: values.type,
    address: component || address.resource !== '' ? address : { ...address, resource: 'asterisk-xmpp' },
    secret: values.secret?.reveal() ?? '',
    server: values.serverhost,
    port: values.port,
    protection,
    tlsVerify: values.tls_verify,
    authorities: values.tls_ca_file === '' ? undefined : readFile(values.tls_ca_file),
    plaintextLogin: values.plaintext_login,
    keepalive: values.keepalive,
    buddies: [...new Set(values.buddy.flatMap((buddy) => parseAddress(buddy)?.bare ?? []))],
    show: SHOWS[values.status],
    statusMessage: values.statusmessage,
    priority: values.priority,
    keepMs: values.timeout,
    context: values.sendtodialplan ? values.context : undefined,
    debug: values.debug ?? general.debug,
    autoRegister: values.autoregister ?? general.autoregister,
    autoPrune: values.autoprune ?? general.autoprune,
    acceptsSubscriptions: (values.auth_policy ?? general.auth_policy) === 'accept',
    sharing: values.distribute_events
      ? {
          service: values.pubsub_node || undefined,
          collections: general.collection_nodes,
          createsNodes: general.pubsub_autocreate,
        }
      : undefined,
  };
}
