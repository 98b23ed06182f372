import { definePort } from '../../base/port.ts';
import type { HttpClient } from '../../net/http.ts';

/** Asks web servers: the machine's own client, or a test's. */
export const httpFetchPort = definePort<HttpClient>('http-fetch');
