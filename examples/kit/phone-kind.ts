import { haveBaresip } from '../../test/support/baresip.ts';
import { haveSipp } from '../../test/support/sipp.ts';
import { AsterismPhone } from './asterism-phone.ts';
import { BaresipPhone } from './baresip-phone.ts';
import type { Handset, HandsetOptions } from './handset.ts';
import type { House } from './house.ts';
import { type TelephoneOptions, Telephones } from './telephones.ts';

/** The phones that ring in a story. */
export interface Phones {
  /** Told before the story. */
  readonly banner: string;
  readonly open: (
    house: House,
    name: string,
    tell: (line: string) => void,
    options?: HandsetOptions,
  ) => Handset | Promise<Handset>;
  readonly openMany: (port: number, options: TelephoneOptions) => Promise<Telephones>;
}

const PACKAGES = [...(haveBaresip ? [] : ['baresip-core']), ...(haveSipp ? [] : ['sip-tester'])];

const KINDS = {
  baresip: {
    banner: 'the phones are baresip, and sipp where there are many (--phones asterism: our own)',
    open: BaresipPhone.open,
    openMany: Telephones.sipp,
  },
  asterism: {
    banner: `the phones are our own, asterism phone (--phones baresip: independent ones${PACKAGES.length === 0 ? '' : `, after apt-get install ${PACKAGES.join(' ')}`})`,
    open: (house, name, tell, options) => new AsterismPhone(house, name, tell, options),
    openMany: Telephones.own,
  },
} as const satisfies Readonly<Record<string, Phones>>;

/** Which phones ring. */
export type PhoneKind = keyof typeof KINDS;

export const phoneKinds = Object.keys(KINDS) as readonly PhoneKind[];

/** Independent ones where they are installed. */
export const usualPhones: PhoneKind = PACKAGES.length === 0 ? 'baresip' : 'asterism';

/** What is missing of a kind, as Debian packages. */
export function missingPhones(kind: PhoneKind): readonly string[] {
  return kind === 'baresip' ? PACKAGES : [];
}

export function phonesOf(kind: PhoneKind): Phones {
  return KINDS[kind];
}
