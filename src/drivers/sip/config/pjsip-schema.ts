import { addressRules } from '../../../config/schema/acl.ts';
import { anyName, boolean, list, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { typedSections } from '../../../config/schema/section.ts';
import {
  aorOptions,
  authOptions,
  endpointOptions,
  ignoredEndpointOptions,
  registrationOptions,
  transportOptions,
} from './pjsip-options.ts';

/** pjsip.conf: phones and trunks, in the words of the new SIP driver. */
export const pjsipSchema = defineSchema({
  file: 'pjsip.conf',
  doc: 'SIP phones and trunks, and where SIP is listened for.',
  sections: {
    endpoints: typedSections('endpoint', {
      doc: 'A phone or trunk; the section name is its name, as in PJSIP/name.',
      defines: 'endpoint',
      options: endpointOptions,
      ignored: ignoredEndpointOptions,
    }),
    aors: typedSections('aor', {
      doc: 'Where an endpoint can be reached.',
      options: aorOptions,
      ignored: [
        {
          names: ['authenticate_qualify', 'support_path', 'voicemail_extension', 'outbound_proxy'],
          why: 'it is not built yet',
        },
      ],
    }),
    auths: typedSections('auth', {
      doc: 'An account.',
      options: authOptions,
      ignored: [
        { names: ['refresh_token', 'oauth_clientid', 'oauth_secret', 'password_digest'], why: 'it is not built yet' },
        { names: ['supported_algorithms_uac', 'supported_algorithms_uas'], why: 'MD5 and SHA-256 are both spoken' },
      ],
    }),
    identifies: typedSections('identify', {
      doc: 'Recognises an endpoint by where its requests come from.',
      options: {
        endpoint: text({ doc: 'The endpoint.', default: '' }),
        match: list({ doc: 'Addresses, networks or host names.' }),
        srv_lookups: boolean({ doc: 'Asks for SRV records of host names.', default: true }),
      },
      ignored: [{ names: ['match_header', 'match_request_uri', 'transport'], why: 'it is not built yet' }],
    }),
    registrations: typedSections('registration', {
      doc: 'Registers with a provider.',
      options: registrationOptions,
      ignored: [
        {
          names: [
            'support_path',
            'support_outbound',
            'max_random_initial_delay',
            'security_negotiation',
            'security_mechanisms',
            'user_agent',
            'fatal_retry_interval',
          ],
          why: 'it is not built yet, or needs no setting here',
        },
        {
          names: ['line', 'endpoint'],
          why: 'calls from the provider are known by a section of type identify',
        },
      ],
    }),
    transports: typedSections('transport', {
      doc: 'Where SIP is listened for.',
      options: transportOptions,
      ignored: [
        {
          names: [
            'ca_list_file',
            'ca_list_path',
            'cert_file',
            'cipher',
            'method',
            'password',
            'priv_key_file',
            'require_client_cert',
            'verify_client',
            'verify_server',
            'websocket_write_timeout',
            'allow_wildcard_certs',
          ],
          why: 'TLS and WebSocket are not built yet',
        },
        {
          names: [
            'async_operations',
            'domain',
            'tos',
            'cos',
            'allow_reload',
            'symmetric_transport',
            'tcp_keepalive_enable',
            'tcp_keepalive_idle_time',
            'tcp_keepalive_interval_time',
            'tcp_keepalive_probe_count',
          ],
          why: 'it is not built yet, or needs no setting here',
        },
      ],
    }),
    acls: typedSections('acl', {
      doc: 'Addresses that SIP is taken from at all.',
      options: {
        addresses: addressRules({ doc: 'Addresses of requests.' }),
        contactAddresses: addressRules({
          doc: 'Addresses of registered contacts.',
          permit: 'contact_permit',
          deny: 'contact_deny',
          acl: 'contact_acl',
        }),
      },
    }),
    aliases: typedSections('domain_alias', {
      doc: 'Another name for a domain; the section name is the alias.',
      options: { domain: text({ doc: 'The domain.', default: '' }) },
    }),
    globals: typedSections('global', {
      doc: 'What holds for all.',
      options: {
        user_agent: text({ doc: 'How the PBX calls itself in messages.' }),
        default_from_user: text({ doc: 'The user of From where none is known.', default: 'asterisk' }),
        default_realm: text({ doc: 'The realm of passwords.', default: 'asterisk' }),
        default_outbound_endpoint: text({
          doc: 'The endpoint of calls to bare URIs.',
          default: 'default_outbound_endpoint',
        }),
        debug: text({ doc: 'Prints SIP traffic from the start: yes, no, or a host.', default: 'no' }),
      },
      ignored: [
        {
          names: [
            'endpoint_identifier_order',
            'max_forwards',
            'keep_alive_interval',
            'contact_expiration_check_interval',
            'disable_multi_domain',
            'max_initial_qualify_time',
            'unidentified_request_period',
            'unidentified_request_count',
            'unidentified_request_prune_interval',
            'regcontext',
            'default_voicemail_extension',
            'mwi_tps_queue_high',
            'mwi_tps_queue_low',
            'mwi_disable_initial_unsolicited',
            'ignore_uri_user_options',
            'use_callerid_contact',
            'norefersub',
            'send_contact_status_on_update_registration',
            'taskprocessor_overload_trigger',
            'allow_sending_180_after_183',
            'all_codecs_on_empty_reinvite',
            'default_auth_algorithms_uas',
            'default_auth_algorithms_uac',
          ],
          why: 'it is not built yet, or needs no setting here',
        },
      ],
    }),
    systems: typedSections('system', {
      doc: 'Timers and threads of Asterisk.',
      options: {},
      ignored: [
        {
          names: [
            'timer_t1',
            'timer_b',
            'compact_headers',
            'threadpool_initial_size',
            'threadpool_auto_increment',
            'threadpool_idle_timeout',
            'threadpool_max_size',
            'disable_tcp_switch',
            'follow_early_media_fork',
            'accept_multiple_sdp_answers',
            'disable_rport',
          ],
          why: 'there are no threads to tune, and timers are those of the standard',
        },
      ],
    }),
    others: typedSections(
      [
        'contact',
        'phoneprov',
        'inbound-publication',
        'outbound-publish',
        'asterisk-publication',
        'resource_list',
        'subscription_persistence',
        'geolocation',
        'profile',
        'location',
      ],
      { doc: 'Known to Asterisk and without effect here.', options: { lines: anyName(text({ doc: 'Anything.' })) } },
    ),
  },
});
