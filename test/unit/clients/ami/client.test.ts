import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import {
  AmiChannels,
  AmiClient,
  type AmiHeaders,
  AmiReader,
  amiHeader,
  dbGet,
  placeCall,
  writeAmiMessage,
} from '../../../../src/clients/ami/index.ts';
import { MemoryNetwork } from '../../../../src/net/memory-network.ts';
import type { TcpConnection } from '../../../../src/net/network.ts';

/** A manager interface that a test scripts: `answer` gives the messages that follow an action. */
class Server {
  readonly actions: AmiHeaders[] = [];
  connections: TcpConnection[] = [];
  secret = 'right';
  answer: (action: string, headers: AmiHeaders) => ReadonlyArray<Record<string, string>> | undefined = () => undefined;
  silent = false;

  async listen(network: MemoryNetwork): Promise<void> {
    await network.listenTcp({ host: '10.0.0.1', port: 5038 }, (connection) => {
      const reader = new AmiReader();
      this.connections.push(connection);
      connection.write('Asterisk Call Manager/5.0.4\r\n');
      return {
        onData: (chunk) => {
          for (const read of reader.push(chunk)) if ('headers' in read) this.#act(connection, read.headers);
        },
        onClose: () => {},
      };
    });
  }

  tell(...messages: ReadonlyArray<Record<string, string>>): void {
    for (const message of messages) this.connections.at(-1)?.write(writeAmiMessage(Object.entries(message)));
  }

  hangUp(): void {
    this.connections.at(-1)?.close();
  }

  names(): string[] {
    return this.actions.map((headers) => amiHeader(headers, 'Action'));
  }

  #act(connection: TcpConnection, headers: AmiHeaders): void {
    this.actions.push(headers);
    if (this.silent) return;
    const name = amiHeader(headers, 'Action');
    const ActionID = amiHeader(headers, 'ActionID');
    for (const message of this.answer(name, headers) ?? this.#usual(name, headers)) {
      connection.write(writeAmiMessage(Object.entries({ ActionID, ...message })));
    }
  }

  #usual(name: string, headers: AmiHeaders): ReadonlyArray<Record<string, string>> {
    if (name === 'Challenge') return [{ Response: 'Success', Challenge: '12345' }];
    if (name === 'CoreShowChannels')
      return [
        { Response: 'Success', EventList: 'start', Message: 'Channels will follow' },
        { Event: 'CoreShowChannelsComplete', EventList: 'Complete', ListItems: '0' },
      ];
    if (name !== 'Login') return [{ Response: 'Success', Message: 'Fine' }];
    const key = createHash('md5').update(`12345${this.secret}`).digest('hex');
    return amiHeader(headers, 'Key') === key
      ? [{ Response: 'Success', Message: 'Authentication accepted' }]
      : [{ Response: 'Error', Message: 'Authentication failed' }];
  }
}

async function open(secret = 'right') {
  const clock = new VirtualClock();
  const network = new MemoryNetwork(clock);
  const server = new Server();
  await server.listen(network);
  const said: string[] = [];
  const log = { notice: (line: string) => void said.push(line), warning: (line: string) => void said.push(line) };
  const client = new AmiClient({ network, clock, log }, { host: '10.0.0.1', username: 'me', secret });
  client.start();
  await clock.advance(10);
  return { clock, server, client, said };
}

const CHANNEL = {
  Channel: 'SIP/a-1',
  ChannelStateDesc: 'Up',
  Uniqueid: '1.1',
  Linkedid: '1.1',
  CallerIDNum: '<unknown>',
};

describe('the client of the manager interface', () => {
  test('logs in by MD5 and never sends the secret', async () => {
    const { client, server } = await open();
    expect(client.up).toBe(true);
    expect(client.server).toBe('Asterisk Call Manager/5.0.4');
    expect(JSON.stringify(server.actions)).not.toContain('right');
  });

  test('joins answers with actions, and lists with all of their events', async () => {
    const { client, server, clock } = await open();
    server.answer = (name) =>
      name === 'DBGet'
        ? [
            { Response: 'Success', EventList: 'start', Message: 'Result will follow' },
            { Event: 'DBGetResponse', Family: 'f', Key: 'k', Val: 'v' },
            { Event: 'DBGetComplete', EventList: 'Complete', ListItems: '1' },
          ]
        : undefined;
    const heard: string[] = [];
    client.on('*', (event) => heard.push(event.get('Event')));
    const [value, pong] = [dbGet(client, 'f', 'k'), client.send('Ping', {})];
    await clock.advance(10);
    expect(await value).toEqual({ ok: true, value: 'v' });
    expect(await pong).toMatchObject({ ok: true });
    expect(heard).toEqual([]);
  });

  test('a missing database entry is no fault; a refusal is told with the server’s words', async () => {
    const { client, server, clock } = await open();
    server.answer = (name) =>
      name === 'DBGet'
        ? [{ Response: 'Error', Message: 'Database entry not found' }]
        : [{ Response: 'Error', Message: 'Permission denied' }];
    const [missing, refused] = [dbGet(client, 'f', 'k'), client.send('Ping', {})];
    await clock.advance(10);
    expect(await missing).toEqual({ ok: true, value: undefined });
    expect(await refused).toMatchObject({ ok: false, fault: 'refused', message: 'Permission denied' });
  });

  test('no value can make a line of its own', async () => {
    const { client, server, clock } = await open();
    void client.send('UserEvent', { UserEvent: 'x', Text: 'a\r\n\r\nAction: Hangup\r\nChannel: b' });
    await clock.advance(10);
    expect(server.names()).toEqual(['Challenge', 'Login', 'UserEvent']);
  });

  test('connects again with growing pauses, and tells so once', async () => {
    const { client, server, clock, said } = await open();
    let ups = 0;
    client.onUp(() => ups++);
    const waiting = client.send('Ping', {});
    server.hangUp();
    await clock.advance(10);
    expect(client.up).toBe(false);
    expect(await waiting).toMatchObject({ ok: expect.any(Boolean) });
    expect(await client.send('Ping', {})).toMatchObject({ ok: false, fault: 'down' });
    await clock.advance(600);
    expect([client.up, ups]).toEqual([true, 1]);
    expect(said).toEqual([
      'manager interface at 10.0.0.1:5038: the server has closed the connection',
      'manager interface at 10.0.0.1:5038: connected again',
    ]);
  });

  test('a wrong password is told once and tried again seldom', async () => {
    const { client, server, clock, said } = await open('wrong');
    await clock.advance(29_000);
    expect(server.connections.length).toBe(1);
    await clock.advance(2000);
    expect([client.up, server.connections.length]).toEqual([false, 2]);
    expect(said).toEqual(['manager interface at 10.0.0.1:5038: Authentication failed']);
  });

  test('a server that falls silent is given up', async () => {
    const { client, server, clock } = await open();
    const downs: string[] = [];
    client.onDown((reason) => downs.push(reason));
    server.silent = true;
    await clock.advance(26_000);
    expect(downs).toEqual(['the server does not answer']);
  });

  test('garbage instead of a manager interface ends the attempt', async () => {
    const clock = new VirtualClock();
    const network = new MemoryNetwork(clock);
    await network.listenTcp({ host: '10.0.0.1', port: 5038 }, (connection) => {
      connection.write(`HTTP/1.1 400 Bad Request\r\n${'x'.repeat(100_000)}`);
      return { onData: () => {}, onClose: () => {} };
    });
    const said: string[] = [];
    const log = { notice: () => {}, warning: (line: string) => void said.push(line) };
    const client = new AmiClient({ network, clock, log }, { host: '10.0.0.1', username: 'me', secret: 's' });
    client.start();
    await clock.advance(10);
    expect(said).toEqual(['manager interface at 10.0.0.1:5038: that is no manager interface']);
    client.close();
    expect(clock.pending).toBe(0);
  });
});

describe('a call', () => {
  const answered = { Event: 'OriginateResponse', Response: 'Success', Channel: 'SIP/a-1', Reason: '4' };

  test('is joined with its outcome and its end', async () => {
    const { client, server, clock } = await open();
    const call = placeCall(client, { Channel: 'SIP/a', Application: 'Wait', Data: '1' });
    await clock.advance(10);
    const sent = server.actions.at(-1) ?? [];
    expect(amiHeader(sent, 'Async')).toBe('true');
    const id = amiHeader(sent, 'ChannelId');
    server.tell({ ...answered, ActionID: id });
    await clock.advance(10);
    const outcome = await call;
    if (outcome.outcome !== 'answered') throw new Error(outcome.outcome);
    expect(outcome).toMatchObject({ channel: 'SIP/a-1', uniqueId: id });
    server.tell({ Event: 'Hangup', Uniqueid: id, Cause: '16', 'Cause-txt': 'Normal Clearing' });
    await clock.advance(10);
    expect(await outcome.ended).toEqual({ cause: 16, causeText: 'Normal Clearing' });
  });

  test('that is busy, and one that the server will not place', async () => {
    const { client, server, clock } = await open();
    const busy = placeCall(client, { Channel: 'SIP/a', Application: 'Wait' });
    await clock.advance(10);
    const id = amiHeader(server.actions.at(-1) ?? [], 'ActionID');
    server.tell({ Event: 'OriginateResponse', ActionID: id, Response: 'Failure', Reason: '5' });
    server.answer = () => [{ Response: 'Error', Message: 'Invalid channel' }];
    const refused = placeCall(client, { Channel: 'x', Application: 'Wait' });
    await clock.advance(10);
    expect(await busy).toEqual({ outcome: 'failed', reason: 5 });
    expect(await refused).toEqual({ outcome: 'refused', message: 'Invalid channel' });
  });

  test('is found again after the connection broke', async () => {
    const { client, server, clock } = await open();
    const call = placeCall(client, { Channel: 'SIP/a', Application: 'Wait' });
    await clock.advance(10);
    const id = amiHeader(server.actions.at(-1) ?? [], 'ChannelId');
    server.answer = (name) =>
      name === 'CoreShowChannels'
        ? [
            { Response: 'Success', EventList: 'start' },
            { Event: 'CoreShowChannel', ...CHANNEL, Uniqueid: id },
            { Event: 'CoreShowChannelsComplete', EventList: 'Complete' },
          ]
        : undefined;
    server.hangUp();
    await clock.advance(1000);
    expect(await call).toMatchObject({ outcome: 'answered', channel: 'SIP/a-1' });
  });

  test('of which no trace is left is told as unknown', async () => {
    const { client, server, clock } = await open();
    const call = placeCall(client, { Channel: 'SIP/a', Application: 'Wait' });
    await clock.advance(10);
    server.hangUp();
    await clock.advance(1000);
    expect(await call).toEqual({ outcome: 'unknown' });
  });
});

test('the live channels follow events, and are asked for anew after each login', async () => {
  const { client, server, clock } = await open();
  const channels = new AmiChannels(client);
  await clock.advance(10);
  server.tell({ Event: 'Newchannel', ...CHANNEL, ChannelStateDesc: 'Ring' });
  server.tell({ Event: 'BridgeEnter', BridgeUniqueid: 'b', ...CHANNEL });
  await clock.advance(10);
  expect(channels.find('SIP/a-1')).toMatchObject({ state: 'Up', bridgeId: 'b', callerNumber: '' });
  server.hangUp();
  await clock.advance(10);
  expect(channels.list()).toEqual([]);
  server.answer = (name) =>
    name === 'CoreShowChannels'
      ? [
          { Response: 'Success', EventList: 'start' },
          { Event: 'CoreShowChannel', ...CHANNEL, Uniqueid: '2.2', Channel: 'SIP/b-2' },
          { Event: 'CoreShowChannelsComplete', EventList: 'Complete' },
        ]
      : undefined;
  await clock.advance(1000);
  expect(channels.list().map(({ name }) => name)).toEqual(['SIP/b-2']);
  server.tell({ Event: 'Hangup', Uniqueid: '2.2' });
  await clock.advance(10);
  expect(channels.list()).toEqual([]);
});
