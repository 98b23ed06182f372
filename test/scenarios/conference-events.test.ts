import { expect, test } from 'vitest';
import { AmiClient } from '../support/ami-client.ts';
import { openTestPbx } from '../support/test-pbx.ts';

/** The headers of an event that are of interest here, as `Name=value` joined by blanks. */
function short(event: string, names: readonly string[]): string {
  const lines = event
    .split('\n')
    .map((line): [string, string] => [line.split(':', 1)[0] ?? '', line.slice(line.indexOf(':') + 2)]);
  return names
    .flatMap((name) => lines.filter(([one]) => one === name).map(([one, value]) => `${one}=${value}`))
    .join(' ');
}

test('a manager client is told of conferences, those who take part, and music', async () => {
  await using pbx = await openTestPbx({
    noload: ['chan_sip', 'res_console'],
    technologies: ['Phone', 'SIP'],
    config: {
      'manager.conf':
        '[general]\nenabled = yes\nbindaddr = 127.0.0.1\n[boss]\nsecret = s3cret\nread = all\nwrite = all\n',
      'confbridge.conf':
        '[t]\ntype=user\nquiet=yes\nannounce_only_user=no\ntalk_detection_events=yes\nadmin=yes\n[m]\ntype=menu\n1=toggle_mute\n2=admin_toggle_conference_lock\n3=leave_conference\n',
      'extensions.conf':
        '[default]\nexten => c,1,Answer\n same => n,ConfBridge(r,,t,m)\n same => n,MeetMe(7,dqmp)\n same => n,MusicOnHold(,1)\n',
    },
  });
  for (const prompt of ['conf-muted', 'conf-lockednow'])
    pbx.prompt(prompt, { rate: 8000, samples: new Int16Array(800) });
  pbx.prompt('../../moh/tune', { rate: 8000, samples: new Int16Array(16_000) });
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s3cret');
  await pbx.clock.advance(1);
  const call = pbx.call('a', 'c');
  await pbx.clock.advance(1000);
  const hum = call.hum(500);
  await pbx.clock.advance(500);
  hum?.stop();
  await pbx.clock.advance(4000);
  void call.press('12');
  await pbx.clock.advance(2000);
  void call.press('3');
  await pbx.clock.advance(2000);
  void call.press('#');
  await pbx.finish(call);
  const events = client.take().filter((event) => /^Event: (Confbridge|Meetme|MusicOnHold)/.test(event));
  const names = [
    'Event',
    'Privilege',
    'Conference',
    'Meetme',
    'User',
    'BridgeName',
    'BridgeNumChannels',
    'Exten',
    'Admin',
    'Muted',
    'TalkingStatus',
    'Class',
  ];
  expect(events.map((event) => short(event, names))).toEqual([
    'Event=ConfbridgeStart Privilege=call,all Conference=r BridgeName=r BridgeNumChannels=0',
    'Event=ConfbridgeJoin Privilege=call,all Conference=r BridgeName=r BridgeNumChannels=1 Exten=c Admin=Yes Muted=No',
    'Event=ConfbridgeTalking Privilege=call,all Conference=r BridgeName=r BridgeNumChannels=1 Exten=c Admin=Yes TalkingStatus=on',
    'Event=ConfbridgeTalking Privilege=call,all Conference=r BridgeName=r BridgeNumChannels=1 Exten=c Admin=Yes TalkingStatus=off',
    'Event=ConfbridgeMute Privilege=call,all Conference=r BridgeName=r BridgeNumChannels=1 Exten=c Admin=Yes',
    'Event=ConfbridgeLock Privilege=call,all Conference=r BridgeName=r BridgeNumChannels=1',
    'Event=ConfbridgeLeave Privilege=call,all Conference=r BridgeName=r BridgeNumChannels=0 Exten=c Admin=Yes',
    'Event=ConfbridgeEnd Privilege=call,all Conference=r BridgeName=r BridgeNumChannels=0',
    'Event=MeetmeJoin Privilege=call,all Meetme=7 User=1 Exten=c',
    'Event=MeetmeLeave Privilege=call,all Meetme=7 User=1 Exten=c',
    'Event=MeetmeEnd Privilege=call,all Meetme=7',
    'Event=MusicOnHoldStart Privilege=call,all Exten=c Class=default',
    'Event=MusicOnHoldStop Privilege=call,all Exten=c',
  ]);
});

test('a manager client mutes, locks, records and kicks', async () => {
  await using pbx = await openTestPbx({
    noload: ['chan_sip', 'res_console'],
    technologies: ['Phone', 'SIP'],
    config: {
      'manager.conf':
        '[general]\nenabled = yes\nbindaddr = 127.0.0.1\n[boss]\nsecret = s3cret\nread = system\nwrite = all\n',
      'confbridge.conf': '[t]\ntype=user\nquiet=yes\nannounce_only_user=no\n',
      'extensions.conf': '[default]\nexten => c,1,Answer\n same => n,ConfBridge(r,,t)\n',
    },
  });
  pbx.prompt('conf-kicked', { rate: 8000, samples: new Int16Array(800) });
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s3cret');
  await pbx.clock.advance(1);
  const ask = async (action: string): Promise<string> => {
    client.take();
    client.send(`Action: ${action}`);
    await pbx.clock.advance(5);
    return short(client.take()[0] ?? '', ['Response', 'Message']);
  };
  expect(await ask('ConfbridgeListRooms')).toBe('Response=Error Message=No active conferences.');
  const call = pbx.call('a', 'c');
  await pbx.clock.advance(1000);
  const answers: string[] = [];
  for (const action of [
    'ConfbridgeListRooms',
    'ConfbridgeMute',
    'ConfbridgeMute\nConference: r',
    'ConfbridgeMute\nConference: x\nChannel: all',
    'ConfbridgeMute\nConference: r\nChannel: nobody',
    'ConfbridgeMute\nConference: r\nChannel: all',
    `ConfbridgeUnmute\nConference: r\nChannel: ${call.channel.name}`,
    'ConfbridgeLock\nConference: r',
    'ConfbridgeUnlock\nConference: r',
    'ConfbridgeStartRecord\nConference: r',
    'ConfbridgeStartRecord\nConference: r',
    'ConfbridgeStopRecord\nConference: r',
    'ConfbridgeStopRecord\nConference: r',
    'ConfbridgeKick\nConference: r\nChannel: all',
  ])
    answers.push((await ask(action)).replace(/^Response=\w+ Message=/, ''));
  // As Asterisk 16 answers the same.
  expect(answers).toEqual([
    'Confbridge conferences will follow',
    'No Conference name provided.',
    'No channel name provided.',
    'No Conference by that name found.',
    'No Channel by that name found in Conference.',
    'User muted',
    'User unmuted',
    'Conference locked',
    'Conference unlocked',
    'Conference Recording Started.',
    'Conference is already being recorded.',
    'Conference Recording Stopped.',
    'Internal error while stopping recording.',
    'All participants kicked',
  ]);
  await pbx.finish(call);
});
