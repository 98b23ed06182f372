import { defineModule } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { webServerPort } from '../../pbx/ports/web-server.ts';
import { httpSchema } from './files/http-conf.ts';
import { PbxWebServer } from './server.ts';
import { type HttpSettings, readHttpSettings } from './settings.ts';
import { statusPage } from './status-page.ts';
import { webServerStatePort } from './web-server-state.ts';

/** The web server: http.conf. Where it is switched off it still takes pages, and answers none. */
export const module = defineModule({
  name: 'http',
  description: 'Built-in HTTP Server',
  needs: [configFilesPort],
  offers: [webServerPort, webServerStatePort],
  async start(context) {
    const read = (): HttpSettings => {
      const { settings, problems } = readHttpSettings(context.use(configFilesPort).load(httpSchema));
      for (const problem of problems) context.log.warning(problem);
      return settings;
    };
    const server = context.scope.own('listeners', new PbxWebServer(context.log, read()));
    server.add(statusPage(server));
    await server.listen();
    context.offer(webServerPort, server);
    context.offer(webServerStatePort, server);
    return {
      async reload() {
        await server.configure(read());
        return { ok: true };
      },
    };
  },
});
