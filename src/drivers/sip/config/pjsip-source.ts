import { type Diagnostic, diagnose } from '../../../base/diagnostic.ts';
import { saysYes } from '../../../base/switch-word.ts';
import { formatCallerId, parseCallerId, presentationNamed } from '../../../channel/party.ts';
import type { ConfigFile, ConfigItem } from '../../../config/config-file.ts';
import { applySchema } from '../../../config/schema/apply-schema.ts';
import type { Report } from '../../../config/schema/option.ts';
import { isIpAddress } from '../../../net/address.ts';
import { parseAddressRange } from '../../../net/cidr.ts';
import type { ClientCredentials } from '../../../sip/auth/digest-client.ts';
import { parseUri } from '../../../sip/message/uri.ts';
import { codes } from '../codes.ts';
import { allowedCodecs } from './codecs.ts';
import type {
  AddressMatch,
  Aor,
  Endpoint,
  OutboundRegistration,
  ShownObject,
  SipSettings,
  SipSource,
  SipTransport,
} from './endpoint.ts';
import { pjsipSchema } from './pjsip-schema.ts';
import type { AorSection, EndpointSection, PjsipSections } from './pjsip-sections.ts';
import { shownOptions } from './pjsip-shown.ts';

/** Deviation: Asterisk grants any time; a day is enough for a phone that may be gone for good. */
const LONGEST_SUBSCRIPTION_SECONDS = 86_400;

/** pjsip.conf as the stack wants it. */
export interface ReadPjsipSource {
  readonly source: SipSource;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads pjsip.conf. Always complete; what cannot be read has its default. */
export function readPjsipSource(file: ConfigFile): ReadPjsipSource {
  const applied = applySchema(file, pjsipSchema);
  const diagnostics: Diagnostic[] = [...applied.diagnostics];
  const reader = new PjsipReader(applied.values, (diagnostic) => void diagnostics.push(diagnostic));
  return { source: reader.read(), diagnostics };
}

class PjsipReader {
  readonly #sections: PjsipSections;
  readonly #report: Report;

  constructor(sections: PjsipSections, report: Report) {
    this.#sections = sections;
    this.#report = report;
  }

  read(): SipSource {
    const { endpoints, aors, registrations } = this.#sections;
    return {
      dialect: 'PJSIP',
      endpoints: endpoints.map((section) => this.#endpoint(section)),
      aors: aors.map((section) => this.#aor(section)),
      registrations: registrations.flatMap((section) => this.#registration(section)),
      transports: this.#transports(),
      objects: this.#objects(),
      settings: this.#settings(),
    };
  }

  #endpoint(section: EndpointSection): Endpoint {
    const { name, values } = section;
    const codecs = allowedCodecs(values.codecs, [], this.#report);
    if (codecs.length === 0)
      this.#complain(codes.noCodec, `endpoint '${name}' allows no codec`, section.sections[0]?.name);
    for (const aor of values.aors) this.#mustExist('aor', aor, this.#sections.aors, section.at('aors'));
    const open = this.#sections.aors.some((aor) => values.aors.includes(aor.name) && aor.values.max_contacts > 0);
    if (open && values.auth.length === 0)
      this.#complain(codes.noSecret, `anybody can register as '${name}': it has no auth`, section.sections[0]?.name);
    const identifyBy = values.identify_by.length > 0 ? values.identify_by : ['username', 'ip'];
    const base = values.callerid === undefined ? undefined : parseCallerId(values.callerid);
    const presentation = presentationNamed(values.callerid_privacy);
    return {
      name,
      dialect: 'PJSIP',
      description: '',
      context: values.context,
      callsIn: true,
      callsOut: true,
      byUsername: identifyBy.includes('username'),
      byAuthUsername: identifyBy.includes('auth_username'),
      byAddress: identifyBy.includes('ip') ? this.#matchesOf(name) : [],
      accounts: values.auth.flatMap((auth) => this.#accounts(auth, section.at('auth'))),
      openOptions: values.allow_unauthenticated_options,
      trustCalls: false,
      aors: values.aors,
      credentials: this.#credentials(values.outbound_auth, section.at('outbound_auth')),
      fromUser: values.from_user ?? '',
      fromDomain: values.from_domain ?? '',
      outboundProxy: values.outbound_proxy ?? '',
      protocol:
        this.#sections.transports.find((one) => one.name === values.transport)?.values.protocol === 'tcp'
          ? 'TCP'
          : undefined,
      transport: values.transport ?? '',
      caller: base && {
        ...base,
        ...(presentation && { presentation }),
        ...(values.callerid_tag !== undefined && { tag: values.callerid_tag }),
      },
      trustIdentity: values.trust_id_inbound,
      sendIdentity: values.send_pai ? 'pai' : values.send_rpid ? 'rpid' : 'no',
      tellsHidden: values.trust_id_outbound,
      identityUpdates: {
        allowed: values.send_connected_line,
        early: values.rpid_immediate,
        method: values.connected_line_method === 'update' ? 'UPDATE' : 'INVITE',
      },
      vouched: values.trust_connected_line,
      messageContext: values.message_context,
      registeredExtension: '',
      codecs,
      codecOrder: 'theirs',
      digits: values.dtmf_mode,
      symmetricSignalling: values.rewrite_contact ? 'yes' : 'no',
      symmetricMedia: values.rtp_symmetric ? 'yes' : 'no',
      language: values.language,
      accountCode: values.accountcode,
      amaFlags: undefined,
      musicClass: values.moh_suggest === 'default' ? '' : values.moh_suggest,
      toneZone: values.tone_zone,
      callGroup: values.call_group,
      pickupGroup: values.pickup_group,
      namedCallGroup: values.named_call_group,
      namedPickupGroup: values.named_pickup_group,
      parkingLot: '',
      contactUser: values.contact_user ?? '',
      variables: values.set_var,
      mailboxes: values.mailboxes,
      lamps: {
        allowed: values.allow_subscribe,
        context: values.subscribe_context ?? values.context,
        terms: { least: values.sub_min_expiry, most: LONGEST_SUBSCRIPTION_SECONDS, usual: 3600 },
        ringing: values.notify_early_inuse_ringing ? 'always' : 'when-free',
        hold: true,
        unsolicited: true,
        voicemail: values.voicemail_extension ?? values.mwi_from_user ?? '',
      },
      transfers: values.allow_transfer,
      callLimit: 0,
      busyLevel: values.device_state_busy_at,
      addresses: [...this.#sections.acls.flatMap((acl) => acl.values.addresses), ...values.addresses],
      contactAddresses: [
        ...this.#sections.acls.flatMap((acl) => acl.values.contactAddresses),
        ...values.contactAddresses,
      ],
      rtpTimeoutMs: values.rtp_timeout,
      reasons: !values.suppress_q850_reason_headers,
      overlap: values.allow_overlap,
      sessionTimers: {
        use: values.timers,
        expirySeconds: values.timers_sess_expires,
        leastSeconds: values.timers_min_se,
        refresher: 'uac',
      },
      sessionName: values.sdp_session,
      sessionOwner: values.sdp_owner,
      shown: shownOptions('endpoint', section.sections, {
        ...(base && { callerid: formatCallerId(base) }),
        allow: `(${codecs.join('|')})`,
        set_var: values.set_var.map((one) => `${one.name}=${one.value}`).join(','),
      }),
    };
  }

  #objects(): ShownObject[] {
    const { auths, identifies, registrations, transports, globals, systems } = this.#sections;
    const all = { auth: auths, identify: identifies, registration: registrations, transport: transports } as const;
    return [
      ...(['auth', 'identify', 'registration', 'transport'] as const).flatMap((type) =>
        all[type].map(({ name, sections }) => ({ type, name, shown: shownOptions(type, sections) })),
      ),
      { type: 'global', name: 'global', shown: shownOptions('global', globals.at(-1)?.sections ?? []) },
      { type: 'system', name: 'system', shown: shownOptions('system', systems.at(-1)?.sections ?? []) },
    ];
  }

  #matchesOf(endpoint: string): AddressMatch[] {
    return this.#sections.identifies
      .filter(({ values }) => values.endpoint === endpoint)
      .flatMap(({ values }) => values.match)
      .map((text) => {
        const port = isIpAddress(text) ? undefined : /^[^/]*:(\d+)$/.exec(text)?.[1];
        const host = port === undefined ? text : text.slice(0, -(port.length + 1));
        return { range: parseAddressRange(host), host, port: port === undefined ? undefined : Number(port) };
      });
  }

  #aor(section: AorSection): Aor {
    const { name, values } = section;
    if (values.max_contacts === 0 && values.contact.length === 0)
      this.#complain(codes.noRegistration, `nobody can register at aor '${name}'`, section.sections[0]?.name);
    const contacts = values.contact.flatMap((text) => text.split(',')).map((text) => text.trim());
    for (const contact of contacts) this.#mustBeUri(contact, section.at('contact'));
    return {
      name,
      dialect: 'PJSIP',
      contacts: contacts.filter((uri) => parseUri(uri)).map((uri) => ({ uri })),
      limits: {
        minimumSeconds: values.minimum_expiration,
        maximumSeconds: values.maximum_expiration,
        defaultSeconds: values.default_expiration,
        refuseShort: false,
        mostContacts: values.max_contacts,
        replace: values.remove_existing || values.remove_unavailable,
      },
      fixed: values.max_contacts === 0,
      qualify:
        values.qualify_frequency === 0
          ? undefined
          : {
              everyMs: values.qualify_frequency,
              everyWhenDownMs: values.qualify_frequency,
              lateMs: Number.POSITIVE_INFINITY,
              timeoutMs: values.qualify_timeout * 1000 || 32_000,
            },
      mailboxes: values.mailboxes,
      defaultUser: '',
      shown: shownOptions('aor', section.sections, { contact: contacts.join(',') }),
    };
  }

  #registration(section: PjsipSections['registrations'][number]): OutboundRegistration[] {
    const { name, values } = section;
    const good = [
      this.#mustBeUri(values.server_uri, section.at('server_uri')),
      this.#mustBeUri(values.client_uri, section.at('client_uri')),
    ];
    if (good.includes(false)) return [];
    const transport = this.#sections.transports.find((one) => one.name === values.transport)?.values.protocol;
    return [
      {
        name,
        dialect: 'PJSIP',
        server: values.server_uri,
        address: values.client_uri,
        contactUser: values.contact_user,
        credentials: this.#credentials(values.outbound_auth, section.at('outbound_auth')),
        authName: values.outbound_auth.join(','),
        expirySeconds: values.expiration,
        retrySeconds: values.retry_interval,
        forbiddenRetrySeconds:
          values.forbidden_retry_interval || (values.auth_rejection_permanent ? 0 : values.retry_interval),
        mostAttempts: values.max_retries,
        protocol: transport === 'tcp' ? 'TCP' : transport === 'udp' ? 'UDP' : undefined,
        services: true,
        proxy: values.outbound_proxy,
      },
    ];
  }

  #transports(): SipTransport[] {
    return this.#sections.transports.flatMap((section) => {
      const { name, values } = section;
      if (values.protocol !== 'udp' && values.protocol !== 'tcp') {
        const item = section.at('protocol');
        this.#complain(codes.unbuiltTransport, `the transport '${values.protocol}' is not built yet`, item?.value);
        return [];
      }
      const uri = parseUri(
        `sip:${isIpAddress(values.bind) && values.bind.includes(':') ? `[${values.bind}]` : values.bind || '0.0.0.0'}`,
      );
      if (!uri) {
        this.#complain(codes.badHost, `'${values.bind}' is no address to listen at`, section.at('bind')?.value);
        return [];
      }
      return [
        {
          name,
          dialect: 'PJSIP' as const,
          protocol: values.protocol === 'tcp' ? ('TCP' as const) : ('UDP' as const),
          host: uri.host,
          port: uri.port ?? 5060,
          externalHost: values.external_signaling_address,
          externalPort: values.external_signaling_port || undefined,
          externalMediaHost: values.external_media_address,
          localNets: values.local_net.flatMap((text) => parseAddressRange(text) ?? []),
        },
      ];
    });
  }

  #settings(): SipSettings {
    const values = this.#sections.globals.at(-1)?.values;
    const anonymous = this.#sections.endpoints.find(({ name }) => name === 'anonymous');
    const lives = this.#sections.auths.map((auth) => auth.values.nonce_lifetime);
    return {
      realm: values?.default_realm ?? 'asterisk',
      product: values?.user_agent,
      guests: anonymous !== undefined,
      guest: anonymous && this.#endpoint(anonymous),
      stranger: undefined,
      alwaysAuthReject: true,
      services: true,
      fromUser: values?.default_from_user ?? 'asterisk',
      fromDomain: '',
      outboundEndpoint: values?.default_outbound_endpoint ?? 'default_outbound_endpoint',
      nonceLifeMs: lives.length > 0 ? Math.max(...lives) : 32_000,
      messages: { accepted: true, authenticated: true },
      domains: new Map(),
      domainAliases: new Map(this.#sections.aliases.map((alias) => [alias.name, alias.values.domain])),
      debug: saysYes(values?.debug ?? 'no'),
    };
  }

  #accounts(name: string, at: ConfigItem | undefined): Endpoint['accounts'] {
    const auth = this.#sections.auths.find((section) => section.name === name);
    if (!auth) {
      this.#mustExist('auth', name, this.#sections.auths, at);
      // An account that nobody knows the password of: a mistake must not open the door.
      return [{ username: '', realm: '', secret: { ha1: '' } }];
    }
    const { values } = auth;
    const md5 = values.md5_cred?.reveal() ?? '';
    const secret =
      values.auth_type === 'md5' || (md5 !== '' && values.password === undefined)
        ? { ha1: md5 }
        : { password: values.password?.reveal() ?? '' };
    return [{ username: values.username, realm: values.realm, secret }];
  }

  #credentials(names: readonly string[], at: ConfigItem | undefined): ClientCredentials | undefined {
    const [name] = names;
    if (name === undefined) return undefined;
    const auth = this.#sections.auths.find((section) => section.name === name);
    const [account] = this.#accounts(name, at);
    if (!auth || !account) return undefined;
    const { realm } = auth.values;
    return { username: account.username, secret: account.secret, ...(realm !== '' && realm !== '*' && { realm }) };
  }

  #mustExist(
    type: string,
    name: string,
    sections: readonly { readonly name: string }[],
    at: ConfigItem | undefined,
  ): void {
    if (!sections.some((section) => section.name === name))
      this.#complain(codes.noSuchSection, `there is no section '${name}' with type=${type}`, at?.value);
  }

  #mustBeUri(text: string, at: ConfigItem | undefined): boolean {
    if (parseUri(text)) return true;
    this.#complain(codes.badUri, text === '' ? 'a SIP URI is missing' : `'${text}' is no SIP URI`, at?.value);
    return false;
  }

  #complain(kind: (typeof codes)[keyof typeof codes], message: string, at: ConfigItem['value'] | undefined): void {
    if (at) this.#report(diagnose(kind, message, at.span, { sourceLine: at.sourceLine }));
  }
}
