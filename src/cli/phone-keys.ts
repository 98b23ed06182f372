import type { Phone } from '../phone/phone.ts';

/** What the keys of the terminal do to a phone. */
export interface PhoneKeys {
  /** Resolves when `q`, Ctrl-C or Ctrl-D is pressed. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Lets the keyboard use a phone: Enter answers, digits are sent, h hangs up, d asks for a number to call, q ends. */
export function readPhoneKeys(phone: Phone, echo: (text: string) => void): PhoneKeys {
  const { stdin } = process;
  const { promise, resolve } = Promise.withResolvers<void>();
  let number: string | undefined;
  const press = (key: string): void => {
    if (key === '\x03' || key === '\x04') resolve();
    else if (number !== undefined) number = typed(key, number, phone, echo);
    else if (key === '\r' || key === '\n' || key === 'a') phone.answer();
    else if (key === 'h') phone.hangup();
    else if (key === 'q') resolve();
    else if (key === 'd') {
      number = '';
      echo('number: ');
    } else if (/^[0-9*#A-D]$/.test(key)) phone.sendDigits(key);
  };
  const onData = (chunk: Buffer): void => {
    for (const key of chunk.toString('latin1')) press(key);
  };
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.on('data', onData);
  return {
    ended: promise,
    close() {
      if (stdin.isTTY) stdin.setRawMode(false);
      stdin.off('data', onData);
      stdin.pause();
    },
  };
}

/** One more key of a number to call. @returns what there is of it; undefined once it is called or given up. */
function typed(key: string, number: string, phone: Phone, echo: (text: string) => void): string | undefined {
  if (key === '\r' || key === '\n') {
    echo('\n');
    if (number !== '') phone.dial(number);
    return undefined;
  }
  if (key === '\x1b') {
    echo('\n');
    return undefined;
  }
  if (key === '\x7f' || key === '\b') {
    if (number !== '') echo('\b \b');
    return number.slice(0, -1);
  }
  if (!/^[\w*#+.-]$/.test(key)) return number;
  echo(key);
  return number + key;
}
