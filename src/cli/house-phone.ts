import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { peerStatusChanged } from '../drivers/sip/events.ts';
import type { Server } from '../main.ts';
import { formatAddress } from '../net/address.ts';
import { systemNetwork } from '../net/node-network.ts';
import { mediaPort } from '../pbx/ports/media.ts';
import { openPhone, type Phone } from '../phone/phone.ts';
import { describePhoneEvent } from '../phone/phone-event.ts';
import { shortPath } from './place.ts';
import { soundCard } from './sound-card.ts';

/** How long the phone of the first call rings before it answers. */
const ANSWER_AFTER_MS = 2000;

/** Keeps a phone of the program's own at the instance, as long as nobody registers a real one under its name. */
export interface HousePhone {
  close(): Promise<void>;
}

/** Registers `user` with the instance in this process, which listens at `port` of 127.0.0.1. @param tell one line a step. */
export async function openHousePhone(
  server: Server,
  { user, secret, port }: { readonly user: string; readonly secret: string; readonly port: number },
  state: string,
  tell: (line: string) => void,
): Promise<HousePhone> {
  const folder = join(state, 'phone');
  mkdirSync(folder, { recursive: true });
  let phone: Phone | undefined;
  let closed = false;
  const say = (step: string): void => tell(`phone ${user} ${step.replace(folder, shortPath(folder))}`);
  const open = async (): Promise<void> => {
    const opened = await openPhone({
      network: systemNetwork,
      clock: systemClock,
      media: server.pbx.ports.use(mediaPort),
      local: { host: '127.0.0.1' },
      server: { host: '127.0.0.1', port },
      user,
      secret,
      answerAfterMs: ANSWER_AFTER_MS,
      recordings: { folder },
      onEvent: (event) => say(describePhoneEvent(event)),
      ...soundCard(),
    });
    if (closed) await opened.close();
    else phone = opened;
  };
  const unlisten = server.pbx.bus.on(peerStatusChanged, ({ peer, status, address }) => {
    if (closed || peer.toLowerCase() !== user.toLowerCase()) return;
    const ours = phone !== undefined && address === formatAddress(phone.local);
    if (status === 'Registered' && phone && !ours) {
      const leaving = phone;
      phone = undefined;
      say(`gives way to the one at ${address}`);
      void leaving.giveWay();
    } else if (status === 'Unregistered' && !phone) {
      say('is back, since the other one has gone');
      void open();
    }
  });
  await open();
  return {
    async close() {
      closed = true;
      unlisten();
      await phone?.close();
    },
  };
}
