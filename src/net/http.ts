import type { Ms } from '../base/duration.ts';
import type { HttpCredentials } from './http-auth.ts';

/** What to ask of a web server. */
export interface HttpRequest {
  /** http or https. A user and password in it count where `credentials` is left out. */
  readonly url: string;
  /** GET if left out. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Used only when the server asks, and only towards the host of `url`. */
  readonly credentials?: HttpCredentials | undefined;
  /** False accepts any certificate. True if left out. */
  readonly tlsVerify?: boolean;
  /** Certificates of the authorities to trust instead of the system's, PEM. */
  readonly authorities?: string | undefined;
  /** A longer body, also after unpacking, is refused while it comes in. */
  readonly maxBytes: number;
  /** For the whole exchange, redirects included. */
  readonly timeoutMs: Ms;
  /** Until the connection stands, name look-up included; part of the whole time. */
  readonly connectTimeoutMs?: Ms;
  /** 5 if left out. */
  readonly maxRedirects?: number;
  /** False gives an answer that points elsewhere as it stands. True if left out. */
  readonly followRedirects?: boolean;
  readonly signal?: AbortSignal;
}

/** What a server answered, whatever its status. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** By name in small letters; of several the values joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** Why there is no answer. */
export interface HttpFault {
  readonly kind: 'bad-url' | 'unreachable' | 'tls' | 'timeout' | 'too-large' | 'redirects' | 'broken' | 'aborted';
  /** A clause that says what happened, without the URL. */
  readonly message: string;
}

/** An answer or the reason why there is none. */
export type HttpResult =
  | { readonly ok: true; readonly response: HttpResponse }
  | { readonly ok: false; readonly fault: HttpFault };

/** Asks web servers. */
export interface HttpClient {
  /** Never rejects. */
  fetch(request: HttpRequest): Promise<HttpResult>;
}
