import { isIPv4 } from 'node:net';
import type { AddressRule } from './acl.ts';

/** An address list as consoles show it: its name, and a numbered line a rule, networks with their masks. */
export function aclText(name: string, rules: readonly AddressRule[]): string {
  const lines = rules.map(({ sense, subject }, index) => {
    const what = subject.kind === 'list' ? `acl ${subject.name}` : networkText(subject);
    return `${String(index).padStart(3)}: ${(sense === 'permit' ? 'allow' : 'deny').padStart(5)} - ${what}\n`;
  });
  return `ACL: ${name}\n---------------------------------------------\n${lines.join('')}`;
}

/** A network by its first address and its mask. */
function networkText({ address, prefix }: { readonly address: string; readonly prefix: number }): string {
  if (!isIPv4(address)) return `${address}/${prefix}`;
  const mask = [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.max(0, Math.min(8, prefix - from))));
  const first = address.split('.').map((byte, index) => Number(byte) & (mask[index] ?? 0));
  return `${first.join('.')}/${mask.join('.')}`;
}
