import { describe, expect, it } from 'vitest';
import { coreSchemas } from '../../../../src/config/files/all.ts';
import { asteriskSchema } from '../../../../src/config/files/asterisk-conf.ts';
import { cliAliasesSchema } from '../../../../src/config/files/cli-aliases-conf.ts';
import { indicationsSchema } from '../../../../src/config/files/indications-conf.ts';
import { loggerSchema } from '../../../../src/config/files/logger-conf.ts';
import { managerSchema } from '../../../../src/config/files/manager-conf.ts';
import { rtpSchema } from '../../../../src/config/files/rtp-conf.ts';
import { unreadFile, unreadFiles, unreadWarning } from '../../../../src/config/known-files.ts';
import { loadConfig } from '../../../../src/config/schema/apply-schema.ts';
import type { ConfigSchema, Sections } from '../../../../src/config/schema/schema.ts';
import { memorySource } from '../../../../src/config/source.ts';

function load<S extends Sections>(schema: ConfigSchema<S>, content: string) {
  const { values, diagnostics } = loadConfig(memorySource({ [schema.file]: content }), schema);
  return {
    values,
    faults: diagnostics.map(({ severity, message, help }) => `${severity}: ${message}${help ? ` | ${help}` : ''}`),
  };
}

describe('the files of the core', () => {
  it('have their own names, and a doc for everything', () => {
    expect(new Set(coreSchemas.map(({ file }) => file)).size).toBe(coreSchemas.length);
    for (const schema of coreSchemas) {
      for (const { options, rules } of Object.values(schema.sections)) {
        expect([schema.doc, rules.doc, ...Object.values(options).map(({ doc }) => doc)]).not.toContain('');
      }
    }
  });

  it('asterisk.conf: levels, compatibility and gateways', () => {
    const { values, faults } = load(
      asteriskSchema,
      '[options]\nverbose = yes\ndebug=3\nnofork=yes\n[compat]\nlegacy_syntax=yes\n[gateways]\ng2 = PJSIP/@gateway\n',
    );
    expect(values.options.values).toMatchObject({ verbose: 1, debug: 3, languageprefix: true, mindtmfduration: 80 });
    expect(values.compat.values.legacy_syntax).toBe(true);
    expect(values.gateways.values.ports.map(({ name, value }) => [name, value])).toEqual([['g2', 'PJSIP/@gateway']]);
    expect(faults).toEqual(["note: 'nofork' has no effect: the command line decides"]);
  });

  it('rtp.conf: the ports must make sense', () => {
    expect(load(rtpSchema, '[general]\nrtpstart=20000\nrtpend=10000\nstrictrtp=on\n').faults).toEqual([
      'error: the ports from 20000 to 10000 are none: rtpend must be higher than rtpstart | give each call two ports, for example 10000 to 20000',
    ]);
  });

  it('logger.conf: formatters, levels and verbosities', () => {
    const { values, faults } = load(
      loggerSchema,
      '[general]\ncustom_levels=important\n[logfiles]\nconsole => notice, warning\nfull.json => [json]verbose(5),Error,*\nx => important,warnin\n',
    );
    expect(
      values.logfiles.values.channels.map(({ name, value }) => [
        name,
        value.formatter,
        value.levels.map((one) => one.level + (one.verbosity ?? '')),
      ]),
    ).toEqual([
      ['console', 'default', ['notice', 'warning']],
      ['full.json', 'json', ['verbose5', 'error', '*']],
      ['x', 'default', ['important', 'warnin']],
    ]);
    expect(faults).toEqual(["error: there is no log level 'warnin' | did you mean 'warning'?"]);
  });

  it('indications.conf: tones are frequencies', () => {
    const { values, faults } = load(
      indicationsSchema,
      '[general]\ncountry=xx\n[xx]\nringcadence=2000,4000\ndial = 350+440\ninfo = !950/330,0\nbusy = 480 Hz/500\nstutter = 1+2+3\n',
    );
    expect(values.countries[0]?.values.ringcadence).toEqual(['2000', '4000']);
    expect(values.countries[0]?.values.tones.map(({ name }) => name)).toEqual(['dial', 'info', 'stutter']);
    expect(faults.map((fault) => fault.split(' | ')[0])).toEqual([
      "error: '480 Hz/500' is no tone",
      'warning: only the first two frequencies sound',
    ]);
  });

  it('manager.conf: rights by name', () => {
    const { values, faults } = load(
      managerSchema,
      '[general]\nenabled=yes\n[home]\nsecret=x\nread = all\nwrite = system,call,orginate\npermit=127.0.0.1/32\n',
    );
    expect(values.users[0]?.values.read).toHaveLength(19);
    expect(values.users[0]?.values.write).toEqual(['system', 'call']);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain("'write' cannot be 'orginate' | did you mean 'originate'?");
  });

  it('cli_aliases.conf: the named list must be there', () => {
    expect(
      load(cliAliasesSchema, '[general]\ntemplate = freindly\n[friendly]\nhangup request=channel request hangup\n')
        .faults,
    ).toEqual(["warning: there is no list of aliases 'freindly' | a similar name exists: 'friendly'"]);
  });
});

describe('files that nothing reads', () => {
  it('are each listed once, users.conf and Lua first, and none is declared', () => {
    const names = unreadFiles.map(({ file }) => file);
    expect(names.slice(0, 2)).toEqual(['users.conf', 'extensions.lua']);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => coreSchemas.some(({ file }) => file === name))).toEqual([]);
  });

  it('get one warning that says why', () => {
    const dahdi = unreadFile('chan_dahdi.conf');
    expect(dahdi && unreadWarning(dahdi)).toMatchObject({
      code: 'CF0302',
      severity: 'warning',
      message: expect.stringContaining('use a SIP gateway'),
      span: { file: 'chan_dahdi.conf', line: 1 },
    });
    expect(unreadFile('my-own.conf')).toBeUndefined();
  });
});
