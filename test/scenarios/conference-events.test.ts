import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
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

test('a manager client lists those in conferences, and mutes them in MeetMe', async () => {
  await using pbx = await openTestPbx({
    noload: ['chan_sip', 'res_console'],
    technologies: ['Phone', 'SIP'],
    config: {
      'manager.conf':
        '[general]\nenabled = yes\nbindaddr = 127.0.0.1\n[boss]\nsecret = s3cret\nread = system\nwrite = all\n',
      'confbridge.conf': '[t]\ntype=user\nquiet=yes\nadmin=yes\nwait_marked=yes\nstartmuted=yes\n',
      'meetme.conf': '[rooms]\nconf => 7\n',
      'extensions.conf':
        '[default]\nexten => c,1,Answer\n same => n,ConfBridge(r,,t)\nexten => m,1,Answer\n same => n,MeetMe(7,qaT)\n same => n,Hangup\nexten => q,1,Answer\n same => n,MeetMe(8,dqlm)\n',
    },
  });
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s3cret');
  await pbx.clock.advance(1);
  const ask = async (action: string): Promise<string[]> => {
    client.take();
    client.send(`Action: ${action}\nActionID: 1`);
    await pbx.clock.advance(5);
    return client.take();
  };
  for (const action of ['ConfbridgeList\nConference: r', 'MeetmeList', 'MeetmeListRooms'])
    expect(await ask(action)).toEqual(['Response: Error\nActionID: 1\nMessage: No active conferences.']);

  const bob = { caller: { name: 'Bob', number: '123' } };
  const calls = [pbx.call('a', 'c', bob), pbx.call('b', 'm', bob), pbx.call('c', 'q')];
  await pbx.clock.advance(3000);
  const [, entry = '', end] = await ask('ConfbridgeList\nConference: r');
  expect(entry.replace(/Uniqueid: \S+\nLinkedid: \S+/, 'IDS')).toBe(
    'Event: ConfbridgeList\nActionID: 1\nConference: r\nAdmin: Yes\nMarkedUser: No\nWaitMarked: Yes\nEndMarked: No\nWaiting: Yes\nMuted: Yes\nTalking: No\nAnsweredTime: 3\nChannel: Phone/a-00000000\nChannelState: 6\nChannelStateDesc: Up\nCallerIDNum: 123\nCallerIDName: Bob\nConnectedLineNum: <unknown>\nConnectedLineName: <unknown>\nLanguage: en\nAccountCode: \nContext: default\nExten: c\nPriority: 2\nIDS',
  );
  expect(end).toBe('Event: ConfbridgeListComplete\nActionID: 1\nEventList: Complete\nListItems: 1');

  expect(await ask('MeetmeList')).toEqual([
    'Response: Success\nActionID: 1\nEventList: start\nMessage: Meetme user list will follow',
    'Event: MeetmeList\nActionID: 1\nConference: 7\nUserNumber: 1\nCallerIDNum: 123\nCallerIDName: Bob\nConnectedLineNum: <unknown>\nConnectedLineName: <no name>\nChannel: Phone/b-00000001\nAdmin: Yes\nRole: Talk and listen\nMarkedUser: No\nMuted: No\nTalking: No',
    'Event: MeetmeList\nActionID: 1\nConference: 8\nUserNumber: 1\nCallerIDNum: c\nCallerIDName: <no name>\nConnectedLineNum: <unknown>\nConnectedLineName: <no name>\nChannel: Phone/c-00000002\nAdmin: No\nRole: Listen only\nMarkedUser: No\nMuted: By self\nTalking: Not monitored',
    'Event: MeetmeListComplete\nActionID: 1\nEventList: Complete\nListItems: 2',
  ]);
  expect((await ask('MeetmeListRooms')).slice(1)).toEqual([
    'Event: MeetmeListRooms\nActionID: 1\nConference: 7\nParties: 1\nMarked: N/A\nActivity: 00:00:02\nCreation: Static\nLocked: No',
    'Event: MeetmeListRooms\nActionID: 1\nConference: 8\nParties: 1\nMarked: N/A\nActivity: 00:00:02\nCreation: Dynamic\nLocked: No',
    'Event: MeetmeListRoomsComplete\nActionID: 1\nEventList: Complete\nListItems: 2',
  ]);
  const answers: string[] = [];
  for (const action of [
    'MeetmeMute',
    'MeetmeMute\nMeetme: 7',
    'MeetmeMute\nMeetme: 9\nUsernum: 1',
    'MeetmeMute\nMeetme: 7\nUsernum: 5',
    'MeetmeMute\nMeetme: 7\nUsernum: 1',
  ])
    answers.push(short((await ask(action))[0] ?? '', ['Message']));
  expect(answers).toEqual([
    'Message=Meetme conference not specified',
    'Message=Meetme user number not specified',
    'Message=Meetme conference does not exist',
    'Message=User number not found',
    'Message=User muted',
  ]);
  expect((await ask('MeetmeList\nConference: 7'))[1]).toContain('Muted: By admin');
  expect(await ask('MeetmeUnmute\nMeetme: 7\nUsernum: 1')).toEqual([
    'Response: Success\nActionID: 1\nMessage: User unmuted',
  ]);
  for (const call of calls) {
    call.hangUp();
    await pbx.finish(call);
  }
});

test('who is muted in MeetMe asks by its menu to be heard; clients and listings tell of it', async () => {
  await using pbx = await openTestPbx({
    noload: ['chan_sip'],
    technologies: ['Phone'],
    config: {
      'manager.conf':
        '[general]\nenabled = yes\nbindaddr = 127.0.0.1\n[boss]\nsecret = s3cret\nread = call\nwrite = all\n',
      'extensions.conf': '[default]\nexten => m,1,Answer\n same => n,MeetMe(7,dqs)\n',
    },
  });
  for (const prompt of ['conf-usermenu-162', 'beep']) pbx.prompt(prompt, { rate: 8000, samples: new Int16Array(800) });
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s3cret');
  const call = pbx.call('a', 'm');
  await pbx.clock.advance(1000);
  const requests = async (): Promise<string[]> => {
    await pbx.clock.advance(1000);
    return client
      .take()
      .filter((event) => /^Event: Meetme/.test(event))
      .map((event) => short(event, ['Event', 'Meetme', 'User', 'Exten', 'Duration', 'Status']));
  };
  await requests();
  void call.press('*2');
  expect(await requests()).toEqual([]);
  client.send('Action: MeetmeMute\nMeetme: 7\nUsernum: 1');
  await pbx.clock.advance(1000);
  void call.press('2');
  expect(await requests()).toEqual([
    'Event=MeetmeMute Meetme=7 User=1 Exten=m Duration=2 Status=on',
    'Event=MeetmeTalkRequest Meetme=7 User=1 Exten=m Duration=3 Status=on',
  ]);
  expect((await pbx.pbx.ports.use(commandsPort).run('meetme list 7')).text).toContain('(Muted) (Request to Talk)');
  client.send('Action: MeetmeUnmute\nMeetme: 7\nUsernum: 1');
  expect(await requests()).toEqual([
    'Event=MeetmeMute Meetme=7 User=1 Exten=m Duration=4 Status=off',
    'Event=MeetmeTalkRequest Meetme=7 User=1 Exten=m Duration=4 Status=off',
  ]);
});
