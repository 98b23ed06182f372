import { boxText, type Mailbox, type VoicemailSettings } from '../settings.ts';

/** Texts with variables, from which a mail is made. */
export interface MailTemplates {
  readonly from: string;
  readonly subject: string;
  readonly body: string;
}

const BODY = `Hello \${VM_NAME},

\${VM_CIDNAME_OR_NUMBER} has left you a message of \${VM_DUR} (number \${VM_MSGNUM})
in mailbox \${VM_MAILBOX}, on \${VM_DATE}.
`;
const PAGER_BODY = `Message of \${VM_DUR} in box \${VM_MAILBOX}
from \${VM_CIDNAME_OR_NUMBER}, on \${VM_DATE}`;

/** The texts of e-mail. Without those of the file, a subject that mail filters made for Asterisk understand, and a body of the same facts. */
export function emailTemplates(settings: VoicemailSettings, mailbox: Mailbox, urgent: boolean): MailTemplates {
  const { general } = settings;
  const start = general.pbxskip ? '' : '[PBX]: ';
  return {
    from: boxText(settings, mailbox, 'fromstring'),
    subject:
      boxText(settings, mailbox, 'emailsubject') ||
      `${start}New ${urgent ? 'Urgent ' : ''}message \${VM_MSGNUM} in mailbox \${VM_MAILBOX}`,
    body: written(boxText(settings, mailbox, 'emailbody')) || BODY,
  };
}

/** The texts of pager mail. */
export function pagerTemplates({ general }: VoicemailSettings, urgent: boolean): MailTemplates {
  return {
    from: general.pagerfromstring,
    subject: general.pagersubject || `New ${urgent ? 'Urgent ' : ''}VM`,
    body: written(general.pagerbody ?? '') || PAGER_BODY,
  };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '', '\\': '\\', ',': ',' };

/** A body as the file has it, with `\n` and `\t` in it. */
function written(text: string): string {
  return text.replace(/\\([ntr\\,])/g, (_, letter: string) => ESCAPES[letter] ?? '');
}
