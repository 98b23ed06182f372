import { anyName, boolean, duration, integer, repeated, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection } from '../../../config/schema/section.ts';
import { tlsServerIgnored, tlsServerOptions } from '../../../config/schema/tls-options.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** http.conf: the web server of the PBX. */
export const httpSchema = defineSchema({
  file: 'http.conf',
  doc: 'The web server of the PBX, for AMI over HTTP and what else has pages.',
  sections: {
    general: namedSection('general', {
      doc: 'The listeners.',
      options: {
        enabled: boolean({ doc: 'Whether it listens for plain HTTP.', default: false }),
        bindaddr: text({ doc: 'The address to listen on.', default: '0.0.0.0' }),
        bindport: integer({ doc: 'The port.', min: 0, max: 65535, default: 8088 }),
        prefix: text({ doc: 'What every path begins with.', default: '' }),
        servername: text({ doc: 'What it calls itself in answers.' }),
        sessionlimit: integer({ doc: 'The most connections at once.', min: 1, default: 100 }),
        session_inactivity: duration({
          doc: 'A request must have come whole after so long.',
          unit: 'milliseconds',
          min: 1,
          default: 30_000,
        }),
        session_keep_alive: duration({
          doc: 'A connection without a request is closed after so long; 0 closes it after each answer.',
          unit: 'milliseconds',
          min: 0,
          default: 15_000,
        }),
        enablestatus: boolean({ doc: 'Shows its state at /httpstatus.', aliases: ['enable_status'], default: true }),
        redirect: repeated(text({ doc: '`from to`: who asks for the path `from` is sent on to `to`.' })),
        ...tlsServerOptions,
      },
      ignored: [...tlsServerIgnored, { names: ['enablestatic', 'enable_static'], why: 'no files are handed out' }],
    }),
    uploads: namedSection('post_mappings', {
      doc: 'Folders that files may be sent to. Deviation: none is ever taken; Asterisk writes what it is sent.',
      options: { mapped: anyName(text({ doc: 'A folder.' })) },
    }),
  },
});

/** @see httpSchema */
export const configFile = defineConfigFile({ module: 'http', schema: httpSchema });
