import { boolean, hostPort, integer, lines, repeated, secret, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection, typedSections } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';
import { ignoredSipOptions, peerSipOptions, sharedSipOptions } from './sip-options.ts';

/** sip.conf: phones and trunks, in the words of the old SIP driver. */
export const sipSchema = defineSchema({
  file: 'sip.conf',
  doc: 'SIP phones and trunks, and where SIP is listened for.',
  sections: {
    general: namedSection('general', {
      doc: 'Where to listen, and defaults for all phones.',
      options: {
        ...sharedSipOptions,
        allowguest: boolean({
          doc: 'Callers that nothing is known of may call into the context of [general]. Deviation: no unless it is written.',
          default: false,
        }),
        alwaysauthreject: boolean({ doc: 'An unknown name is refused just as a wrong password is.', default: true }),
        bindaddr: text({ doc: 'The address to listen at, with `:port`.' }),
        udpbindaddr: text({ doc: 'The address to listen at for UDP, with `:port`.' }),
        bindport: integer({ doc: 'The port to listen at.', min: 0, max: 65535 }),
        tcpenable: boolean({ doc: 'Listens for TCP too.', default: false }),
        tcpbindaddr: text({ doc: 'The address to listen at for TCP.' }),
        realm: text({ doc: 'The realm of passwords.', default: 'asterisk' }),
        useragent: text({ doc: 'How the PBX calls itself in messages.' }),
        minexpiry: integer({ doc: 'The shortest registration in seconds.', min: 1, default: 60 }),
        maxexpiry: integer({ doc: 'The longest registration in seconds.', min: 1, default: 3600 }),
        defaultexpiry: integer({
          doc: 'A registration of a phone that asks for none, and one of ours.',
          min: 1,
          default: 120,
        }),
        externaddr: hostPort({ doc: 'Our address as peers outside of localnet see it.', aliases: ['externip'] }),
        externhost: hostPort({ doc: 'Our name as peers outside of localnet see it.' }),
        media_address: text({ doc: 'The address to name for audio.' }),
        localnet: repeated(text({ doc: 'A network that is reached without NAT.' })),
        register: lines({
          doc: 'Registers with a provider: user[:secret[:authuser]]@host[:port][/extension].',
          names: ['register'],
        }),
        registertimeout: integer({ doc: 'Seconds between two attempts to register.', min: 1, default: 20 }),
        registerattempts: integer({ doc: 'Attempts before giving up; 0 never gives up.', min: 0, default: 0 }),
        register_retry_403: boolean({ doc: 'Tries again after 403.', default: false }),
        srvlookup: boolean({ doc: 'Asks for SRV records of host names.', default: true }),
        sipdebug: boolean({ doc: 'Prints all SIP traffic from the start.', default: false }),
      },
      ignored: [
        ...ignoredSipOptions,
        {
          names: ['rtcachefriends', 'rtsavesysname', 'rtsavepath', 'rtupdate', 'rtautoclear'],
          why: 'phones in a database are not built yet',
        },
        {
          names: [
            'domain',
            'limitonpeers',
            'match_auth_username',
            'allowexternaldomains',
            'autodomain',
            'domainsasrealm',
            'matchexternaddrlocally',
            'dynamic_exclude_static',
            'contactpermit',
            'contactdeny',
            'contactacl',
            'permit',
            'deny',
            'acl',
            'autocreatepeer',
            'regcontext',
            'regextenonqualify',
            'qualifygap',
            'qualifypeers',
            'recordhistory',
            'dumphistory',
            'tcpauthtimeout',
            'tcpauthlimit',
            'externrefresh',
            'externtcpport',
            'externtlsport',
            'authfailureevents',
            'callevents',
            'storesipcause',
            'tlsport',
            'rtpbindaddr',
            'max-forwards',
            'username',
            'busy-level',
          ],
          why: 'it is not built yet, or needs no setting here',
        },
      ],
    }),
    authentication: namedSection('authentication', {
      doc: 'Accounts for realms that any peer may ask for.',
      options: {},
      ignored: [{ names: ['auth'], why: 'accounts for single realms are not built yet; give each peer its secret' }],
    }),
    peers: typedSections(['friend', 'user', 'peer'], {
      doc: 'A phone or trunk; the section name is its name, as in SIP/name.',
      unique: true,
      defines: 'endpoint',
      options: {
        ...peerSipOptions,
        secret: secret({ doc: 'The password.' }),
        md5secret: secret({ doc: 'Instead of a password: the MD5 of `name:realm:password`.' }),
      },
      ignored: ignoredSipOptions,
    }),
  },
});

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'chan_sip', schema: sipSchema });
