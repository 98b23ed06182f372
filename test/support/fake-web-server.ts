import type { HttpClient, HttpFault, HttpRequest } from '../../src/net/http.ts';

/** What a fake server answers: a text with status 200, a status, or a fault of the network. */
export type FakeAnswer =
  | string
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | { readonly fault: HttpFault };

/** Web servers without a network: all of them say what the test has set. */
export class FakeWebServer implements HttpClient {
  readonly requests: HttpRequest[] = [];
  answer: FakeAnswer | ((request: HttpRequest) => FakeAnswer);

  constructor(answer: FakeAnswer | ((request: HttpRequest) => FakeAnswer)) {
    this.answer = answer;
  }

  fetch(request: HttpRequest): ReturnType<HttpClient['fetch']> {
    this.requests.push(request);
    const answer = typeof this.answer === 'function' ? this.answer(request) : this.answer;
    if (typeof answer === 'object' && 'fault' in answer) return Promise.resolve({ ok: false, fault: answer.fault });
    const { status, headers = {}, body = '' } = typeof answer === 'string' ? { status: 200, body: answer } : answer;
    return Promise.resolve({
      ok: true,
      response: {
        status,
        statusText: status === 200 ? 'OK' : status === 404 ? 'Not Found' : '',
        url: request.url,
        headers: new Map(Object.entries(headers)),
        body: Buffer.from(body),
      },
    });
  }
}
