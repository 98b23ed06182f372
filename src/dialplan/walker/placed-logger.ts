import type { Logger } from '../../base/log.ts';

/** A logger whose errors and warnings end with a place. Everything else goes through as it is. */
export class PlacedLogger implements Logger {
  readonly inner: Logger;
  readonly #place: () => string;

  /** @param place tells the place, with a blank before it; asked for only when something is wrong. */
  constructor(inner: Logger, place: () => string) {
    this.inner = inner;
    this.#place = place;
  }

  error(message: string): void {
    this.inner.error(message + this.#place());
  }

  warning(message: string): void {
    this.inner.warning(message + this.#place());
  }

  notice(message: string): void {
    this.inner.notice(message);
  }

  verbose(level: number, message: string): void {
    this.inner.verbose(level, message);
  }

  debug(level: number, message: string): void {
    this.inner.debug(level, message);
  }

  dtmf(message: string): void {
    this.inner.dtmf(message);
  }

  security(message: string): void {
    this.inner.security(message);
  }

  custom(level: string, message: string): boolean {
    return this.inner.custom(level, message);
  }

  wantsVerbose(level: number): boolean {
    return this.inner.wantsVerbose(level);
  }

  wantsDebug(level: number): boolean {
    return this.inner.wantsDebug(level);
  }

  callId(): string | undefined {
    return this.inner.callId();
  }

  named(source: string): Logger {
    return new PlacedLogger(this.inner.named(source), this.#place);
  }
}
