import { eventWriterPort } from '../../../../extend/define-event.ts';
import { actionMark, defineManagerAction, listEnd, managerList } from '../../../../extend/define-manager-action.ts';
import { withConference } from '../asked-conference.ts';

const yes = (on: boolean): string => (on ? 'Yes' : 'No');

/** Those who take part in a conference. */
export const action = defineManagerAction({
  name: 'ConfbridgeList',
  module: 'app_confbridge',
  synopsis: 'List participants in a conference.',
  arguments: 'Conference',
  classes: ['reporting'],
  tells: [
    {
      name: 'ConfbridgeList',
      synopsis: 'Somebody in the conference.',
      fields:
        '[ActionID] Conference Admin MarkedUser WaitMarked EndMarked Waiting Muted Talking AnsweredTime {channel}',
    },
    listEnd('ConfbridgeListComplete'),
  ],
  run: (context, request) =>
    withConference(context, request, (conference) => {
      const nowMs = context.clock.now();
      const items = conference.participants.map((one) => {
        const channel = one.channel.snapshot();
        return [
          ['Event', 'ConfbridgeList'],
          ...actionMark(request),
          ['Conference', conference.name],
          ['Admin', yes(one.settings.admin)],
          ['MarkedUser', yes(one.settings.marked)],
          ['WaitMarked', yes(one.settings.waitMarked)],
          ['EndMarked', yes(one.settings.endMarked)],
          ['Waiting', yes(one.waiting)],
          ['Muted', yes(!conference.isHeard(one))],
          ['Talking', yes(one.talking)],
          ['AnsweredTime', String(Math.floor((nowMs - (channel.answeredMs ?? nowMs)) / 1000))],
          context.use(eventWriterPort).channel(channel),
        ] as const;
      });
      return managerList(request, {
        message: 'Confbridge user list will follow',
        items,
        complete: 'ConfbridgeListComplete',
      });
    }),
});
