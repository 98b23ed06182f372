import type { EventBus } from '../../base/event-bus.ts';
import type { Channel } from '../channel.ts';
import { blindTransferred } from '../events.ts';
import type { DialplanTarget } from '../position.ts';
import { bridgeSeat } from './seat.ts';
import { blindTransfer } from './transfer.ts';

/**
 * Sends the party that `transferor` talks to elsewhere because a program or the dialplan wants it.
 * @returns false if the transferor talks to nobody.
 */
export function transferBlindly(bus: EventBus, transferor: Channel, target: DialplanTarget): boolean {
  return blindTransfer(transferor, target, {
    sends: (transferee) => {
      transferee.variables.set('BLINDTRANSFER', transferor.name);
      transferee.variables.set('TRANSFERERNAME', transferor.name);
      bus.publish(blindTransferred, {
        transferor: transferor.snapshot(),
        transferee: transferee.snapshot(),
        bridge: transferor.attachments.get(bridgeSeat)?.bridge,
        context: target.context,
        exten: target.exten,
        external: true,
      });
    },
    goesOn: 'by itself',
  });
}

/** Lets a channel's far end seem to press digits, so that what they mean in its bridge happens. */
export function pressFor(channel: Channel, digits: string): void {
  for (const digit of digits) {
    channel.farDigit({ digit, phase: 'begin', durationMs: 0 }, 'signalling');
    channel.farDigit({ digit, phase: 'end', durationMs: 100 }, 'signalling');
  }
}
