import { anyName, boolean, choice, integer, lines, secret, text } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import type { OptionValues } from '../../../config/schema/section.ts';
import { namedSection, otherSections } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';
import { examineVoicemail } from '../examine.ts';

/**
 * voicemail.conf: how messages are taken, and whose mailboxes there are.
 * Deviation: `smtpserver` and its kin are Asterism's own; with them mail goes out by SMTP instead of through `mailcmd`.
 */
export const voicemailSchema = defineSchema({
  file: 'voicemail.conf',
  doc: 'How messages are taken, and whose mailboxes there are.',
  sections: {
    general: namedSection('general', {
      doc: 'For all mailboxes.',
      options: {
        format: text({
          doc: 'The formats that a message is kept in, joined by `|`; the first goes into e-mail.',
          default: 'wav',
        }),
        serveremail: text({ doc: 'Whom e-mail is from.', default: 'asterisk' }),
        fromstring: text({ doc: 'The name that e-mail is from.', default: 'The Asterisk PBX' }),
        attach: boolean({ doc: 'The message goes with the e-mail.', default: true }),
        emailsubject: text({ doc: 'The subject of e-mail, with variables.' }),
        emailbody: text({ doc: 'The text of e-mail, with variables; \\n is a line end.' }),
        pagerfromstring: text({ doc: 'The name that pager mail is from.', default: 'The Asterisk PBX' }),
        pagersubject: text({ doc: 'The subject of pager mail.' }),
        pagerbody: text({ doc: 'The text of pager mail.' }),
        emaildateformat: text({ doc: 'How VM_DATE is written, as strftime.', default: '%A, %B %d, %Y at %r' }),
        pagerdateformat: text({ doc: 'How VM_DATE is written in pager mail.', default: '%A, %B %d, %Y at %r' }),
        mailcmd: text({ doc: 'The command that takes an e-mail at its input.', default: '/usr/sbin/sendmail -t' }),
        smtpserver: text({
          doc: 'host or host:port of an SMTP server; mail then goes there, and not through mailcmd. Asterism’s own.',
        }),
        smtpuser: text({ doc: 'The user at the SMTP server. Asterism’s own.' }),
        smtpsecret: secret({ doc: 'The password at the SMTP server. Asterism’s own.' }),
        smtptls: choice({
          doc: 'How the way to the SMTP server is kept secret: starttls must be offered, tls from the first byte, none. Asterism’s own.',
          of: ['starttls', 'tls', 'none'],
          default: 'starttls',
        }),
        smtpca: text({ doc: 'A file of certificates that are trusted beside the usual ones. Asterism’s own.' }),
        maxmsg: integer({ doc: 'So many messages a folder; 0 takes none.', min: 0, max: 9999, default: 100 }),
        maxsecs: integer({
          doc: 'The longest message in seconds; 0: no limit.',
          min: 0,
          default: 0,
          names: ['maxsecs', 'maxmessage'],
        }),
        minsecs: integer({
          doc: 'A shorter message is thrown away; seconds.',
          min: 0,
          default: 0,
          names: ['minsecs', 'minmessage'],
        }),
        maxgreet: integer({ doc: 'The longest greeting in seconds; 0: no limit.', min: 0, default: 0 }),
        skipms: integer({ doc: 'How far the skip keys go, in milliseconds.', min: 0, default: 3000 }),
        maxsilence: integer({ doc: 'So many seconds of silence end a message; 0: none do.', min: 0, default: 0 }),
        silencethreshold: integer({ doc: 'What is quieter is silence; 0 to 32767.', min: 0, max: 32767, default: 256 }),
        maxlogins: integer({ doc: 'So many attempts to log in.', min: 1, default: 3 }),
        minpassword: integer({ doc: 'So many digits at least in a new password.', min: 0, default: 0 }),
        moveheard: boolean({ doc: 'What was heard goes from INBOX to Old.', default: true }),
        operator: boolean({ doc: '0 leads to the extension o.', default: false }),
        review: boolean({ doc: 'The caller may hear and record the message anew.', default: false }),
        saycid: boolean({ doc: 'Says the caller’s number before a message.', default: false }),
        sayduration: boolean({ doc: 'Says how long a message is.', default: true }),
        saydurationm: integer({ doc: 'From so many minutes on.', min: 0, default: 2 }),
        envelope: boolean({ doc: 'Says when a message came.', default: true }),
        sendvoicemail: boolean({ doc: 'Messages may be left from within VoiceMailMain().', default: false }),
        forcename: boolean({ doc: 'A new user must record a name.', default: false }),
        forcegreetings: boolean({ doc: 'A new user must record greetings.', default: false }),
        nextaftercmd: boolean({ doc: 'Goes on to the next message after delete and save.', default: false }),
        tempgreetwarn: boolean({ doc: 'Reminds the owner of a temporary greeting.', default: false }),
        messagewrap: boolean({ doc: 'The next after the last message is the first.', default: false }),
        usedirectory: boolean({ doc: 'The directory is there for forwarding.', default: false }),
        pollmailboxes: boolean({ doc: 'Notices messages that other programs put or take away.', default: false }),
        pollfreq: integer({ doc: 'How often, in seconds.', min: 1, default: 30 }),
        externnotify: text({ doc: 'A command that is run as `CMD CONTEXT BOX NEW OLD URGENT` when messages change.' }),
        externpass: text({ doc: 'A command that keeps a new password, run as `CMD CONTEXT BOX NEW`.' }),
        externpassnotify: text({ doc: 'A command that is told of a new password, run as `CMD CONTEXT BOX NEW`.' }),
        externpasscheck: text({
          doc: 'A command that judges a new password, run as `CMD BOX CONTEXT OLD NEW`; it prints VALID, INVALID, or FAILURE where it cannot tell.',
        }),
        passwordlocation: choice({
          doc: 'Where a changed password is written: voicemail.conf, or the mailbox’s folder.',
          of: ['config', 'spooldir'],
          default: 'config',
          spellings: { 'voicemail.conf': 'config' },
        }),
        cidinternalcontexts: text({ doc: 'Contexts, joined by commas, whose callers are extensions of the house.' }),
        backupdeleted: text({ doc: 'How many deleted messages are kept in the folder Deleted; `yes` is 100.' }),
        hidefromdir: boolean({ doc: 'Mailboxes are not in the directory.', default: false }),
        searchcontexts: boolean({ doc: 'A mailbox without a context may be in any.', default: false }),
        charset: text({ doc: 'The charset that e-mail says it is in.', default: 'ISO-8859-1' }),
        tz: text({ doc: 'The zone of [zonemessages] for those who have none.' }),
        locale: text({ doc: 'Kept for the mailboxes; dates are said in English.' }),
        delete: boolean({
          doc: 'A message that went out by e-mail is not kept.',
          default: false,
          names: ['delete', 'deletevoicemail'],
        }),
        exitcontext: text({ doc: 'Where the extensions o and a are looked for.' }),
        dialout: text({ doc: 'The context of calls from VoiceMailMain().' }),
        callback: text({ doc: 'The context of calls back to who left a message.' }),
        language: text({ doc: 'The language of prompts.' }),
      },
      ignored: [
        {
          names: [
            'userscontext',
            'aliasescontext',
            'directoryintro',
            'odbcstorage',
            'odbctable',
            'volgain',
            'listen-control-forward-key',
            'listen-control-reverse-key',
            'listen-control-pause-key',
            'listen-control-restart-key',
            'listen-control-stop-key',
            'imapserver',
            'imapport',
            'imapflags',
            'imapfolder',
            'authuser',
            'authpassword',
            'adsifdn',
            'adsisec',
            'adsiver',
            'smdienable',
            'smdiport',
          ],
          why: 'it is not built',
        },
      ],
    }),
    zonemessages: namedSection('zonemessages', {
      doc: 'How each zone has a message’s time said.',
      options: { zones: anyName(text({ doc: '`name = Zone/Of tz|FORMAT`' })) },
    }),
    contexts: otherSections({
      doc: 'Mailboxes: `number => password,name,e-mail,pager,option=value|…`.',
      options: { boxes: anyName(lines({ doc: 'A mailbox.' })) },
    }),
  },
});

/** What [general] says. */
export type VoicemailOptions = OptionValues<(typeof voicemailSchema.sections.general)['options']>;

/** As the registry knows it. */
export const configFile = defineConfigFile({
  module: 'app_voicemail',
  schema: voicemailSchema,
  examine: examineVoicemail,
});
