import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { type HttpServer, listenHttp, type ServedAnswer, type ServedRequest } from '../../net/http-server.ts';
import type { NetResult } from '../../net/network.ts';
import { Happenings } from './happenings.ts';
import type { HomeAnswer, HomeBridge } from './home-bridge.ts';
import type { Item } from './items.ts';

/** Bodies are small: a call, a value. */
const MOST_BODY_BYTES = 16_384;

/** Where it listens, and the word that every request must bring: `Authorization: Bearer TOKEN`. */
export interface HttpFaceOptions {
  readonly host: string;
  readonly port: number;
  readonly token: string;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * The bridge over HTTP, all in JSON: `GET /status`, `GET /items`, `GET|PUT /items/PATH`, `GET /events?after=N&wait=SECONDS`, `POST /call`,
 * `POST /hangup`, `GET|PUT|DELETE /db/FAMILY/KEY`, `GET /mailboxes/BOX?context=C`. A fault is `{"error": …}` with a fitting status.
 */
export async function openHttpFace(
  bridge: HomeBridge,
  clock: Clock,
  options: HttpFaceOptions,
): Promise<NetResult<HttpServer>> {
  const face = new HttpFace(bridge, options.token, clock);
  const opened = await listenHttp(options, { maxBodyBytes: MOST_BODY_BYTES }, (request) => face.answer(request));
  if (!opened.ok) return opened;
  const { local, close } = opened.value;
  return {
    ok: true,
    value: {
      local,
      close() {
        face.close();
        return close();
      },
    },
  };
}

class HttpFace {
  readonly #bridge: HomeBridge;
  readonly #token: Buffer;
  readonly #happenings: Happenings;

  constructor(bridge: HomeBridge, token: string, clock: Clock) {
    this.#bridge = bridge;
    this.#token = digest(`Bearer ${token}`);
    this.#happenings = new Happenings(bridge, clock);
  }

  close(): void {
    this.#happenings.close();
  }

  async answer(request: ServedRequest): Promise<ServedAnswer> {
    // compared as digests, so that neither length nor time tells anything
    if (!timingSafeEqual(digest(request.headers['authorization'] ?? ''), this.#token)) {
      const headers = { 'www-authenticate': 'Bearer', 'content-type': 'application/json' };
      return { status: 401, headers, body: '{"error":"a token is needed"}\n' };
    }
    const parts = pathParts(request.path);
    const body = parts && readBody(request);
    if (!parts || !body) return fault(400, parts ? 'the body is no JSON object' : 'the path is not escaped rightly');
    const [first = '', ...rest] = parts;
    switch (`${request.method} ${first}`) {
      case 'GET status':
        return json({ connected: this.#bridge.up });
      case 'GET items':
        return this.#readItems(rest.join('/'));
      case 'PUT items':
        return this.#writeItem(rest.join('/'), body['value']);
      case 'GET events':
        return this.#events(request);
      case 'POST call':
        return this.#call(body);
      case 'POST hangup':
        return told(await this.#bridge.hangup(textOf(body['device'])), (channels) => ({ channels }));
      case 'GET db':
        return this.#readDatabase(rest.join('/'));
      case 'PUT db':
        return this.#writeDatabase(rest.join('/'), body['value']);
      case 'DELETE db':
        return told(await this.#bridge.dbDelete(rest.join('/')), (deleted) => ({ deleted }));
      case 'GET mailboxes':
        return told(
          await this.#bridge.mailboxCount(rest.join('/'), request.query.get('context') ?? undefined),
          ([heard, unheard]) => ({ old: heard, new: unheard }),
        );
      default:
        return fault(404, 'there is nothing of that name');
    }
  }

  #readItems(path: string): ServedAnswer {
    if (path === '') return json({ items: this.#bridge.items.list().map(shown) });
    const item = this.#bridge.items.find(path);
    return item ? json(shown(item)) : fault(404, 'there is no such item');
  }

  #writeItem(path: string, value: unknown): ServedAnswer {
    const item = this.#bridge.items.find(path);
    if (!item) return fault(404, 'there is no such item');
    const { type, device, mailbox } = item.settings;
    if (device !== undefined || mailbox !== undefined) return fault(409, 'the telephone sets this item');
    if (isValue(value) && this.#bridge.items.set(path, value)) return json({ path, value });
    return fault(400, `the value must be of type ${type}`);
  }

  async #events({ query, signal }: ServedRequest): Promise<ServedAnswer> {
    const after = Number(query.get('after') ?? 0);
    const waitS = Number(query.get('wait') ?? 0);
    if (!Number.isSafeInteger(after) || !(waitS >= 0 && waitS <= 60))
      return fault(400, 'after is a whole number, wait a number of seconds up to 60');
    return json(await this.#happenings.since(after, waitS * 1000, signal));
  }

  async #call(body: Body): Promise<ServedAnswer> {
    const { source, destination, context, callerid } = body;
    const answer = await this.#bridge.call(textOf(source), textOf(destination), textOf(context), textOf(callerid));
    return told(answer, () => ({ accepted: true }));
  }

  async #readDatabase(key: string): Promise<ServedAnswer> {
    const answer = await this.#bridge.dbRead(key);
    if (answer.ok && answer.value === undefined) return fault(404, 'there is no such key');
    return told(answer, (value) => ({ value }));
  }

  async #writeDatabase(key: string, value: unknown): Promise<ServedAnswer> {
    if (!isValue(value)) return fault(400, 'the value must be a text, a number, true or false');
    return told(await this.#bridge.dbWrite(key, value), () => ({ written: true }));
  }
}

function shown({ settings: { path, type }, value }: Item): object {
  return { path, type, value: value ?? null };
}

function isValue(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function pathParts(path: string): string[] | undefined {
  try {
    return path.replace(/^\//, '').split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function readBody({ body }: ServedRequest): Body | undefined {
  if (body === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const STATUS = { invalid: 400, refused: 502, down: 503, timeout: 504 } as const;

function told<T>(answer: HomeAnswer<T>, show: (value: T) => object): ServedAnswer {
  return answer.ok ? json(show(answer.value)) : fault(STATUS[answer.fault], answer.message);
}

function fault(status: number, error: string): ServedAnswer {
  return { ...json({ error }), status };
}

function json(value: object): ServedAnswer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` };
}
