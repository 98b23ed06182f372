import { addressRules } from '../schema/acl.ts';
import {
  anyName,
  boolean,
  duration,
  flags,
  integer,
  list,
  nameValues,
  repeated,
  secret,
  text,
} from '../schema/kinds.ts';
import { defineSchema } from '../schema/schema.ts';
import { namedSection, otherSections } from '../schema/section.ts';
import { tlsServerIgnored, tlsServerOptions } from '../schema/tls-options.ts';

/** What a manager user may read or write. */
export const managerClasses = [
  'system',
  'call',
  'log',
  'verbose',
  'command',
  'agent',
  'user',
  'config',
  'dtmf',
  'reporting',
  'cdr',
  'dialplan',
  'originate',
  'agi',
  'cc',
  'aoc',
  'test',
  'security',
  'message',
] as const;

/** One right of a manager user. */
export type ManagerClass = (typeof managerClasses)[number];

/** manager.conf: the programs that may steer the PBX over AMI. */
export const managerSchema = defineSchema({
  file: 'manager.conf',
  doc: 'The programs that may watch and steer the PBX over AMI.',
  sections: {
    general: namedSection('general', {
      doc: 'The listener.',
      options: {
        enabled: boolean({ doc: 'Whether AMI listens at all.', default: false }),
        port: integer({ doc: 'The TCP port.', min: 1, max: 65535, default: 5038 }),
        bindaddr: text({ doc: 'The address to listen on.', default: '0.0.0.0' }),
        ...tlsServerOptions,
        amiversion: text({
          doc: 'The version that the banner tells, for programs that ask for another.',
          default: '5.0.4',
        }),
        brokeneventsaction: boolean({
          doc: 'Action Events does not answer where all events are asked for, as in releases of old.',
          default: false,
        }),
        allowmultiplelogin: boolean({ doc: 'A user may be logged in more than once.', default: true }),
        displayconnects: boolean({ doc: 'Tells of logins on the console.', default: true }),
        timestampevents: boolean({ doc: 'Events carry a Timestamp.', default: false }),
        channelvars: list({ doc: 'Variables that every channel event carries.' }),
        disabledevents: list({ doc: 'Events that are never sent.' }),
        authtimeout: duration({
          doc: 'A connection without a login is closed after this.',
          unit: 'seconds',
          min: 1,
          default: 30_000,
        }),
        authlimit: integer({ doc: 'The most connections without a login.', min: 1, default: 50 }),
        webenabled: boolean({ doc: 'AMI over HTTP.', default: false }),
        httptimeout: duration({
          doc: 'A session over HTTP ends after this.',
          unit: 'seconds',
          min: 1,
          default: 60_000,
        }),
        debug: boolean({ doc: 'Events carry a sequence number.', default: false }),
      },
      ignored: [
        { names: ['block-sockets', 'debug_level', 'timestamp_precision'], why: 'it steers a fault of old releases' },
        ...tlsServerIgnored,
      ],
    }),
    users: otherSections({
      doc: 'A user; the section name is the user name.',
      unique: true,
      options: {
        secret: secret({ doc: 'The password.' }),
        read: flags({ doc: 'Events it gets.', of: managerClasses, all: 'all' }),
        write: flags({ doc: 'Actions it may send.', of: managerClasses, all: 'all' }),
        addresses: addressRules({ doc: 'The addresses it may come from.' }),
        eventfilter: repeated(text({ doc: 'A regular expression that events must match; `!` before it: must not.' })),
        setvar: nameValues({ doc: 'Variables of the channels it originates.' }),
        displayconnects: boolean({ doc: 'Tells of its logins on the console.' }),
        allowmultiplelogin: boolean({ doc: 'It may be logged in more than once.' }),
        writetimeout: duration({
          doc: 'A client that does not read for so long is cut off.',
          unit: 'milliseconds',
          min: 0,
          default: 100,
        }),
        inline: anyName(text({ doc: 'A filter with a header of its own (newer releases).' }), /^eventfilter\(/i),
      },
    }),
  },
});
