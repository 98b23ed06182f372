import { expect, test } from 'vitest';
import { BindingStore } from '../../../../src/drivers/sip/location/binding-store.ts';
import type { Database } from '../../../../src/pbx/ports/database.ts';
import type { Binding } from '../../../../src/sip/registration/binding.ts';

const BINDING: Binding = {
  contact: 'sip:ada@192.0.2.1:5062;transport=tcp',
  expiresAtMs: 1_000_000,
  seconds: 600,
  callId: 'c1',
  cseq: 7,
  q: 1,
  userAgent: 'phone/1',
  host: '192.0.2.1',
  port: 5062,
  protocol: 'TCP',
  path: ['<sip:edge;lr>'],
};

/** A database in memory. */
function memory(): Database & { readonly rows: Map<string, string> } {
  const rows = new Map<string, string>();
  return {
    rows,
    get: (family, key) => rows.get(`${family}/${key}`),
    put: (family, key, value) => void rows.set(`${family}/${key}`, value),
    delete: (family, key) => rows.delete(`${family}/${key}`),
    deleteTree: () => 0,
    entries: (family = '', prefix = '') =>
      [...rows]
        .filter(([path]) => path.startsWith(`${family}/${prefix}/`))
        .map(([path, value]) => {
          const slash = path.indexOf('/');
          return { family: path.slice(0, slash), key: path.slice(slash + 1), value };
        }),
  };
}

test('what is saved is loaded again: a phone of sip.conf for its whole interval, a contact of pjsip.conf for what is left', () => {
  const database = memory();
  const store = new BindingStore(database);
  store.save('SIP/ada', BINDING);
  store.save('SIP/six', { ...BINDING, host: '2001:db8::1' });
  store.save('PJSIP/bert', BINDING);
  const loaded = store.load(500_000);
  expect(loaded.get('SIP/ada')).toMatchObject([
    { contact: BINDING.contact, expiresAtMs: 1_100_000, host: '192.0.2.1', port: 5062, protocol: 'TCP' },
  ]);
  expect(loaded.get('SIP/six')).toMatchObject([{ host: '2001:db8::1', port: 5062 }]);
  expect(loaded.get('PJSIP/bert')).toMatchObject([
    { contact: BINDING.contact, expiresAtMs: 1_000_000, callId: 'c1', userAgent: 'phone/1', path: ['<sip:edge;lr>'] },
  ]);
  store.remove('SIP/ada', BINDING);
  store.remove('SIP/six', BINDING);
  store.remove('PJSIP/bert', BINDING);
  expect(database.rows.size).toBe(0);
});

test('rows that an Asterisk has written are taken over, and nonsense is passed by', () => {
  const database = memory();
  database.put('SIP/Registry', 'ada', '192.0.2.1:5062:3600:ada:sip:ada@192.0.2.1:5062');
  database.put('SIP/Registry', 'bad', 'nonsense');
  database.put(
    'registrar/contact',
    'bert;@0123456789abcdef',
    '{"uri":"sip:bert@192.0.2.2:5060","expiration_time":"1600","via_addr":"192.0.2.2","via_port":"5060","qualify_frequency":"60"}',
  );
  database.put('registrar/contact', 'carl;@0', 'no json');
  database.put('registrar/contact', 'dora;@0', '[]');
  const loaded = new BindingStore(database).load(0);
  expect([...loaded.keys()].sort()).toEqual(['PJSIP/bert', 'SIP/ada']);
  expect(loaded.get('PJSIP/bert')).toMatchObject([{ contact: 'sip:bert@192.0.2.2:5060', expiresAtMs: 1_600_000 }]);
});
