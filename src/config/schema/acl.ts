import { BlockList, isIP, isIPv4 } from 'node:net';
import { common, type Option, type Parsed, type Plain, readValue, type ValueReader } from './option.ts';

/** One rule of an address list. */
export interface AddressRule {
  readonly sense: 'permit' | 'deny';
  /** The network it is for, or the name of a list of acl.conf. */
  readonly subject:
    | { readonly kind: 'network'; readonly address: string; readonly prefix: number }
    | { readonly kind: 'list'; readonly name: string };
}

/** The names under which the rules are written, for example `contactpermit` and `contactdeny`. */
interface RuleNames {
  readonly permit?: string;
  readonly deny?: string;
  readonly acl?: string;
}

/**
 * The lines `permit = network`, `deny = network` and `acl = name`, in the order written; several networks are separated
 * by commas, and `!` before one turns its sense round. A network is an address, `address/prefix` or `address/mask`.
 */
export function addressRules(parts: Plain & RuleNames): Option<readonly AddressRule[]> {
  const { permit = 'permit', deny = 'deny', acl = 'acl' } = parts;
  return {
    ...common({ form: "a network such as '192.168.0.0/16'" }, { ...parts, names: [permit, deny, acl] }),
    default: [],
    single: false,
    read: (items, report) =>
      items.flatMap((item) => {
        const name = item.name.text.toLowerCase();
        return item.value.split(',').flatMap((piece) => {
          const reader = name === acl ? listReader : networkReader(name === permit ? 'permit' : 'deny');
          const parsed = readValue(reader, { ...item, value: piece.trim() }, report);
          return parsed ? [parsed.value] : [];
        });
      }),
  };
}

/**
 * Whether `rules` let `address` in: the last one that matches decides, and without a match it may enter, as in Asterisk.
 * @param lists the rules behind a name of acl.conf; an unknown name denies, as in Asterisk.
 */
export function allowsAddress(
  rules: readonly AddressRule[],
  address: string,
  lists: (name: string) => readonly AddressRule[] | undefined = () => undefined,
): boolean {
  let allowed = true;
  for (const { sense, subject } of rules) {
    if (subject.kind === 'network') {
      if (contains(subject, address)) allowed = sense === 'permit';
    } else {
      const list = lists(subject.name);
      if (!list || !allowsAddress(list, address)) return false;
    }
  }
  return allowed;
}

function contains(network: { address: string; prefix: number }, address: string): boolean {
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (isIP(plain) === 0 || isIPv4(plain) !== isIPv4(network.address)) return false;
  const list = new BlockList();
  list.addSubnet(network.address, network.prefix, familyOf(network.address));
  return list.check(plain, familyOf(plain));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}

const listReader: ValueReader<AddressRule> = {
  form: 'the name of a list of acl.conf',
  parse(text): Parsed<AddressRule> {
    if (text.text === '') return {};
    return { value: { sense: 'permit', subject: { kind: 'list', name: text.text } } };
  },
};

function networkReader(sense: 'permit' | 'deny'): ValueReader<AddressRule> {
  return {
    form: "a network such as '192.168.0.0/16' or '10.1.2.3'",
    parse(text): Parsed<AddressRule> {
      const turned = text.text.startsWith('!');
      const [address = '', mask] = text.text.slice(turned ? 1 : 0).split('/');
      const prefix = isIP(address) === 0 ? undefined : prefixOf(address, mask);
      if (prefix === undefined) return {};
      const turn = sense === 'permit' ? 'deny' : 'permit';
      return { value: { sense: turned ? turn : sense, subject: { kind: 'network', address, prefix } } };
    },
  };
}

function prefixOf(address: string, mask: string | undefined): number | undefined {
  const most = isIPv4(address) ? 32 : 128;
  if (mask === undefined) return most;
  if (/^\d{1,3}$/.test(mask)) return Number(mask) <= most ? Number(mask) : undefined;
  if (!isIPv4(address) || !isIPv4(mask)) return undefined;
  const bits = mask
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
  return /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : undefined;
}
