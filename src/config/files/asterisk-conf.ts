import { saysNo, saysYes } from '../../base/switch-word.ts';
import { anyName, boolean, choice, decimal, duration, integer, text } from '../schema/kinds.ts';
import { defineKind, type Parsed } from '../schema/option.ts';
import { defineSchema } from '../schema/schema.ts';
import { namedSection } from '../schema/section.ts';

/** A level such as `verbose = 3`; yes is 1, no is 0. */
const level = defineKind<number>(() => ({
  form: 'a number from 0 to 10, yes or no',
  parse({ text: word }): Parsed<number> {
    if (saysYes(word)) return { value: 1 };
    if (saysNo(word)) return { value: 0 };
    return /^\d{1,2}$/.test(word) && Number(word) <= 10 ? { value: Number(word) } : {};
  },
}));

const directory = (doc: string) => text({ doc });

/** asterisk.conf: where everything lies, and how the process runs. */
export const asteriskSchema = defineSchema({
  file: 'asterisk.conf',
  doc: 'Where files lie, how the process runs, and which old habits are kept.',
  sections: {
    directories: namedSection('directories', {
      doc: 'Folders. Those not named lie where the command line says.',
      options: {
        astetcdir: directory('Configuration files.'),
        astmoddir: directory('Kept for compatibility: modules are part of the program.'),
        astvarlibdir: directory('What lasts: the database, keys, sounds.'),
        astdbdir: directory('The database astdb.'),
        astkeydir: directory('Keys.'),
        astdatadir: directory('Sounds, music on hold.'),
        astagidir: directory('AGI programs.'),
        astspooldir: directory('Call files, voicemail, recordings.'),
        astrundir: directory('The control socket and the pid file.'),
        astlogdir: directory('Logs and call records.'),
        astcachedir: directory('What may be lost.'),
        astsbindir: directory('Kept for compatibility: where the program lies.'),
      },
    }),
    options: namedSection('options', {
      doc: 'How the process runs.',
      options: {
        verbose: level({ doc: 'How much the console tells of calls, 0 to 10.', default: 0 }),
        debug: level({ doc: 'How much is told for finding faults, 0 to 10.', default: 0 }),
        maxcalls: integer({ doc: 'New calls are refused from this many on; 0 is no limit.', min: 0, default: 0 }),
        maxload: decimal({ doc: 'New calls are refused above this load average; 0 is no limit.', min: 0, default: 0 }),
        maxfiles: integer({ doc: 'The most open files; set by the system where it is 0.', min: 0, default: 0 }),
        minmemfree: integer({
          doc: 'New calls are refused below this many free MB; 0 is no limit.',
          min: 0,
          default: 0,
        }),
        runuser: text({ doc: 'The user to run as.' }),
        rungroup: text({ doc: 'The group to run as.' }),
        execincludes: boolean({ doc: 'Allows #exec in configuration files.', default: false }),
        live_dangerously: boolean({
          doc: 'Lets clients of the manager interface use functions that can do harm, such as SHELL().',
          default: false,
        }),
        defaultlanguage: text({ doc: 'The language of prompts.', default: 'en' }),
        documentation_language: text({ doc: 'The language of the documentation.', default: 'en_US' }),
        systemname: text({ doc: 'Stands before every unique id, to tell several servers apart.' }),
        autosystemname: boolean({ doc: 'Takes the host name for systemname.', default: false }),
        entityid: text({ doc: 'Names this server to others, as a MAC address.' }),
        transmit_silence: boolean({ doc: 'Sends silence while a channel only waits or records.', default: false }),
        languageprefix: boolean({ doc: 'Prompts lie in a folder per language.', default: true }),
        mindtmfduration: duration({
          doc: 'Shorter digits are lengthened to this.',
          unit: 'milliseconds',
          min: 0,
          default: 80,
        }),
        dontwarn: boolean({ doc: 'Leaves out the warning about the pattern `_.`.', default: false }),
        hideconnect: boolean({ doc: 'Does not tell of consoles that come and go.', default: false }),
        nocolor: boolean({ doc: 'A console without colours.', default: false }),
        timestamp: boolean({ doc: 'Console lines begin with the time.', default: false }),
        quiet: boolean({ doc: 'Prints nothing at start.', default: false }),
        lockconfdir: boolean({ doc: 'Locks the configuration folder while it is written.', default: false }),
        stdexten: choice({ doc: 'How the standard extension is called.', of: ['gosub', 'macro'], default: 'gosub' }),
        hide_messaging_ami_events: boolean({ doc: 'Leaves out the AMI events of message channels.', default: false }),
      },
      ignored: [
        {
          names: [
            'alwaysfork',
            'nofork',
            'console',
            'highpriority',
            'initcrypto',
            'dumpcore',
            'internal_timing',
            'trace',
          ],
          why: 'the command line decides',
        },
        {
          names: ['lightbackground', 'forceblackbackground'],
          why: 'the console fits itself to the terminal',
        },
        {
          names: ['cache_media_frames', 'cache_record_files', 'record_cache_dir', 'refdebug', 'transcode_via_sln'],
          why: 'it tunes parts that this program does not have',
        },
        { names: ['rtp_use_dynamic', 'rtp_pt_dynamic'], why: 'payload types are assigned call by call' },
      ],
    }),
    files: namedSection('files', {
      doc: 'The control socket.',
      options: {
        astctl: text({ doc: 'Its name, in astrundir.', default: 'asterisk.ctl' }),
        astctlpermissions: text({ doc: 'Its permissions, octal.', default: '0600' }),
        astctlowner: text({ doc: 'Its owner.' }),
        astctlgroup: text({ doc: 'Its group.' }),
      },
    }),
    compat: namedSection('compat', {
      doc: 'Old habits.',
      options: {
        app_set: choice({
          doc: "1.4: Set() splits at commas and strips quotes, as MSet() does. Else everything after the first '=' is the value.",
          of: ['1.4', '1.6', '1.8'],
          default: '1.6',
        }),
        legacy_syntax: boolean({
          doc: "Lets the dialplan of old releases run: '|' between arguments, ResponseTimeout() and its kin, DBget() and DBput(), the functions LANGUAGE(), MUSICCLASS() and SIPCHANINFO(), jumps to n+101. Of Asterism's own.",
          default: false,
        }),
      },
      ignored: [{ names: ['pbx_realtime', 'res_agi'], why: 'only the way of 1.6 is built' }],
    }),
    gateways: namedSection('gateways', {
      doc: "Of Asterism's own: what stands in for the ports of telephony cards, `g2 = PJSIP/@gateway`.",
      options: {
        ports: anyName(text({ doc: 'The technology and resource that `DAHDI/name/number` is dialled by.' })),
      },
    }),
  },
});
