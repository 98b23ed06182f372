import { isDeepStrictEqual } from 'node:util';
import { definePort } from '../../base/port.ts';
import type { Closable } from '../../base/scope.ts';
import { type AccountHouse, XmppAccount } from './account.ts';
import { parseAddress } from './address.ts';
import type { AccountSettings } from './settings.ts';

/** All XMPP accounts, for the dialplan, the console and manager clients. */
export class XmppAccounts implements Closable {
  readonly #house: AccountHouse;
  readonly #accounts = new Map<string, XmppAccount>();
  #debug = false;

  constructor(house: AccountHouse) {
    this.#house = house;
  }

  /** In the order of the files. */
  list(): readonly XmppAccount[] {
    return [...this.#accounts.values()];
  }

  /** By the name of its section, exactly, or by its address with or without the resource. @see observed: Asterisk 16. */
  find(name: string): XmppAccount | undefined {
    const known = this.#accounts.get(name);
    if (known || !name.includes('@')) return known;
    const address = parseAddress(name);
    return this.list().find(
      ({ settings: { address: own } }) =>
        own.bare === address?.bare && (address.resource === '' || address.resource === own.resource),
    );
  }

  /** Takes over the accounts as they are configured now; those that stay the same keep their connections. */
  async configure(settings: readonly AccountSettings[]): Promise<void> {
    const wanted = new Map(settings.map((one) => [one.name, one]));
    const kept = this.list().filter((account) =>
      isDeepStrictEqual(account.settings, wanted.get(account.settings.name)),
    );
    const gone = this.list().filter((account) => !kept.includes(account));
    this.#accounts.clear();
    for (const one of wanted.values()) {
      const account = kept.find((known) => known.settings.name === one.name) ?? new XmppAccount(this.#house, one);
      if (this.#debug) account.debug = true;
      this.#accounts.set(one.name, account);
    }
    await Promise.all(gone.map((account) => account.close()));
    for (const account of this.#accounts.values()) if (!kept.includes(account)) account.start();
  }

  /** Writes what all accounts send and receive to the log, or stops that. */
  setDebug(on: boolean): void {
    this.#debug = on;
    for (const account of this.#accounts.values()) account.debug = on;
  }

  async close(): Promise<void> {
    const all = this.list();
    this.#accounts.clear();
    await Promise.all(all.map((account) => account.close()));
  }
}

/** @see XmppAccounts */
export const xmppAccountsPort = definePort<XmppAccounts>('xmpp-accounts');
