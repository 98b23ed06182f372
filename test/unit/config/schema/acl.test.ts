import { describe, expect, it } from 'vitest';
import { type AddressRule, addressRules, allowsAddress } from '../../../../src/config/schema/acl.ts';
import { loadConfig } from '../../../../src/config/schema/apply-schema.ts';
import { defineSchema } from '../../../../src/config/schema/schema.ts';
import { namedSection } from '../../../../src/config/schema/section.ts';
import { memorySource } from '../../../../src/config/source.ts';

const schema = defineSchema({
  file: 'a.conf',
  doc: '',
  sections: { a: namedSection('a', { doc: '', options: { rules: addressRules({ doc: '' }) } }) },
});

function rules(...lines: string[]): readonly AddressRule[] {
  const { values, diagnostics } = loadConfig(memorySource({ 'a.conf': `[a]\n${lines.join('\n')}\n` }), schema);
  expect(diagnostics).toEqual([]);
  return values.a.values.rules;
}

describe('address rules', () => {
  it('lets in whom the last matching rule lets in', () => {
    const home = rules('deny=0.0.0.0/0.0.0.0', 'permit=192.168.0.0/255.255.0.0,!192.168.9.0/24', 'permit = fd00::/8');
    expect(allowsAddress(home, '192.168.1.2')).toBe(true);
    expect(allowsAddress(home, '::ffff:192.168.1.2')).toBe(true);
    expect(allowsAddress(home, '192.168.9.2')).toBe(false);
    expect(allowsAddress(home, '10.0.0.1')).toBe(false);
    expect(allowsAddress(home, 'fd00::1')).toBe(true);
    expect(allowsAddress(rules('deny=::/0'), '10.0.0.1')).toBe(true);
    expect(allowsAddress([], '10.0.0.1')).toBe(true);
  });

  it('asks named lists, and an unknown one denies', () => {
    const named = rules('acl=office');
    expect(allowsAddress(named, '10.0.0.1')).toBe(false);
    expect(allowsAddress(named, '10.0.0.1', () => rules('deny=0.0.0.0/0', 'permit=10.0.0.0/8'))).toBe(true);
    expect(allowsAddress(named, '11.0.0.1', () => rules('deny=0.0.0.0/0', 'permit=10.0.0.0/8'))).toBe(false);
  });

  it.each(['permit=10.0.0.0/33', 'permit=10.0.0', 'deny=10.0.0.0/255.0.255.0', 'permit=10.0.0.0/8,x'])(
    'refuses %s',
    (line) => {
      const { diagnostics } = loadConfig(memorySource({ 'a.conf': `[a]\n${line}\n` }), schema);
      expect(diagnostics.map(({ code }) => code)).toEqual(['CF0202']);
    },
  );
});
