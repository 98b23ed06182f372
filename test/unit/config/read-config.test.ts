import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '../../../src/base/diagnostic-render.ts';
import type { ConfigFile } from '../../../src/config/config-file.ts';
import { type ReadOptions, readConfig } from '../../../src/config/read-config.ts';
import { memorySource } from '../../../src/config/source.ts';

function read(text: string | Uint8Array, others: Record<string, string> = {}, options: ReadOptions = {}): ConfigFile {
  return readConfig(memorySource({ 'a.conf': text, ...others }), 'a.conf', options);
}

/** The sections as text, one `[name]` or `name=value` a line, in the way the real Asterisk listed them. */
function listing(file: ConfigFile): string[] {
  return file.sections.flatMap((section) => [
    `[${section.name.text}]`,
    ...section.items.map((item) => `${item.name.text}=${item.value.text}`),
  ]);
}

const faults = (file: ConfigFile): string[] =>
  file.diagnostics.map(({ code, severity, span }) => `${severity} ${code} ${span.file}:${span.line}:${span.column}`);

describe('values', () => {
  it('reads names and values, trimmed, with = and =>', () => {
    const file = read('[a]\n  x = 1 \nr => s\nt =\nz = "q" \nw = a = b\np == q\nv=>=w\ny x=2\n');
    expect(listing(file)).toEqual(['[a]', 'x=1', 'r=s', 't=', 'z="q"', 'w=a = b', 'p== q', 'v==w', 'y x=2']);
    expect(file.sections[0]?.items.filter((item) => item.object).map((item) => item.name.text)).toEqual(['r', 'v']);
    expect(file.diagnostics).toEqual([]);
  });

  it('appends with += to the value of exactly that name, inherited ones too', () => {
    const file = read('[tpl](!)\na=1\na=2\n[x](tpl)\na+=3\nb+=4\nB += 5\n');
    expect(listing(file)).toEqual(['[x]', 'a=1', 'a=23', 'b=4', 'B=5']);
  });

  it('keeps the place of what was appended', () => {
    const item = read('[a]\nx = abc\nx += defg\n').sections[0]?.items[0];
    expect(item?.value.text).toBe('abcdefg');
    expect(item?.value.spanOf(1, 3)).toMatchObject({ line: 2, column: 6, endColumn: 8 });
    expect(item?.value.spanOf(4, 6)).toMatchObject({ line: 3, column: 7, endColumn: 9 });
    expect(item?.value.span).toMatchObject({ line: 2, column: 5, endColumn: 8 });
  });

  it('takes a leading backslash off', () => {
    expect(listing(read('[a]\n\\[odd = 1\n\\#h = 2\n\\;lead = 1\nfoo\\=bar = 1\n'))).toEqual([
      '[a]',
      '[odd=1',
      '#h=2',
      ';lead=1',
      'foo\\=bar = 1',
    ]);
  });

  it('skips lines without = or without a name, and says so', () => {
    const file = read('[a]\nx=1\nbad\n = 5\n]\n[b]\ny=1\n');
    expect(listing(file)).toEqual(['[a]', 'x=1', '[b]', 'y=1']);
    expect(faults(file)).toEqual([
      'warning CF0107 a.conf:3:1',
      'warning CF0108 a.conf:4:2',
      'warning CF0107 a.conf:5:1',
    ]);
  });

  it('gives every name and value its place and line', () => {
    const item = read('[a]\n  exten => 100,1,Dial(SIP/100) ; ring\n').sections[0]?.items[0];
    expect(item?.name.span).toEqual({ file: 'a.conf', line: 2, column: 3, endColumn: 8 });
    expect(item?.value.span).toEqual({ file: 'a.conf', line: 2, column: 12, endColumn: 31 });
    expect(item?.value.sourceLine).toBe('  exten => 100,1,Dial(SIP/100) ; ring');
  });
});

describe('comments', () => {
  it('ends the line at ; unless it is escaped', () => {
    expect(listing(read('[a]\ns = 3;x\nab = \\;\\;x ; y\nu = a\\\\;b\n'))).toEqual(['[a]', 's=3', 'ab=;;x', 'u=a\\;b']);
  });

  it('takes block comments out, nested and in the middle of a line', () => {
    const file = read(
      '[a]\n;--- not a block\nm=2\n;-- open\nn=3\n--;\no=4 ;-- a ;-- b --; c --; d\nq = 1 ;--\nmid --; r = 2\n y = ;-- gone --;kept\n',
    );
    expect(listing(file)).toEqual(['[a]', 'm=2', 'o=4  d', 'q=1', 'r=2', 'y=kept']);
    expect(file.sections[0]?.items[1]?.value.spanOf(3, 4)).toMatchObject({ line: 7, column: 27 });
  });

  it('closes each nested block', () => {
    expect(listing(read('[a]\n;-- 1\n;-- 2 --;\nx=1\n--;\ny=2\n'))).toEqual(['[a]', 'y=2']);
  });

  it('leaves block marks inside a line comment alone', () => {
    expect(listing(read('[a]\nx=1 ; foo ;-- bar\ny=2\n; com --; z=3\nq=5\n'))).toEqual(['[a]', 'x=1', 'y=2', 'q=5']);
  });

  it('points at the block comment that is never closed', () => {
    const file = read('[a]\nx=1\n ;-- never\nz=9\n');
    expect(listing(file)).toEqual(['[a]', 'x=1']);
    expect(faults(file)).toEqual(['warning CF0110 a.conf:3:2']);
  });

  it('does not lose the file after a stray comment end', () => {
    const file = read('[a]\nz = p --; q\nk=1\n');
    expect(listing(file)).toEqual(['[a]', 'z=p --', 'k=1']);
    expect(faults(file)).toEqual(['warning CF0111 a.conf:2:7']);
  });
});

describe('sections', () => {
  it('keeps the blanks in a name, and reports what follows a header', () => {
    const file = read('[a]junk\nz=1\n [ b ] \n y=2\n[c] ; comment\n q=1\n[d] (a)\n');
    expect(listing(file)).toEqual(['[a]', 'z=1', '[ b ]', 'y=2', '[c]', 'q=1', '[d]']);
    expect(faults(file)).toEqual(['warning CF0103 a.conf:1:4', 'warning CF0103 a.conf:7:5']);
  });

  it('copies inherited values first, in the order of the bases', () => {
    const file = read('[a](!)\nx=1\n[b](A)\ny=2\nx=3\n[c](a,b)\n[b](+)\nz=9\n[a2](!,a)\nq=1\n[d](a2)\n');
    expect(listing(file)).toEqual([
      '[b]',
      'x=1',
      'y=2',
      'x=3',
      'z=9',
      '[c]',
      'x=1',
      'x=1',
      'y=2',
      'x=3',
      '[d]',
      'x=1',
      'q=1',
    ]);
    expect(file.templates.map((section) => section.name.text)).toEqual(['a', 'a2']);
    expect(file.sections[0]?.items[0]?.inheritedFrom).toBe('a');
    expect(file.sections[0]?.items[0]?.value.span.line).toBe(2);
  });

  it('adds to the first section of that name, or to the one that the filter picks', () => {
    expect(listing(read('[a]\ntype=x\n[a]\ntype=y\n[A](+)\nr=7\n'))).toEqual(['[a]', 'type=x', 'r=7', '[a]', 'type=y']);
    const file = read(
      '[a]\ntype=x\nz=1\n[a]\ntype=y\nz=2\n[a](+type=y)\nq=7\n[a](+type=x&z=1)\nq=8\n[a](+type=[xy])\nw=1\n',
    );
    expect(listing(file)).toEqual(['[a]', 'type=x', 'z=1', 'q=8', 'w=1', '[a]', 'type=y', 'z=2', 'q=7']);
  });

  it('adds and inherits in one header', () => {
    expect(listing(read('[x]\nx=1\n[b](!)\ny=2\n[x](+,b)\nz=1\n[x](b,+)\n'))).toEqual([
      '[x]',
      'x=1',
      'y=2',
      'z=1',
      'y=2',
    ]);
  });

  it.each([
    ['a value before any section', 'x=1\n[a]\ny=2\n', 'error CF0101 a.conf:1:1'],
    ['an unclosed header', '[a\nz=9\n', 'error CF0102 a.conf:1:1'],
    ['unclosed options', '[d](!\nq=2\n', 'error CF0102 a.conf:1:4'],
    ['inheriting from nothing', '[d](!,nope)\nq=1\n', 'error CF0104 a.conf:1:7'],
    ['a base with blanks', '[a](!)\nz=1\n[e]( a )\n', 'error CF0104 a.conf:3:5'],
    ['adding to nothing', '[a](+)\ny=1\n', 'error CF0105 a.conf:1:2'],
    ['adding to a template', '[a](!)\nz=1\n[a](+)\ny=1\n', 'error CF0105 a.conf:3:2'],
    ['a filter that fits nothing', '[a]\ntype=x\n[a](+type=no)\nq=8\n', 'error CF0105 a.conf:3:2'],
  ])('refuses the whole file for %s', (_, text, fault) => {
    const file = read(text);
    expect(file.rejected).toBe(true);
    expect(file.sections).toEqual([]);
    expect(faults(file)[0]).toBe(fault);
  });

  it('keeps what it could read when asked to recover', () => {
    const text = '[a]\nx=1\n[b](nope)\ny=2\n';
    expect(listing(read(text))).toEqual([]);
    expect(listing(read(text, {}, { recover: true }))).toEqual(['[a]', 'x=1', '[b]', 'y=2']);
  });

  it('tells several faults of one file', () => {
    expect(faults(read('x=1\n[b](nope)\n[c\n[d](+)\n'))).toEqual([
      'error CF0101 a.conf:1:1',
      'error CF0104 a.conf:2:5',
      'error CF0102 a.conf:3:1',
      'error CF0105 a.conf:4:2',
    ]);
  });
});

describe('directives', () => {
  const others = {
    'inc/q.conf': 'q=1\n',
    'inc/r.conf': 'r=1\n[n]\nrr=1\n',
    'inc/.hidden.conf': 'h=1\n',
    's.conf': 's=1\n',
  };

  it('includes quoted, bracketed, bare and by wildcard, within the current section', () => {
    const file = read(
      '[a]\nz=1\n#include "inc/q.conf" ; why\n#include <inc/r.conf>\n#INCLUDE s.conf\n #include inc/{q,r}.conf\n#include inc/*.conf\n',
      others,
    );
    expect(listing(file)).toEqual([
      '[a]',
      'z=1',
      'q=1',
      'r=1',
      '[n]',
      'rr=1',
      's=1',
      'q=1',
      'r=1',
      '[n]',
      'rr=1',
      'q=1',
      'r=1',
      '[n]',
      'rr=1',
    ]);
    expect(file.files.map((one) => one.file)).toEqual(['a.conf', 'inc/q.conf', 'inc/r.conf', 's.conf']);
    expect(file.diagnostics).toEqual([]);
  });

  it('refuses the file for a missing include, and offers the near name', () => {
    const file = read('[a]\n#include "inc/p.conf"\nz=9\n#include empty.d/*.conf\n', others);
    expect(file.rejected).toBe(true);
    expect(file.diagnostics.map((fault) => renderDiagnostic(fault)).join('')).toMatchInlineSnapshot(`
      "error[CF0113]: no file 'inc/p.conf' to include
       --> a.conf:2:11
        |
      2 | #include "inc/p.conf"
        |           ^^^^^^^^^^
        = note: file names are relative to the configuration folder, not to the including file
        = help: a similar name exists: 'inc/q.conf'
      error[CF0113]: no file 'empty.d/*.conf' to include
       --> a.conf:4:10
        |
      4 | #include empty.d/*.conf
        |          ^^^^^^^^^^^^^^
        = note: file names are relative to the configuration folder, not to the including file
        = help: use '#tryinclude' for a file that may be absent
      "
    `);
  });

  it('goes on without a file that was only tried, or that was bad', () => {
    const file = read('[a]\n#tryinclude nofile.conf\n#tryinclude bad.conf\ny=1\n', { 'bad.conf': '[q\n' });
    expect(listing(file)).toEqual(['[a]', 'y=1']);
    expect(faults(file)).toEqual(['warning CF0102 bad.conf:1:1']);
  });

  it('does not follow a file into itself', () => {
    const file = read('[a]\n#include b.conf\nz=9\n', { 'b.conf': 'b=1\n#include "a.conf"\n' });
    expect(listing(file)).toEqual(['[a]', 'b=1', 'z=9']);
    expect(faults(file)).toEqual(['error CF0114 b.conf:2:11']);
  });

  it('stops at the eleventh level', () => {
    const levels = Object.fromEntries(
      Array.from({ length: 13 }, (_, i) => [`d${i}.conf`, `v${i}=1\n#include d${i + 1}.conf\n`]),
    );
    const file = read('[a]\n#include d1.conf\n', { ...levels, 'd13.conf': '' });
    expect(listing(file).at(-1)).toBe('v10=1');
    expect(faults(file)).toEqual(['error CF0114 d10.conf:2:10']);
  });

  it('runs #exec only where it is allowed', () => {
    const text = '[a]\n#exec /bin/list x\nz=9\n';
    const refused = read(text);
    expect(listing(refused)).toEqual(['[a]', 'z=9']);
    expect(faults(refused)).toEqual(['warning CF0116 a.conf:2:7']);
    const commands: string[] = [];
    const exec = (command: string) => {
      commands.push(command);
      return { output: new TextEncoder().encode('x=1\n[b]\n'), fault: 'exit code 3' };
    };
    const allowed = read(text, {}, { exec });
    expect(commands).toEqual(['/bin/list x']);
    expect(listing(allowed)).toEqual(['[a]', 'x=1', '[b]', 'z=9']);
    expect(faults(allowed)).toEqual(['warning CF0117 a.conf:2:7']);
  });

  it('names an unknown directive and its likely spelling', () => {
    const file = read('[a]\n#inclde foo\nz=9\n#include\n');
    expect(listing(file)).toEqual(['[a]', 'z=9']);
    expect(faults(file)).toEqual(['warning CF0115 a.conf:2:1', 'warning CF0115 a.conf:4:1']);
    expect(file.diagnostics[0]?.help).toBe("did you mean '#include'?");
  });
});

describe('bytes', () => {
  it('skips a byte order mark and reads CRLF', () => {
    const file = read(Buffer.from('\xef\xbb\xbf[a]\r\nz=9\r\n y = 8\r\n', 'latin1'));
    expect(listing(file)).toEqual(['[a]', 'z=9', 'y=8']);
    expect(file.sections[0]?.name.span.column).toBe(2);
  });

  it('reads a line that is not UTF-8 as Latin-1, and only that line', () => {
    const file = read(Buffer.concat([Buffer.from('[a]\nx=gr\u00fcn\n'), Buffer.from('y=gr\xfcn\n', 'latin1')]));
    expect(listing(file)).toEqual(['[a]', 'x=gr\u00fcn', 'y=gr\u00fcn']);
    expect(faults(file)).toEqual(['note CF0118 a.conf:3:5']);
  });

  it('skips a line of more than 8190 bytes', () => {
    const file = read(`[a]\nk1=${'x'.repeat(8187)}\nk2=${'y'.repeat(8188)}\nk3=${'\u00fc'.repeat(4100)}\nz=1\n`);
    expect(file.sections[0]?.items.map((item) => item.name.text)).toEqual(['k1', 'z']);
    expect(faults(file)).toEqual(['warning CF0109 a.conf:3:1', 'warning CF0109 a.conf:4:1']);
  });

  it('tells a missing file from an empty one', () => {
    expect(readConfig(memorySource({}), 'a.conf').missing).toBe(true);
    expect(read('')).toMatchObject({ missing: false, rejected: false, sections: [] });
  });
});
