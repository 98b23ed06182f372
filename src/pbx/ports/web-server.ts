import { definePort } from '../../base/port.ts';
import type { ServedAnswer, ServedRequest } from '../../net/http-server.ts';

/** Something that the web server of the PBX answers. */
export interface WebPage {
  /** Its path below the prefix, without a slash before it: `rawman`. */
  readonly path: string;
  /** Paths that begin with it and a slash are its own too. */
  readonly withBelow?: boolean;
  /** One line, as `http show status` tells it. */
  readonly description: string;
  /**
   * Answers a request. The path in it is what follows the page's own, without a slash at its beginning. It must not reject, and gives up
   * when the request's signal aborts.
   */
  answer(request: ServedRequest): ServedAnswer | Promise<ServedAnswer>;
}

/** The web server of the PBX: http.conf says where it listens; modules add pages to it. */
export interface WebServer {
  /** Adds a page; the returned function takes it out. Of two with the same path the later one answers. */
  add(page: WebPage): () => void;
  /** Answers as the listeners do. */
  answer(request: ServedRequest): Promise<ServedAnswer>;
  /** What every answer to a fault looks like: a small page. */
  fault(status: number, message: string, headers?: Readonly<Record<string, string>>): ServedAnswer;
}

/** @see WebServer */
export const webServerPort = definePort<WebServer>('web-server');
