import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { voicemailPort } from '../voicemail.ts';

/** The mailboxes, of all contexts or of one. */
export const command = defineCliCommand({
  command: 'voicemail show users [for] [<context>]',
  module: 'app_voicemail',
  synopsis: 'List the mailboxes',
  usage:
    'Lists the mailboxes with their owner, time zone and number of new messages; with for and a context only its own.',
  run(context, [word, wanted]) {
    const mail = context.use(voicemailPort);
    if ((word !== undefined && word !== 'for') || (word === 'for' && wanted === undefined)) return { usage: true };
    if (mail.settings.boxes.size === 0)
      return { failed: true, text: 'There are no voicemail users currently defined\n' };
    const boxes = [...mail.settings.boxes.values()].filter((box) => wanted === undefined || box.context === wanted);
    if (boxes.length === 0) return { failed: true, text: `No such voicemail context "${wanted}"\n` };
    const line = (where: string, box: string, user: string, zone: string, count: string): string =>
      `${where.padEnd(10)} ${box.padEnd(5)} ${user.slice(0, 25).padEnd(25)} ${zone.padEnd(10)} ${count.padStart(6)}\n`;
    return [
      line('Context', 'Mbox', 'User', 'Zone', 'NewMsg'),
      ...boxes.map((box) =>
        line(
          box.context,
          box.box,
          box.fullName,
          box.own.get('tz') ?? '',
          String(mail.store.countWithUrgent(box, 'INBOX')),
        ),
      ),
      `${boxes.length} voicemail users configured.\n`,
    ].join('');
  },
});
