import type { Ms } from '../../base/duration.ts';
import type { AppliedSections } from '../../config/schema/schema.ts';
import type { parkingSchema } from './files/res-parking-conf.ts';

type Values = AppliedSections<typeof parkingSchema.sections>;
/** Which party of a fetched call is meant. */
export type Parties = 'no' | 'caller' | 'callee' | 'both';

/** How a lot is set up. */
export interface LotSettings {
  readonly name: string;
  readonly context: string;
  /** Empty: the lot makes no extensions. */
  readonly parkExten: string;
  readonly exclusive: boolean;
  /** Both inclusive. */
  readonly firstSpace: number;
  readonly lastSpace: number;
  readonly hints: boolean;
  readonly timeMs: Ms;
  readonly musicClass: string;
  readonly comesBack: boolean;
  readonly comebackDialMs: Ms;
  readonly comebackContext: string;
  readonly courtesyTone: string;
  readonly playsTo: Parties;
  readonly transfers: Parties;
  readonly reparking: Parties;
  readonly hangup: Parties;
  readonly recording: Parties;
  readonly nextSpace: boolean;
  /** Its context is there even if it makes no extensions. */
  readonly hasContext: boolean;
  /** Made by Park() and not written in the file. */
  readonly dynamic: boolean;
}

/** The lot that is there even if the file says nothing of it. Without a file it makes no extensions. */
const USUAL: LotSettings = {
  name: 'default',
  context: 'parkedcalls',
  parkExten: '',
  exclusive: false,
  firstSpace: 701,
  lastSpace: 750,
  hints: false,
  timeMs: 45_000,
  musicClass: '',
  comesBack: true,
  comebackDialMs: 30_000,
  comebackContext: 'parkedcallstimeout',
  courtesyTone: '',
  playsTo: 'caller',
  transfers: 'no',
  reparking: 'no',
  hangup: 'no',
  recording: 'no',
  nextSpace: false,
  hasContext: true,
  dynamic: false,
};

/** `first-last`, or one number; undefined if it is neither. */
export function readSpaces(text: string): readonly [first: number, last: number] | undefined {
  const match = /^\s*(\d{1,9})\s*(?:-\s*(\d{1,9})\s*)?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first > 0 && last >= first && last - first < 10_000 ? [first, last] : undefined;
}

/**
 * The lots of res_parking.conf by name; one without usable spaces, or with spaces of another in the same context, is told to `warn` and
 * left out. There is always a lot `default`. @param missing there is no file.
 */
export function readLots(
  { lots }: Values,
  missing: boolean,
  warn: (message: string) => void,
): Map<string, LotSettings> {
  const read = new Map<string, LotSettings>();
  if (!lots.some(({ name }) => name === 'default'))
    read.set('default', { ...USUAL, parkExten: missing ? '' : '700', hasContext: !missing });
  for (const { name, values } of lots) {
    const lot = lotOf(name, values);
    const other = lot && [...read.values()].find((one) => overlap(one, lot));
    if (other)
      warn(`Parking lot '${name}' has spaces of the lot '${other.name}', in the same context '${other.context}'`);
    else if (lot) read.set(name, lot);
    else
      warn(`Parking lot '${name}' has no usable spaces: parkpos is '${values.parkpos}', not two numbers joined by '-'`);
  }
  return read;
}

/** Whether two lots make the same extension for a space. */
function overlap(one: LotSettings, other: LotSettings): boolean {
  if (one.parkExten === '' || other.parkExten === '' || one.context !== other.context) return false;
  return one.firstSpace <= other.lastSpace && other.firstSpace <= one.lastSpace;
}

function lotOf(name: string, values: Values['lots'][number]['values']): LotSettings | undefined {
  const spaces = readSpaces(values.parkpos);
  return (
    spaces && {
      name,
      context: values.context,
      parkExten: values.parkext,
      exclusive: values.parkext_exclusive,
      firstSpace: spaces[0],
      lastSpace: spaces[1],
      hints: values.parkinghints,
      timeMs: values.parkingtime,
      musicClass: values.parkedmusicclass,
      comesBack: values.comebacktoorigin,
      comebackDialMs: values.comebackdialtime,
      comebackContext: values.comebackcontext,
      courtesyTone: values.courtesytone,
      playsTo: values.parkedplay,
      transfers: values.parkedcalltransfers,
      reparking: values.parkedcallreparking,
      hangup: values.parkedcallhangup,
      recording: values.parkedcallrecording,
      nextSpace: values.findslot === 'next',
      hasContext: true,
      dynamic: false,
    }
  );
}

/** The extensions of a lot: the one that parks, and one for each space. */
export function extensionsOf(
  lot: LotSettings,
): readonly { exten: string; registrar: string; hint?: string; application: string; data: string }[] {
  if (lot.parkExten === '') return [];
  const registrar = `res_parking/${lot.name}`;
  const spaces = Array.from({ length: lot.lastSpace - lot.firstSpace + 1 }, (_, index) => lot.firstSpace + index);
  return [
    {
      exten: lot.parkExten,
      registrar: lot.exclusive ? registrar : 'res_parking',
      application: 'Park',
      data: lot.exclusive ? lot.name : '',
    },
    ...spaces.map((space) => ({
      exten: String(space),
      registrar,
      ...(lot.hints && { hint: `park:${space}@${lot.context}` }),
      application: 'ParkedCall',
      data: `${lot.name},${space}`,
    })),
  ];
}
