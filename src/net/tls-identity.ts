import { readFile } from 'node:fs/promises';
import type { TlsOptions as NodeTlsOptions } from 'node:tls';
import { messageOf } from '../base/errors.ts';
import type { Address } from './address.ts';
import type { NetResult, TlsIdentity } from './network.ts';

/** What a configuration says of TLS. */
export interface TlsFiles {
  /** PEM; may hold the key too. */
  readonly certificateFile: string | undefined;
  /** PEM; the certificate's file if left out. */
  readonly keyFile: string | undefined;
  readonly ciphers?: string;
  readonly oldest?: 'TLSv1.2' | 'TLSv1.3';
  readonly ownOrder?: boolean;
}

/** The lines of a configuration file about TLS, under the names that Asterisk gives them. */
export interface TlsLines {
  readonly tlsenable: boolean;
  readonly tlsbindaddr: { readonly host: string; readonly port?: number } | undefined;
  readonly tlscertfile: string | undefined;
  readonly tlsprivatekey: string | undefined;
  readonly tlscipher: string | undefined;
  readonly tlsdisablev12: boolean;
  readonly tlsservercipherorder: boolean;
}

/** A place to listen for TLS, and where the certificate lies. */
export interface TlsPlace {
  readonly address: Address;
  readonly files: TlsFiles;
}

/** What those lines ask for; undefined where it is not TLS. @param otherwise where to listen unless tlsbindaddr says. */
export function tlsPlaceOf(lines: TlsLines, otherwise: Address): TlsPlace | undefined {
  if (!lines.tlsenable) return undefined;
  const { host = otherwise.host, port = otherwise.port } = lines.tlsbindaddr ?? {};
  return {
    address: { host, port },
    files: {
      certificateFile: lines.tlscertfile,
      keyFile: lines.tlsprivatekey,
      ...(lines.tlscipher !== undefined && { ciphers: lines.tlscipher }),
      ...(lines.tlsdisablev12 && { oldest: 'TLSv1.3' as const }),
      ownOrder: lines.tlsservercipherorder,
    },
  };
}

/** Reads certificate and key and tries them; one sentence says what is wrong with them. */
export async function readTlsIdentity(files: TlsFiles): Promise<NetResult<TlsIdentity>> {
  const { certificateFile, keyFile = certificateFile, ciphers, oldest, ownOrder } = files;
  if (certificateFile === undefined || keyFile === undefined)
    return { ok: false, fault: { code: 'ENOCERT', message: 'there is no certificate: set tlscertfile' } };
  try {
    const [certificate, key] = await Promise.all([readFile(certificateFile, 'utf8'), readFile(keyFile, 'utf8')]);
    const identity: TlsIdentity = {
      certificate,
      key,
      ...(ciphers !== undefined && { ciphers }),
      ...(oldest !== undefined && { oldest }),
      ...(ownOrder !== undefined && { ownOrder }),
    };
    process.getBuiltinModule('node:tls').createSecureContext(tlsServerOptions(identity));
    return { ok: true, value: identity };
  } catch (error) {
    return { ok: false, fault: { code: 'EBADCERT', message: `${certificateFile}: ${messageOf(error)}` } };
  }
}

/** The same in Node's words. */
export function tlsServerOptions({ certificate, key, ciphers, oldest, ownOrder }: TlsIdentity): NodeTlsOptions & {
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
} {
  return {
    cert: certificate,
    key,
    minVersion: oldest ?? 'TLSv1.2',
    ...(ciphers !== undefined && { ciphers }),
    honorCipherOrder: ownOrder === true,
  };
}
