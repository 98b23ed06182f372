import type { ManagerHeaders } from '../../extend/define-manager-action.ts';
import type { Mailbox } from './settings.ts';
import { boxNumber, boxSwitch, boxText } from './settings.ts';
import type { Voicemail } from './voicemail.ts';

/** What manager clients are told of a mailbox, in Asterisk 16's order. */
export function userHeaders({ settings, store }: Voicemail, box: Mailbox): ManagerHeaders {
  const yes = (name: Parameters<typeof boxSwitch>[2]): string => (boxSwitch(settings, box, name) ? 'Yes' : 'No');
  const { unheard, urgent, heard } = store.counts(box);
  return [
    ['VMContext', box.context],
    ['VoiceMailbox', box.box],
    ['Fullname', box.fullName],
    ['Email', box.email],
    ['Pager', box.pager],
    ['ServerEmail', boxText(settings, box, 'serveremail')],
    ['FromString', boxText(settings, box, 'fromstring')],
    ['MailCommand', settings.general.mailcmd],
    ['Language', boxText(settings, box, 'language')],
    ['TimeZone', boxText(settings, box, 'tz')],
    ['Callback', boxText(settings, box, 'callback')],
    ['Dialout', boxText(settings, box, 'dialout')],
    ['UniqueID', ''],
    ['ExitContext', boxText(settings, box, 'exitcontext')],
    ['SayDurationMinimum', String(boxNumber(settings, box, 'saydurationm'))],
    ['SayEnvelope', yes('envelope')],
    ['SayCID', yes('saycid')],
    ['AttachMessage', yes('attach')],
    ['AttachmentFormat', box.own.get('attachfmt') ?? ''],
    ['DeleteMessage', yes('delete')],
    ['VolumeGain', (Number.parseFloat(box.own.get('volgain') ?? '') || 0).toFixed(2)],
    ['CanReview', yes('review')],
    ['CallOperator', yes('operator')],
    ['MaxMessageCount', String(boxNumber(settings, box, 'maxmsg'))],
    ['MaxMessageLength', String(boxNumber(settings, box, 'maxsecs'))],
    ['NewMessageCount', String(unheard + urgent)],
    ['OldMessageCount', String(heard)],
  ];
}
