import { defineDiagnostic } from '../../base/diagnostic-kind.ts';

/** What can be wrong with extconfig.conf beyond its schema. */
export const codes = {
  unknownEngine: defineDiagnostic({
    code: 'RT0001',
    severity: 'warning',
    title: 'a realtime family of an engine that is not there',
    explanation:
      'A line of extconfig.conf is `family => engine,database[,table]`. The engines are sqlite3, whose databases res_config_sqlite3.conf names, and config, whose database is a configuration file that is only read. A family of another engine has no rows.',
  }),
  staticFile: defineDiagnostic({
    code: 'RT0002',
    severity: 'warning',
    title: 'a configuration file that is to come from a database',
    explanation:
      'A line `sip.conf => engine,database,table` makes Asterisk read that file from a database. Files are read from the folder of the configuration; what the line says has no effect on them, but functions can read the table as a family of that name.',
  }),
};
