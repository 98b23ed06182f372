import { definePort } from '../../base/port.ts';
import type { PbxWebServer } from './server.ts';

/** The web server with what only the console may see of it. */
export const webServerStatePort = definePort<PbxWebServer>('web-server-state');
