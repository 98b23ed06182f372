import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import { nearestName } from '../../base/similar.ts';
import type { NamedThing } from '../../config/schema/named-thing.ts';
import type { ConfigText } from '../../config/text.ts';
import { isConstant, splitOutside } from '../../dialplan/check/written-application.ts';
import { codes } from './codes.ts';

/** Technologies of Asterisk that can be dialled here. */
const BUILT = ['SIP', 'PJSIP', 'Local'];
/** Those that stand for the ports of telephony cards: a gateway takes their place. */
const GATEWAYS = ['DAHDI', 'Zap'];
/** Those that are Asterisk's and not here. */
const UNBUILT = [
  'IAX2',
  'MGCP',
  'SCCP',
  'Skinny',
  'UniStim',
  'Console',
  'ALSA',
  'OSS',
  'Motif',
  'Gtalk',
  'Jingle',
  'H323',
  'OOH323',
  'mISDN',
  'CAPI',
  'vpb',
  'Phone',
  'Agent',
  'Bridge',
  'Media',
  'AudioSocket',
  'WebSocket',
  'Recorder',
  'Announcer',
  'UnicastRTP',
  'MulticastRTP',
  'Mobile',
  'Dongle',
  'Snoop',
  'Khomp',
  'BridgeMedia',
  'USTM',
  'Nbs',
  'DUNDi',
  'DS',
  'Message',
];

/** What the pieces of a dial string ask for. */
export interface DialTargets {
  readonly diagnostics: readonly Diagnostic[];
  readonly mentioned: readonly NamedThing[];
  /** `Local/extension@context`, where both are written out. */
  readonly locals: readonly { readonly extension: ConfigText; readonly context: ConfigText }[];
}

/**
 * Takes a dial string apart as far as it is written out: `TECH/resource` joined by `&`.
 * @param gateways the names in [gateways] of asterisk.conf.
 */
export function readDialString(text: ConfigText, gateways: readonly string[]): DialTargets {
  const diagnostics: Diagnostic[] = [];
  const mentioned: NamedThing[] = [];
  const locals: { extension: ConfigText; context: ConfigText }[] = [];
  for (const piece of splitOutside(text, '&').map((one) => one.trim())) {
    if (piece.text === '') continue;
    const slash = piece.text.indexOf('/');
    const technology = piece.part(0, slash < 0 ? piece.text.length : slash);
    if (!isConstant(technology)) continue;
    if (slash < 0) {
      diagnostics.push(noResource(piece));
      continue;
    }
    const resource = piece.part(slash + 1);
    const known = [...BUILT, ...GATEWAYS, ...UNBUILT].find(
      (one) => one.toLowerCase() === technology.text.toLowerCase(),
    );
    if (known === undefined) diagnostics.push(unknownTechnology(technology));
    else if (known === 'Local') {
      const target = localTarget(resource);
      if (target) locals.push(target);
      if (target) mentioned.push({ kind: 'context', name: target.context });
    } else if (GATEWAYS.includes(known)) {
      const port = splitOutside(resource, '/')[0]?.text ?? '';
      if (!gateways.includes(port)) diagnostics.push(noGateway(technology, port));
    } else if (!BUILT.includes(known)) diagnostics.push(unbuilt(technology, known));
    else {
      const endpoint = endpointOf(resource);
      if (endpoint) mentioned.push({ kind: 'endpoint', name: endpoint });
    }
  }
  return { diagnostics, mentioned, locals };
}

/** The endpoint in `name`, `name/number` or `number@name`; undefined where it is a value, a host or a URI. */
function endpointOf(resource: ConfigText): ConfigText | undefined {
  const at = resource.text.lastIndexOf('@');
  const name = (at < 0 ? splitOutside(resource, '/')[0] : splitOutside(resource.part(at + 1), '/')[0]) ?? resource;
  if (name.text === '' || !isConstant(name) || !isConstant(resource.part(0, Math.max(0, at)))) return undefined;
  return /[.:]/.test(name.text) ? undefined : name;
}

function localTarget(resource: ConfigText): { extension: ConfigText; context: ConfigText } | undefined {
  const [target = resource] = splitOutside(resource, '/');
  const at = target.text.lastIndexOf('@');
  if (at < 0) return undefined;
  const context = target.part(at + 1);
  return isConstant(context) && context.text !== '' ? { extension: target.part(0, at), context } : undefined;
}

function noResource(piece: ConfigText): Diagnostic {
  return diagnose(codes.badDialString, `'${piece.text}' cannot be called: it has no technology`, piece.span, {
    sourceLine: piece.sourceLine,
    help: `write for example 'SIP/${piece.text}' or 'Local/${piece.text}@context'`,
  });
}

function unknownTechnology(technology: ConfigText): Diagnostic {
  const near = nearestName(technology.text, [...BUILT, ...UNBUILT, ...GATEWAYS]);
  return diagnose(codes.badDialString, `there is no technology '${technology.text}'`, technology.span, {
    sourceLine: technology.sourceLine,
    help: near === undefined ? `technologies are ${BUILT.join(', ')}` : `a similar name exists: '${near}'`,
  });
}

function noGateway(technology: ConfigText, port: string): Diagnostic {
  return diagnose(
    codes.unbuiltTechnology,
    `'${technology.text}' is for telephony cards, which are not driven`,
    technology.span,
    {
      sourceLine: technology.sourceLine,
      help: `name the SIP gateway that stands in for it: '${/^\w+$/.test(port) ? port : 'g1'} = PJSIP/@gateway' in [gateways] of asterisk.conf`,
    },
  );
}

function unbuilt(technology: ConfigText, known: string): Diagnostic {
  return diagnose(codes.unbuiltTechnology, `channels of ${known} are not built`, technology.span, {
    sourceLine: technology.sourceLine,
    help: 'what it leads to cannot be called; use SIP, PJSIP or Local',
  });
}
