import type { Channel } from '../../channel/channel.ts';
import type { FeatureHouse } from './feature-house.ts';

/** Lets three talk with one another until one hangs up. @returns who has. */
export async function talkAmongThree(house: FeatureHouse, parties: readonly Channel[]): Promise<Channel | undefined> {
  const room = house.media.openRoom();
  for (const { media } of parties) if (media) room.join(media);
  const { promise, resolve } = Promise.withResolvers<Channel>();
  const unfollow = parties.map((party) => party.listen({ onHangup: () => resolve(party) }));
  try {
    return parties.find((party) => party.hungUp) ?? (await promise);
  } finally {
    for (const close of unfollow) close();
    room.close();
  }
}
