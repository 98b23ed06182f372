import { AsterismError } from './errors.ts';

/** The key under which a service is found; compared by identity. */
export interface Port<T> {
  readonly name: string;
  /** Phantom: carries the service's type. */
  readonly service?: T;
}

/** Declares a port. One small interface a file, under `pbx/ports`. */
export function definePort<T>(name: string): Port<T> {
  return { name };
}

/** Finds services by port. */
export interface PortFinder {
  /** The service behind `port`. @throws AsterismError `BA0001` if no loaded module offers it; ask {@link has} first where that may be. */
  use<T>(port: Port<T>): T;
  has(port: Port<unknown>): boolean;
}

/** Holds the services that modules offer. A service taken back is gone for later `use`. */
export class PortRegistry implements PortFinder {
  readonly #services = new Map<Port<unknown>, unknown>();

  /** Offers `service` under `port`; the returned function takes it back. */
  offer<T>(port: Port<T>, service: T): () => void {
    if (this.#services.has(port)) throw new AsterismError('BA0002', `port ${port.name} is offered twice`);
    this.#services.set(port, service);
    return () => void this.#services.delete(port);
  }

  use<T>(port: Port<T>): T {
    if (!this.#services.has(port)) throw new AsterismError('BA0001', `no loaded module offers ${port.name}`);
    return this.#services.get(port) as T;
  }

  has(port: Port<unknown>): boolean {
    return this.#services.has(port);
  }
}
