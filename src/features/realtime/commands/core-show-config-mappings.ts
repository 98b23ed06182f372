import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { realtimePort } from '../realtime-port.ts';

const ENGINES = ['config', 'sqlite3'];

/** `core show config mappings` */
export const command = defineCliCommand({
  command: 'core show config mappings',
  module: 'func_realtime',
  synopsis: 'Show where the rows of each realtime family are kept',
  usage: 'Lists the families of extconfig.conf by engine.',
  run(context) {
    const { families } = context.use(realtimePort);
    return ENGINES.map((engine) => {
      const rows = families
        .filter((family) => family.engine === engine)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, database, tableName }) => `===> ${name} (db=${database}, table=${tableName})\n`);
      return `Config Engine: ${engine}\n${rows.join('')}`;
    }).join('');
  },
});
