import { saysYes } from '../../../base/switch-word.ts';
import type { ConfigSection } from '../../../config/config-file.ts';

/** The options of one section as `pjsip show` and manager clients see them, those that are not written with their defaults. */
export type ShownOptions = ReadonlyArray<readonly [name: string, value: string]>;

/** What Asterisk 16 tells of each type of section: its options with their defaults, in its own order. `~` stands for a blank. */
const TABLES = {
  endpoint: `rpid_immediate=false webrtc=no ignore_183_without_sdp=false device_state_busy_at=0 t38_udptl_maxdatagram=0
    dtls_rekey=0 named_pickup_group= direct_media_method=invite send_rpid=false pickup_group= sdp_session=Asterisk dtls_verify=No
    message_context= mailboxes= record_on_feature=automixmon dtls_private_key= dtls_fingerprint=SHA-256 from_domain=
    timers_sess_expires=1800 named_call_group= dtls_cipher= media_encryption_optimistic=false suppress_q850_reason_headers=false
    aors= identify_by=username,ip callerid_privacy=allowed_not_screened mwi_subscribe_replaces_unsolicited=no cos_audio=0
    follow_early_media_fork=true context=default rtp_symmetric=false transport= moh_suggest=default t38_udptl=false fax_detect=false
    t38_bind_udptl_to_media_address=false tos_video=0 srtp_tag_32=false refer_blind_progress=true max_audio_streams=1 bundle=false
    use_avpf=false call_group= send_connected_line=yes fax_detect_timeout=0 sdp_owner=- force_rport=true callerid_tag=
    rtp_timeout_hold=0 use_ptime=false media_address= voicemail_extension= rtp_timeout=0 stir_shaken=off set_var= contact_acl=
    preferred_codec_only=false geoloc_outgoing_call_profile= force_avp=false record_off_feature=automixmon from_user=
    send_diversion=true send_history_info=false t38_udptl_ipv6=false tone_zone= language= allow_subscribe=true rtp_ipv6=false
    callerid=<unknown> moh_passthrough=false cos_video=0 dtls_auto_generate_cert=No asymmetric_rtp_codec=false
    geoloc_incoming_call_profile= ice_support=false aggregate_mwi=true one_touch_recording=false mwi_from_user= accountcode= allow=
    rewrite_contact=false user_eq_phone=false rtp_engine=asterisk subscribe_context= notify_early_inuse_ringing=false
    incoming_mwi_mailbox= allow_unauthenticated_options=false auth= direct_media_glare_mitigation=none trust_id_inbound=false
    stir_shaken_profile= bind_rtp_to_media_address=false disable_direct_media_on_nat=false media_encryption=no
    media_use_received_transport=false allow_overlap=true dtmf_mode=rfc4733 outbound_auth= tos_audio=0 dtls_cert_file= dtls_ca_path=
    dtls_setup=active connected_line_method=invite g726_non_standard=false 100rel=yes timers=yes direct_media=true acl=
    timers_min_se=90 trust_id_outbound=false sub_min_expiry=0 rtcp_mux=false max_video_streams=1 accept_multiple_sdp_answers=false
    trust_connected_line=yes send_pai=false rtp_keepalive=0 t38_udptl_ec=none t38_udptl_nat=false allow_transfer=true dtls_ca_file=
    outbound_proxy= inband_progress=false`,
  aor: `minimum_expiration=60 default_expiration=3600 qualify_timeout=3.000000 mailboxes= support_path=false remove_unavailable=false
    voicemail_extension= max_contacts=0 authenticate_qualify=false contact= maximum_expiration=7200 qualify_frequency=0
    remove_existing=false outbound_proxy=`,
  auth: 'username= md5_cred= realm= auth_type=userpass password= nonce_lifetime=32',
  identify: 'match= srv_lookups=true endpoint= match_header=',
  registration: `max_retries=10 client_uri= auth_rejection_permanent=true server_uri= max_random_initial_delay=10 support_path=false
    retry_interval=60 expiration=3600 transport= line=false contact_user= endpoint= forbidden_retry_interval=0 outbound_auth=
    outbound_proxy= fatal_retry_interval=0`,
  transport: `websocket_write_timeout=100 cos=0 protocol=udp symmetric_transport=false domain= verify_server=No local_net= bind=
    allow_wildcard_certs=No async_operations=1 external_media_address= method=unspecified external_signaling_address=
    require_client_cert=No tos=0 ca_list_path= cipher= cert_file= external_signaling_port=0 password= allow_reload=false
    verify_client=No priv_key_file= ca_list_file=`,
  global: `allow_sending_180_after_183=false contact_expiration_check_interval=30 debug=no default_from_user=asterisk
    default_outbound_endpoint=default_outbound_endpoint default_realm=asterisk default_voicemail_extension=
    disable_multi_domain=false endpoint_identifier_order=ip,username,anonymous ignore_uri_user_options=false
    keep_alive_interval=90 max_forwards=70 max_initial_qualify_time=0 mwi_disable_initial_unsolicited=false
    mwi_tps_queue_high=500 mwi_tps_queue_low=-1 norefersub=yes regcontext= send_contact_status_on_update_registration=no
    taskprocessor_overload_trigger=global unidentified_request_count=5 unidentified_request_period=5
    unidentified_request_prune_interval=30 use_callerid_contact=no user_agent=`,
  system: `accept_multiple_sdp_answers=false compact_headers=false disable_rport=false disable_tcp_switch=true
    follow_early_media_fork=true threadpool_auto_increment=5 threadpool_idle_timeout=60 threadpool_initial_size=0
    threadpool_max_size=50 timer_b=32000 timer_t1=500`,
} as const;

/** Other names of values. */
const SPELLINGS: Readonly<Record<string, string>> = { rfc2833: 'rfc4733' };

/** The options of a section in Asterisk's order. @param computed what is not as it is written. */
export function shownOptions(
  type: keyof typeof TABLES,
  sections: readonly ConfigSection[],
  computed: Readonly<Record<string, string>> = {},
): ShownOptions {
  const items = sections.flatMap((section) => section.items);
  return TABLES[type].split(/\s+/).map((entry) => {
    const equals = entry.indexOf('=');
    const [name, usual] = [entry.slice(0, equals), entry.slice(equals + 1)];
    const set = items.filter((item) => item.name.text.toLowerCase() === name).map((item) => item.value.text);
    const written = name === 'contact' || name === 'match' ? set.join(',') : set.at(-1);
    return [
      name,
      computed[name] ?? (written === undefined || set.length === 0 ? usual : like(usual, written)),
    ] as const;
  });
}

/** A value in the form in which the default is told. */
function like(usual: string, written: string): string {
  if (usual === 'true' || usual === 'false') return String(saysYes(written));
  if (/^(yes|no)$/.test(usual) && /^(yes|no|true|false|on|off|1|0)$/i.test(written))
    return saysYes(written) ? 'yes' : 'no';
  if (/^(Yes|No)$/.test(usual)) return saysYes(written) ? 'Yes' : 'No';
  if (/^\d+\.\d+$/.test(usual)) return Number(written).toFixed(6);
  return SPELLINGS[written] ?? written;
}
