import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import type { DiagnosticKind } from '../../base/diagnostic-kind.ts';
import { codes } from './codes.ts';
import { readTree, type TreeSection } from './config-tree.ts';

/** What an item can be. */
export type ItemType = 'bool' | 'num' | 'str';

/** One item of items.conf. */
export interface ItemSettings {
  /** Its sections joined by dots: `office.fon`. */
  readonly path: string;
  readonly type: ItemType;
  /** True while this device has a call. */
  readonly device?: string;
  /** The number of new messages in this mailbox: `22@default`. */
  readonly mailbox?: string;
  /** Written to the database at each change: family and key. */
  readonly database?: { readonly family: string; readonly key: string };
}

/** One logic of logic.conf. */
export interface LogicSettings {
  readonly name: string;
  /** The `UserEvent` that triggers it. */
  readonly userEvent: string;
  /** If set, only those with this Destination. */
  readonly destination?: string;
}

/** All that the bridge is told. */
export interface HomeSettings {
  readonly manager: {
    readonly host: string;
    readonly port: number;
    readonly username: string;
    readonly password: string;
  };
  /** Where the HTTP face listens; undefined without a token. */
  readonly http: { readonly host: string; readonly port: number; readonly token: string } | undefined;
  readonly items: readonly ItemSettings[];
  readonly logics: readonly LogicSettings[];
}

/** The three files; a missing one is empty. */
export interface HomeFiles {
  readonly plugin: string;
  readonly items: string;
  readonly logics: string;
}

/** A shorter token can be guessed. */
const SHORTEST_TOKEN = 16;

/** Reads plugin.conf, items.conf and logic.conf. The settings are complete only where no diagnostic is an error. */
export function readHomeSettings(files: HomeFiles): {
  readonly settings: HomeSettings;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const read = (file: string, text: string): TreeSection => {
    const tree = readTree(file, text);
    diagnostics.push(...tree.diagnostics);
    return tree.root;
  };
  const reader = new SettingsReader(diagnostics);
  const plugin = read('plugin.conf', files.plugin);
  const items = read('items.conf', files.items);
  const logics = read('logic.conf', files.logics);
  return {
    settings: { ...reader.plugin(plugin), items: reader.items(items), logics: reader.logics(logics) },
    diagnostics,
  };
}

class SettingsReader {
  readonly #diagnostics: Diagnostic[];

  constructor(diagnostics: Diagnostic[]) {
    this.#diagnostics = diagnostics;
  }

  plugin(root: TreeSection): Pick<HomeSettings, 'manager' | 'http'> {
    const section =
      root.children.find((one) => one.attributes.get('class_name')?.value.toLowerCase() === 'asterisk') ?? root;
    const of = (name: string, fallback = ''): string => section.attributes.get(name)?.value || fallback;
    for (const name of ['username', 'password'])
      if (of(name) === '')
        this.#tell(codes.missing, section, name, `plugin.conf gives no ${name} of a manager account`);
    const token = of('http_token');
    if (token !== '' && token.length < SHORTEST_TOKEN)
      this.#tell(codes.badValue, section, 'http_token', `http_token is shorter than ${SHORTEST_TOKEN} characters`);
    const host = of('http_host', '127.0.0.1');
    return {
      manager: {
        host: of('host', '127.0.0.1'),
        port: this.#port(section, 'port', 5038),
        username: of('username'),
        password: of('password'),
      },
      http: token === '' ? undefined : { host, port: this.#port(section, 'http_port', 8037), token },
    };
  }

  items(root: TreeSection, prefix = ''): ItemSettings[] {
    return root.children.flatMap((section) => {
      const path = `${prefix}${section.name}`;
      const item = this.#item(section, path);
      return [...(item ? [item] : []), ...this.items(section, `${path}.`)];
    });
  }

  logics(root: TreeSection): LogicSettings[] {
    return root.children.flatMap((section) => {
      const userEvent = section.attributes.get('ast_userevent')?.value ?? '';
      const destination = section.attributes.get('ast_destination')?.value ?? '';
      if (userEvent === '') return [];
      return [{ name: section.name, userEvent, ...(destination !== '' && { destination }) }];
    });
  }

  #item(section: TreeSection, path: string): ItemSettings | undefined {
    const written = section.attributes.get('type')?.value;
    if (written === undefined) return undefined;
    const of = (name: string): string | undefined => section.attributes.get(name)?.value || undefined;
    const type = (['bool', 'num', 'str'] as const).find((one) => one === written);
    if (!type) {
      this.#tell(codes.badValue, section, 'type', `'${written}' is no type: write bool, num or str`);
      return undefined;
    }
    for (const name of section.attributes.keys())
      if (name.startsWith('ast_') && !['ast_dev', 'ast_box', 'ast_db'].includes(name))
        this.#tell(codes.unknownAttribute, section, name, `'${name}' is not known`);
    const [device, box, key] = [of('ast_dev'), of('ast_box'), of('ast_db')];
    if (device !== undefined && type !== 'bool')
      this.#tell(codes.wrongType, section, 'ast_dev', 'ast_dev needs type = bool');
    if (box !== undefined && type !== 'num')
      this.#tell(codes.wrongType, section, 'ast_box', 'ast_box needs type = num');
    const database = key === undefined ? undefined : databaseKey(key);
    if (typeof database === 'string') this.#tell(codes.badValue, section, 'ast_db', database);
    return {
      path,
      type,
      ...(device !== undefined && { device }),
      ...(box !== undefined && { mailbox: box.includes('@') ? box : `${box}@default` }),
      ...(typeof database === 'object' && { database }),
    };
  }

  #port(section: TreeSection, name: string, fallback: number): number {
    const written = section.attributes.get(name)?.value;
    if (written === undefined || written === '') return fallback;
    const port = /^\d{1,5}$/.test(written) ? Number(written) : -1;
    if (port >= 0 && port <= 65535) return port;
    this.#tell(codes.badValue, section, name, `'${written}' is no port`);
    return fallback;
  }

  #tell(kind: DiagnosticKind, section: TreeSection, name: string, message: string): void {
    const place = section.attributes.get(name) ?? section;
    this.#diagnostics.push(diagnose(kind, message, place.span, { sourceLine: place.sourceLine }));
  }
}

/** `family/key` taken apart at its first slash; the text says what is wrong. */
export function databaseKey(text: string): { readonly family: string; readonly key: string } | string {
  const slash = text.indexOf('/');
  const [family, key] = [text.slice(0, slash), text.slice(slash + 1)];
  if (slash <= 0 || key === '') return `'${text.slice(0, 60)}' is no family/key`;
  if (!isPlainValue(text, 200))
    return 'a key of the database has at most 200 characters, none of them a control character';
  return { family, key };
}

/** True for a text of one line, not too long to be sent over the manager interface. */
export function isPlainValue(text: string, mostBytes = 900): boolean {
  return Buffer.byteLength(text) <= mostBytes && !/[\x00-\x1f\x7f\u0085\u2028\u2029]/.test(text);
}
