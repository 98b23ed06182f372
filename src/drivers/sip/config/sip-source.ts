import type { Diagnostic } from '../../../base/diagnostic.ts';
import { diagnose } from '../../../base/diagnostic.ts';
import { parseCallerId } from '../../../channel/party.ts';
import type { ConfigFile } from '../../../config/config-file.ts';
import { applySchema } from '../../../config/schema/apply-schema.ts';
import type { Report } from '../../../config/schema/option.ts';
import type { AppliedSections } from '../../../config/schema/schema.ts';
import { formatHost } from '../../../net/address.ts';
import { parseAddressRange } from '../../../net/cidr.ts';
import { escapeUser } from '../../../sip/message/uri.ts';
import { codes } from '../codes.ts';
import { allowedCodecs } from './codecs.ts';
import type { Endpoint, OutboundRegistration, SipSettings, SipSource, SipTransport } from './endpoint.ts';
import { parseRegisterLine } from './register-line.ts';
import { type PeerValues, peerSource, proxyUri } from './sip-peer.ts';
import { sipSchema } from './sip-schema.ts';

/** sip.conf as the stack wants it. */
export interface ReadSipSource {
  readonly source: SipSource;
  readonly diagnostics: readonly Diagnostic[];
}

type Sections = AppliedSections<(typeof sipSchema)['sections']>;
/** The values of [general]. */
export type GeneralValues = Sections['general']['values'];

/** Reads sip.conf. Always complete; what cannot be read has its default. */
export function readSipSource(file: ConfigFile): ReadSipSource {
  const applied = applySchema(file, sipSchema);
  const diagnostics: Diagnostic[] = [...applied.diagnostics];
  const report: Report = (diagnostic) => void diagnostics.push(diagnostic);
  const { general, peers } = applied.values;
  const values = general.values;
  const codecs = allowedCodecs(values.codecs, ['ulaw', 'alaw', 'gsm'], report);
  const parts = peers.map((peer) => peerSource(peer.name, peer.values as PeerValues, values, codecs, report, peer.at));
  for (const peer of peers) {
    const { host = 'dynamic', secret, md5secret, type } = peer.values;
    const header = peer.sections[0]?.name;
    if (host !== 'dynamic' || secret || md5secret || type === 'user' || !header) continue;
    report(
      diagnose(codes.noSecret, `anybody can register as '${peer.name}': it has no secret`, header.span, {
        sourceLine: header.sourceLine,
        help: "add a line 'secret = ...'",
      }),
    );
  }
  const registrations = values.register.flatMap((line) => {
    const parsed = parseRegisterLine(line.value.text);
    if (typeof parsed === 'string') {
      report(diagnose(codes.registerLine, `the register line cannot be read: ${parsed}`, line.value.span));
      return [];
    }
    return [registrationOf(parsed, values, peers.find(({ name }) => name === parsed.host)?.values)];
  });
  const source: SipSource = {
    dialect: 'SIP',
    endpoints: parts.map(({ endpoint }) => endpoint),
    aors: parts.map(({ aor }) => aor),
    registrations: [...registrations, ...parts.flatMap(({ registration }) => registration ?? [])],
    transports: transportsOf(values),
    objects: [
      {
        type: 'sip-general',
        name: 'general',
        shown: general.sections.flatMap(({ items }) =>
          items.map(({ name, value }) => [name.text.toLowerCase(), value.text] as const),
        ),
      },
    ],
    settings: settingsOf(values, codecs, report),
  };
  return { source, diagnostics };
}

function registrationOf(
  line: Exclude<ReturnType<typeof parseRegisterLine>, string>,
  general: GeneralValues,
  peer: PeerValues | undefined,
): OutboundRegistration {
  // A register line may name a peer instead of a host.
  const host = peer && peer.host !== undefined && peer.host !== 'dynamic' ? peer.host : line.host;
  const port = line.port ?? peer?.port;
  const server = `sip:${formatHost(host)}${port === undefined ? '' : `:${port}`}`;
  const domain = line.domain === line.host ? host : line.domain;
  return {
    name: `${line.user}@${host}${port === undefined ? '' : `:${port}`}`,
    dialect: 'SIP',
    server,
    address: `sip:${escapeUser(line.user)}@${domain}`,
    contactUser: line.extension,
    credentials: line.secret === '' ? undefined : { username: line.authUser, secret: { password: line.secret } },
    authName: line.authUser,
    expirySeconds: line.expirySeconds ?? general.defaultexpiry,
    retrySeconds: general.registertimeout,
    forbiddenRetrySeconds: general.register_retry_403 ? general.registertimeout : 0,
    mostAttempts: general.registerattempts,
    protocol: line.protocol,
    services: general.srvlookup,
    proxy: proxyUri(peer?.outboundproxy ?? general.outboundproxy),
  };
}

function transportsOf(general: GeneralValues): SipTransport[] {
  const localNets = general.localnet.flatMap((text) => parseAddressRange(text) ?? []);
  const external = general.externaddr ?? general.externhost;
  const base = {
    dialect: 'SIP' as const,
    externalHost: external?.host ?? '',
    externalPort: external?.port,
    externalMediaHost: general.media_address ?? external?.host ?? '',
    localNets,
  };
  const udp = bindOf(general.udpbindaddr ?? general.bindaddr ?? '0.0.0.0', general.bindport ?? 5060);
  const transports: SipTransport[] = [{ ...base, name: 'udp', protocol: 'UDP', ...udp }];
  if (general.tcpenable) {
    const tcp = bindOf(general.tcpbindaddr ?? general.bindaddr ?? udp.host, general.bindport ?? udp.port);
    transports.push({ ...base, name: 'tcp', protocol: 'TCP', ...tcp });
  }
  return transports;
}

function bindOf(text: string, port: number): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text);
  if (!match) return { host: text, port };
  return { host: match[1] ?? match[2] ?? text, port: match[3] === undefined ? port : Number(match[3]) };
}

function settingsOf(general: GeneralValues, codecs: Endpoint['codecs'], report: Report): SipSettings {
  const guest = peerSource('guest', { type: 'user' } as PeerValues, general, codecs, report, () => undefined).endpoint;
  return {
    realm: general.realm,
    product: general.useragent,
    guests: general.allowguest,
    guest: general.allowguest ? { ...guest, accounts: [], aors: [], name: '' } : undefined,
    stranger: { ...guest, accounts: [], aors: [], name: '', callsOut: true },
    alwaysAuthReject: general.alwaysauthreject,
    services: general.srvlookup,
    fromUser: general.callerid === undefined ? 'asterisk' : (parseCallerId(general.callerid).number ?? 'asterisk'),
    fromDomain: general.fromdomain ?? '',
    outboundEndpoint: '',
    nonceLifeMs: 32_000,
    messages: { accepted: general.accept_outofcall_message, authenticated: general.auth_message_requests },
    domains: new Map(
      general.domain.flatMap((line) => {
        const [domain = '', context = ''] = line.split(',').map((part) => part.trim());
        return domain === '' ? [] : [[domain.toLowerCase(), context] as const];
      }),
    ),
    domainAliases: new Map(),
    debug: general.sipdebug,
  };
}
