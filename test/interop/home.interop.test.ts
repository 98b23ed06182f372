import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget } from '../../bench/target.ts';
import { systemClock } from '../../src/base/clock.ts';
import { HomeBridge, type Trigger } from '../../src/integrations/home/home-bridge.ts';
import { openHttpFace } from '../../src/integrations/home/http-face.ts';
import { readHomeSettings } from '../../src/integrations/home/settings.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { freePort } from '../support/free-port.ts';
import { calleeWithSipp, callWithSipp, haveSipp } from '../support/sipp.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'examples', 'home');
const file = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const SIP_PORT = 25094;
const CALLER_PORT = 25095;
const CALLEE_PORT = 25096;

/** The phones 2222 (calls) and 240 (is called), known by their ports. */
const SIP_CONF = `[general]
udpbindaddr=127.0.0.1:${SIP_PORT}
context=nowhere
allowguest=no
[phone](!)
type=friend
host=127.0.0.1
insecure=port,invite
context=house
disallow=all
allow=ulaw
directmedia=no
[2222](phone)
port=${CALLER_PORT}
callerid="Office" <2222>
[240](phone)
port=${CALLEE_PORT}
`;

const targets = [asterismTarget(), asteriskTarget()].flatMap((target) => target ?? []);

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Messages as Asterisk keeps them. */
function leaveMessages(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let n = 0; n < count; n++) {
    const name = join(folder, `msg${String(n).padStart(4, '0')}`);
    writeFileSync(`${name}.txt`, `[message]\norigmailbox=22\ncallerid=Anna <0100>\nduration=2\nmsg_id=${n}\n`);
    writeFileSync(`${name}.ulaw`, Buffer.alloc(16_000, 0xff));
  }
}

describe.skipIf(!haveSipp).each(targets)(
  'the home bridge on $name (needs sipp; a real Asterisk by ASTERISK_ROOT or installed)',
  (target) => {
    test('items follow calls, logics are triggered, and what a logic asks for is done', async () => {
      const port = await freePort();
      const running = await target.start({
        ...BASE_FILES,
        'pjsip.conf': '',
        'sip.conf': SIP_CONF,
        'extensions.conf': file('extensions.conf'),
        'manager.conf': file('manager.conf').replace('port = 5038', `port = ${port}`),
        'voicemail.conf': file('voicemail.conf'),
      });
      const { settings } = readHomeSettings({
        plugin: file('house/plugin.conf').replace('port = 5038', `port = ${port}`),
        items: file('house/items.conf'),
        logics: file('house/logic.conf'),
      });
      const log = { notice: () => {}, warning: () => {} };
      const bridge = new HomeBridge({ network: systemNetwork, clock: systemClock, log }, settings);
      const triggers: Trigger[] = [];
      const changes: string[] = [];
      bridge.onTrigger((trigger) => triggers.push(trigger));
      bridge.items.onChange(({ settings: { path }, value }) => changes.push(`${path}=${String(value)}`));
      bridge.start();
      const face = await openHttpFace(bridge, systemClock, { host: '127.0.0.1', port: 0, token: 'word' });
      if (!face.ok) throw new Error('no web server');
      const web = face.value;
      const callee = await calleeWithSipp(CALLEE_PORT, { kind: 'answer' });
      const stored = async (): Promise<string | undefined> => {
        const answer = await bridge.dbRead('active/office');
        return answer.ok ? answer.value : undefined;
      };
      const calls = (): Promise<string> => running.rxAside('core show channels concise');
      try {
        await until(() => changes.length >= 2);
        expect(changes.toSorted()).toEqual(['office.fon.box=0', 'office.fon=false']);
        expect(await bridge.mailboxCount('22')).toEqual({ ok: true, value: [0, 0] });
        await until(async () => (await stored()) === '0');

        const call = callWithSipp(SIP_PORT, CALLER_PORT, { exten: '240', hangUpAfterMs: 2500 });
        await until(() => bridge.items.find('office.fon')?.value === true);
        await until(async () => (await stored()) === '1');
        await call;
        await until(() => bridge.items.find('office.fon')?.value === false);
        const told = { event: 'Call', source: '2222', destination: '240', value: 'Office' };
        expect(triggers).toEqual([
          { logic: 'logic1', ...told },
          { logic: 'doorbell', ...told },
        ]);

        expect(await bridge.dbRead('dnd/office')).toEqual({ ok: true, value: undefined });
        expect(await bridge.dbWrite('dnd/office', 1)).toEqual({ ok: true, value: undefined });
        expect(await bridge.dbRead('dnd/office')).toEqual({ ok: true, value: '1' });
        expect(await bridge.dbDelete('dnd/office')).toEqual({ ok: true, value: true });
        expect(await bridge.dbDelete('dnd/office')).toEqual({ ok: true, value: false });

        // the same over HTTP
        const ask = async (path: string, method = 'GET', body?: unknown): Promise<unknown> => {
          const headers = { authorization: 'Bearer word' };
          const url = `http://127.0.0.1:${web.local.port}${path}`;
          return (
            await fetch(url, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
          ).json();
        };
        expect(await ask('/status')).toEqual({ connected: true });
        expect(await ask('/items/office.fon')).toMatchObject({ path: 'office.fon', value: false });
        expect(await ask('/db/dnd/2222', 'PUT', { value: 'no' })).toEqual({ written: true });
        expect(await ask('/items/office.quiet', 'PUT', { value: true })).toEqual({ path: 'office.quiet', value: true });
        await until(async () => JSON.stringify(await ask('/db/dnd/2222')) === '{"value":"1"}');
        expect(await ask('/db/dnd/2222', 'DELETE')).toEqual({ deleted: true });
        expect(await ask('/mailboxes/22?context=default')).toEqual({ old: 0, new: 0 });
        for (const [folder, messages] of [
          ['INBOX', 2],
          ['Old', 1],
        ] as const)
          leaveMessages(join(running.spool, '..', 'voicemail', 'default', '22', folder), messages);
        expect(await bridge.mailboxCount('22')).toEqual({ ok: true, value: [1, 2] });
        expect(await ask('/mailboxes/22?context=default')).toEqual({ old: 1, new: 2 });
        expect(await ask('/hangup', 'POST', { device: '240' })).toEqual({ channels: 0 });

        // a device that waits, connected with the phone 240, from which one hangs up by name
        expect(await bridge.call('SIP/240', '240', 'door', 'Door <1>')).toEqual({ ok: true, value: undefined });
        await until(async () => (await calls()).includes('SIP/240-'));
        const ended = await bridge.hangup('240');
        expect(ended.ok && ended.value > 0).toBe(true);
        await until(async () => !(await calls()).includes('SIP/240-'));
        expect(await bridge.hangup('240')).toEqual({ ok: true, value: 0 });
      } finally {
        await web.close();
        bridge.close();
        await callee.stop();
        await running.stop();
      }
    });
  },
);
