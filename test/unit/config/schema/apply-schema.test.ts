import { describe, expect, expectTypeOf, it } from 'vitest';
import { renderDiagnostic } from '../../../../src/base/diagnostic-render.ts';
import { loadConfig } from '../../../../src/config/schema/apply-schema.ts';
import {
  anyName,
  boolean,
  choice,
  decimal,
  duration,
  flags,
  type HostPort,
  hostPort,
  integer,
  lines,
  list,
  nameValues,
  repeated,
  secret,
  text,
} from '../../../../src/config/schema/kinds.ts';
import { defineSchema } from '../../../../src/config/schema/schema.ts';
import type { Secret } from '../../../../src/config/schema/secret.ts';
import { matchingSections, namedSection, otherSections, typedSections } from '../../../../src/config/schema/section.ts';
import { memorySource } from '../../../../src/config/source.ts';

const phones = defineSchema({
  file: 'phones.conf',
  doc: 'Phones.',
  sections: {
    general: namedSection('general', {
      doc: 'For all.',
      options: {
        enabled: boolean({ doc: 'Whether.', default: true }),
        port: integer({ doc: 'Port.', min: 1, max: 65535, default: 5060, aliases: ['bindport'] }),
        gain: decimal({ doc: 'Gain.', min: -10, max: 10 }),
        keepalive: duration({ doc: 'Ping.', unit: 'seconds', min: 1, default: 30_000 }),
        tone: choice({ doc: 'Tone.', of: ['us', 'de'], spellings: { germany: 'de' }, default: 'us' }),
        bind: hostPort({ doc: 'Address.' }),
        rights: flags({ doc: 'Rights.', of: ['call', 'log', 'system'], all: 'all' }),
        words: list({ doc: 'Words.' }),
        old: text({ doc: 'Old.', deprecated: "write 'words' instead" }),
      },
      ignored: [{ names: ['tos'], why: 'the operating system decides' }],
    }),
    phones: typedSections(['friend', 'peer'], {
      doc: 'A phone.',
      required: ['secret'],
      unique: true,
      options: {
        type: choice({ doc: 'Kind.', of: ['friend', 'peer'] }),
        secret: secret({ doc: 'Password.' }),
        setvar: nameValues({ doc: 'Variables.' }),
        mailbox: repeated(text({ doc: 'Boxes.' })),
        codecs: lines({ doc: 'Codecs.', names: ['disallow', 'allow'] }),
      },
      check(section, report) {
        if (section.values.type === 'peer' && section.at('setvar')) {
          report({
            code: 'CF0211',
            severity: 'error',
            message: 'no',
            span: section.sections[0]?.name.span ?? never(),
            notes: [],
          });
        }
      },
    }),
    countries: matchingSections(/^[a-z]{2}$/, {
      doc: 'Tones.',
      options: { tones: anyName(text({ doc: 'A tone.' }), /^tone/), rest: anyName(text({ doc: 'Any.' })) },
    }),
  },
});

function never(): never {
  throw new Error('no section');
}

function load(content: string) {
  return loadConfig(memorySource({ 'phones.conf': content }), phones);
}

const faults = (content: string): string[] =>
  load(content).diagnostics.map(
    ({ code, message, span, help }) =>
      `${code} ${span.line}:${span.column}-${span.endColumn} ${message}${help ? ` | ${help}` : ''}`,
  );

describe('values', () => {
  it('gives every option its value or its default, typed', () => {
    const { values, diagnostics } = load(
      '[general]\nEnabled = off\nbindport=5070\ngain=-1.5\nkeepalive = 2.5\ntone = Germany\nbind = [::1]:5060\nrights = call, log\nwords = a,,b\nwords=c\n',
    );
    expect(diagnostics).toEqual([]);
    const { general } = values;
    expect(general.values).toEqual({
      enabled: false,
      port: 5070,
      gain: -1.5,
      keepalive: 2500,
      tone: 'de',
      bind: { host: '::1', port: 5060 },
      rights: ['call', 'log'],
      words: ['a', 'b', 'c'],
      old: undefined,
    });
    expect(general.at('port')?.value.span).toMatchObject({ line: 3, column: 10 });
    expectTypeOf(general.values.enabled).toEqualTypeOf<boolean>();
    expectTypeOf(general.values.port).toEqualTypeOf<number>();
    expectTypeOf(general.values.gain).toEqualTypeOf<number | undefined>();
    expectTypeOf(general.values.tone).toEqualTypeOf<'us' | 'de'>();
    expectTypeOf(general.values.bind).toEqualTypeOf<HostPort | undefined>();
    expectTypeOf(general.values.rights).toEqualTypeOf<readonly ('call' | 'log' | 'system')[]>();
  });

  it('gives the defaults where there is no section and no file', () => {
    const missing = loadConfig(memorySource({}), phones);
    expect(missing.file.missing).toBe(true);
    for (const { values } of [missing, load('')]) {
      expect(values.general.values).toMatchObject({
        enabled: true,
        port: 5060,
        keepalive: 30_000,
        rights: [],
        tone: 'us',
      });
      expect(values.general.at('port')).toBeUndefined();
      expect(values.phones).toEqual([]);
    }
  });

  it('lists typed and matching sections, in order', () => {
    const { values, diagnostics } = load(
      '[base](!)\ntype=friend\nsetvar=A=1\n[bob](base)\nsecret=x\nsetvar = B = 2 \nmailbox=1\nmailbox=2\ndisallow=all\nallow=ulaw\ndisallow=gsm\n[de]\ntoneX=425\ndial=1\n',
    );
    expect(diagnostics).toEqual([]);
    expect(values.phones.map((phone) => phone.name)).toEqual(['bob']);
    const bob = values.phones[0];
    expect(bob?.values.setvar).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: ' 2' },
    ]);
    expect(bob?.values.mailbox).toEqual(['1', '2']);
    expect(bob?.values.codecs.map((line) => `${line.name}=${line.value.text}`)).toEqual([
      'disallow=all',
      'allow=ulaw',
      'disallow=gsm',
    ]);
    expectTypeOf(bob?.values.mailbox).toEqualTypeOf<readonly string[] | undefined>();
    expectTypeOf(bob?.values.secret).toEqualTypeOf<Secret | undefined>();
    const [germany] = values.countries;
    expect(germany?.values.tones.map(({ name, value }) => [name, value])).toEqual([['toneX', '425']]);
    expect(germany?.values.rest.map(({ name }) => name)).toEqual(['dial']);
  });

  it('lets the last of a template and the section win, without a word', () => {
    const { values, diagnostics } = load('[a](!)\nport=1\n[general](a)\nport=2\n');
    expect(values.general.values.port).toBe(2);
    expect(diagnostics).toEqual([]);
  });

  it('never prints a secret', () => {
    const phone = load('[bob]\ntype=friend\nsecret=hush\n').values.phones[0];
    expect(phone?.values.secret?.reveal()).toBe('hush');
    expect(`${phone?.values.secret} ${JSON.stringify(phone?.values)}`).not.toContain('hush');
    const printed = load('[bob]\ntype=friend\nsecrt=hush hush\nsecret=hush\nsecret=hush\n')
      .diagnostics.map((fault) => renderDiagnostic(fault))
      .join('');
    expect(printed).toContain('secrt=**** ****');
    expect(printed).not.toContain('hush');
  });
});

describe('faults', () => {
  it('names unknown options with the nearest known one', () => {
    expect(faults('[general]\nprot=5060\nnonsense=1\ntos=cs3\n')).toEqual([
      "CF0201 2:1-5 unknown option 'prot' in section 'general' | a similar name exists: 'port'",
      "CF0201 3:1-9 unknown option 'nonsense' in section 'general' | it has no effect; remove the line, or begin it with a semicolon",
      "CF0206 4:1-4 'tos' has no effect: the operating system decides",
    ]);
  });

  it('tells what a value must be, at the value, and keeps the default', () => {
    expect(
      faults(
        '[general]\nenabled = maybe\nport=70000\ngain=x\nkeepalive=\ntone = ud\nbind = a:99999\nrights = call, lgo\n',
      ),
    ).toEqual([
      "CF0202 2:11-16 'enabled' cannot be 'maybe' | write yes or no",
      "CF0202 3:6-11 'port' cannot be '70000' | write a whole number from 1 to 65535",
      "CF0202 4:6-7 'gain' cannot be 'x' | write a number from -10 to 10",
      "CF0202 5:1-10 'keepalive' has no value | write a number of seconds, at least 1",
      "CF0202 6:8-10 'tone' cannot be 'ud' | did you mean 'us'? write 'us' or 'de'",
      "CF0202 7:10-15 a port is a number from 1 to 65535 | write 'host' or 'host:port'",
      "CF0202 8:16-19 'rights' cannot be 'lgo' | did you mean 'log'? write 'call', 'log' or 'system'",
    ]);
    expect(load('[general]\nport=70000\nrights=all\n').values.general.values).toMatchObject({
      port: 5060,
      rights: ['call', 'log', 'system'],
    });
  });

  it('knows out-of-date and repeated options, missing ones, unknown sections and types', () => {
    expect(
      faults(
        '[general]\nold=1\nport=1\nport=2\n[bob]\ntype=peer\n[BOB]\ntype=frend\n[x1]\na=b\n[bob]\ntype=peer\nsecret=1\nsetvar=a=b\n',
      ),
    ).toEqual([
      "CF0204 8:6-11 unknown type 'frend' | a similar name exists: 'friend'",
      "CF0205 9:2-4 section 'x1' has no 'type' | add a line 'type = ...' with one of: friend, peer",
      "CF0209 4:1-5 'port' is set twice, the last one counts",
      "CF0207 2:1-4 'old' is out of date | write 'words' instead",
      "CF0208 5:2-5 section 'bob' does not set 'secret' | add a line 'secret = ...' with a secret",
      'CF0211 11:2-5 no',
      "CF0210 11:2-5 section 'bob' stands in the file twice | to add lines to the first one, write '[bob](+)'",
    ]);
  });

  it('reports a fault of a template once', () => {
    expect(faults('[t](!)\ntype=friend\nsecret=x\nbogus=1\n[bob](t)\n[eve](t)\n')).toHaveLength(1);
  });

  it('names the unknown section of a file with fixed ones', () => {
    const schema = defineSchema({
      file: 'x.conf',
      doc: '',
      sections: { files: namedSection('logfiles', { doc: '', options: {} }) },
    });
    const { diagnostics } = loadConfig(memorySource({ 'x.conf': '[logfles]\n' }), schema);
    expect(diagnostics).toMatchObject([{ code: 'CF0203', help: "a similar name exists: 'logfiles'" }]);
    const open = defineSchema({ file: 'x.conf', doc: '', sections: { all: otherSections({ doc: '', options: {} }) } });
    expect(loadConfig(memorySource({ 'x.conf': '[any]\n' }), open).values.all.map(({ name }) => name)).toEqual(['any']);
  });
});
