import { freeUdpPort, type HouseOptions } from './house.ts';

/** Where the provider of a story listens, and how the peer of sip.conf that stands for it is turned there. */
export interface Provider {
  readonly port: number;
  /** For {@link HouseOptions.edit} of sip.conf. */
  readonly edit: NonNullable<HouseOptions['edit']>[string];
}

/** A provider on this machine, for a peer that names one on the internet. */
export async function localProvider(): Promise<Provider> {
  const port = await freeUdpPort();
  return { port, edit: (text) => text.replace(/^host *= *sip\.example\.net$/m, `host = 127.0.0.1\nport = ${port}`) };
}
