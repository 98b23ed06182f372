import { createRequire } from 'node:module';

/** The calls of Linux's C library that the hot paths live on. Numbers and preallocated arrays only: no call allocates. */
export interface Libc {
  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: Uint8Array, length: number): number;
  close(fd: number): number;
  getsockopt(fd: number, level: number, option: number, value: Int32Array, length: Uint32Array): number;
  setsockopt(fd: number, level: number, option: number, value: Int32Array, length: number): number;
  read(fd: number, buffer: Uint8Array, length: number): number;
  recvfrom(
    fd: number,
    buffer: Uint8Array | null,
    length: number,
    flags: number,
    address: Uint8Array | null,
    addressLength: Uint32Array | null,
  ): number;
  sendto(
    fd: number,
    buffer: Uint8Array,
    length: number,
    flags: number,
    address: Uint8Array,
    addressLength: number,
  ): number;
  epoll_create1(flags: number): number;
  epoll_ctl(epfd: number, operation: number, fd: number, event: Uint8Array): number;
  epoll_wait(epfd: number, events: Uint8Array, most: number, timeoutMs: number): number;
  timerfd_create(clock: number, flags: number): number;
  timerfd_settime(fd: number, flags: number, value: Uint8Array, old: null): number;
  eventfd(initial: number, flags: number): number;
  inet_pton(family: number, text: string, address: Uint8Array): number;
  /** The text of the last error of this thread. */
  lastError(): string;
}

/** Numbers of the kernel's interface that are the same on all of Linux's architectures with Node. */
export const linux = {
  AF_INET: 2,
  AF_INET6: 10,
  SOCK_DGRAM: 2,
  SOCK_NONBLOCK: 0o4000,
  CLOEXEC: 0o2000000,
  NONBLOCK: 0o4000,
  EPOLL_CTL_ADD: 1,
  EPOLL_CTL_DEL: 2,
  EPOLLIN: 1,
  CLOCK_MONOTONIC: 1,
  SOL_SOCKET: 1,
  SO_REUSEADDR: 2,
  SO_PEERCRED: 17,
  MSG_DONTWAIT: 0x40,
  MSG_NOSIGNAL: 0x4000,
} as const;

let loaded: Libc | undefined;

/** The C library through koffi, loaded once a thread. @throws Error where this is no Linux, or koffi is not installed. */
export function loadLibc(): Libc {
  loaded ??= load();
  return loaded;
}

function load(): Libc {
  if (process.platform !== 'linux') throw new Error(`this needs Linux, this is ${process.platform}`);
  const koffi: typeof import('koffi') = createRequire(import.meta.url)('koffi');
  const library = koffi.load(null);
  const numbers = Object.entries(koffi.os.errno);
  return {
    socket: library.func('int socket(int, int, int)'),
    bind: library.func('int bind(int, void *, uint32_t)'),
    close: library.func('int close(int)'),
    getsockopt: library.func('int getsockopt(int, int, int, void *, void *)'),
    setsockopt: library.func('int setsockopt(int, int, int, void *, uint32_t)'),
    read: library.func('int read(int, void *, size_t)'),
    recvfrom: library.func('int recvfrom(int, void *, size_t, int, void *, void *)'),
    sendto: library.func('int sendto(int, void *, size_t, int, void *, uint32_t)'),
    epoll_create1: library.func('int epoll_create1(int)'),
    epoll_ctl: library.func('int epoll_ctl(int, int, int, void *)'),
    epoll_wait: library.func('int epoll_wait(int, void *, int, int)'),
    timerfd_create: library.func('int timerfd_create(int, int)'),
    timerfd_settime: library.func('int timerfd_settime(int, int, void *, void *)'),
    eventfd: library.func('int eventfd(uint32_t, int)'),
    inet_pton: library.func('int inet_pton(int, const char *, void *)'),
    lastError() {
      const errno = koffi.errno();
      return numbers.find(([, number]) => number === errno)?.[0] ?? `error ${errno}`;
    },
  };
}
