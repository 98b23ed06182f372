import type { ConfigFile } from '../../config/config-file.ts';
import type { NamedThing } from '../../config/schema/named-thing.ts';
import { ConfigText } from '../../config/text.ts';
import {
  isConstant,
  splitOutside,
  type WrittenApplication,
  writtenApplications,
} from '../../dialplan/check/written-application.ts';
import type { DialplanModel, HintModel } from '../../dialplan/model/model.ts';
import { compileReferences } from '../../dialplan/substitute/references.ts';

/** Which argument of an application is a dial string. */
const DIALS: Readonly<Record<string, number>> = { dial: 0, retrydial: 3, originate: 0, page: 0, chanisavail: 0 };
const BOXES = new Set(['voicemail', 'voicemailmain', 'mailboxexists']);
const MUSIC = new Set(['musiconhold', 'startmusiconhold']);
const CALENDARS = new Set(['CALENDAR_BUSY', 'CALENDAR_QUERY', 'CALENDAR_WRITE']);

/** The things of other files by whose names the dialplan asks: what it dials, its hints, mailboxes, calendars and music. */
export function dialplanMentions(file: ConfigFile, model: DialplanModel, legacySyntax: boolean): NamedThing[] {
  const hints = [...model.contexts.values()].flatMap(({ extensions }) => extensions.flatMap(({ hint }) => hint ?? []));
  const steps = [...writtenApplications(model, legacySyntax)];
  return [
    ...hints.flatMap((hint) => ofHint(hint, file)),
    ...steps.flatMap((step) => [...ofApplication(step), ...ofFunctions(step)]),
  ];
}

/** The devices of a hint that are phones, as far as they are written out. */
function ofHint({ devices, span }: HintModel, file: ConfigFile): NamedThing[] {
  const line = file.files.find((one) => one.file === span.file)?.lines[span.line - 1];
  return devices.split('&').flatMap((device): NamedThing[] => {
    const [, name] = /^(?:SIP|PJSIP)\/([\w-]+)$/i.exec(device.trim()) ?? [];
    const at = line?.text.indexOf(`/${name}`) ?? -1;
    if (name === undefined || !line || at < 0) return [];
    return [{ kind: 'endpoint', name: ConfigText.at(line, at + 2, name) }];
  });
}

function ofApplication({ name, parts }: WrittenApplication): NamedThing[] {
  const dialled = DIALS[name];
  const text = parts[dialled ?? 0];
  if (!text || text.text === '') return [];
  const [dial = text] = splitOutside(text, '|'); // arguments of old: told of elsewhere
  if (dialled !== undefined) return [{ kind: 'dial string', name: dial }];
  if (BOXES.has(name)) return boxesIn(text);
  if (MUSIC.has(name) && isConstant(text)) return [{ kind: 'music class', name: text }];
  return [];
}

function boxesIn(text: ConfigText): NamedThing[] {
  return splitOutside(text, '&')
    .map((box) => box.trim())
    .filter((box) => isConstant(box) && box.text !== '' && !box.text.startsWith('@'))
    .map((name) => ({ kind: 'mailbox', name }));
}

function ofFunctions({ name, argument }: WrittenApplication): NamedThing[] {
  const found: NamedThing[] = [];
  const mention = (args: ConfigText): void => {
    const [calendar] = splitOutside(args, ',');
    const text = calendar?.trim();
    if (text && text.text !== '' && isConstant(text)) found.push({ kind: 'calendar', name: text });
  };
  for (const { name: called, args, argsAt } of compileReferences(argument.text).functions) {
    if (CALENDARS.has(called)) mention(argument.part(argsAt, argsAt + args.length));
  }
  const written = name === 'set' ? /^\s*(CALENDAR_WRITE)\(([^)]*)\)\s*=/.exec(argument.text) : null;
  if (written) {
    const from = written[0].indexOf('(') + 1;
    mention(argument.part(from, from + (written[2]?.length ?? 0)));
  }
  return found;
}
