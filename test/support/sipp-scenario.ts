/** The PBX, as a sipp that calls it names it. */
export const TO_PBX = 'sip:[service]@[remote_ip]:[remote_port]';

const OWN_TAG = '[pid]-[call_number]';

/** A description of µ-law audio at sipp's own port. @param events offers RFC 4733 digits too. */
export function sippSdp(events = true): string {
  const lines = [
    'v=0',
    'o=sipp 53655765 2353687637 IN IP[local_ip_type] [local_ip]',
    's=-',
    'c=IN IP[media_ip_type] [media_ip]',
    't=0 0',
    `m=audio [media_port] RTP/AVP 0${events ? ' 101' : ''}`,
    'a=rtpmap:0 PCMU/8000',
    'a=ptime:20',
  ];
  return [...lines, ...(events ? ['a=rtpmap:101 telephone-event/8000'] : [])].join('\n');
}

/** A message of a scenario. @param body a description unless the header lines name another type. */
export function sippMessage(start: string, lines: readonly string[], body = ''): string {
  const typed = lines.some((line) => line.startsWith('Content-Type:'));
  const rest =
    body === ''
      ? ['Content-Length: 0', '']
      : [...(typed ? [] : ['Content-Type: application/sdp']), 'Content-Length: [len]', '', body];
  return `<![CDATA[\n\n${[start, ...lines, ...rest].join('\n')}\n]]>`;
}

/** A request of the side that began the dialog. */
export interface SippRequest {
  readonly method: string;
  readonly cseq: number;
  /** Who calls; `sipp` if left out. */
  readonly user?: string;
  /** {@link TO_PBX} if left out; `[next_url]` within an answered call. */
  readonly target?: string;
  readonly more?: readonly string[];
  readonly body?: string;
}

/** Writes a request of the side that began the dialog. */
export function sippRequest({ method, cseq, user = 'sipp', target = TO_PBX, more = [], body }: SippRequest): string {
  // CANCEL, and ACK of a refusal, belong to the transaction of their INVITE (RFC 3261 §9.1, §17.1.1.3)
  const ofInvite = target === TO_PBX && ['INVITE', 'CANCEL', 'ACK'].includes(method);
  return sippMessage(
    `${method} ${target} SIP/2.0`,
    [
      `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=${ofInvite ? `z9hG4bK-[pid]-[call_number]-${cseq}` : '[branch]'}`,
      `From: <sip:${user}@[local_ip]:[local_port]>;tag=${OWN_TAG}`,
      `To: <${TO_PBX}>${method === 'INVITE' || method === 'CANCEL' ? '' : '[peer_tag_param]'}`,
      'Call-ID: [call_id]',
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:${user}@[local_ip]:[local_port]>`,
      'Max-Forwards: 70',
      ...more,
    ],
    body,
  );
}

/** Writes a response to the request before. @param status `486 Busy Here`. @param tag put behind To; none where the request had one. */
export function sippResponse(
  status: string,
  { more = [], body = '', tag = OWN_TAG }: { more?: readonly string[]; body?: string; tag?: string } = {},
): string {
  return sippMessage(
    `SIP/2.0 ${status}`,
    [
      '[last_Via:]',
      '[last_From:]',
      `[last_To:]${tag === '' ? '' : `;tag=${tag}`}`,
      '[last_Call-ID:]',
      '[last_CSeq:]',
      'Contact: <sip:[local_ip]:[local_port];transport=[transport]>',
      ...more,
    ],
    body,
  );
}

/** BYE of the side that was called, to the caller that a `recv` has kept as `$caller`. */
export const SIPP_CALLEE_BYE = sippMessage('BYE [next_url] SIP/2.0', [
  'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
  `From: <sip:callee@[local_ip]:[local_port]>;tag=${OWN_TAG}`,
  'To: [$caller]',
  'Call-ID: [call_id]',
  'CSeq: 1 BYE',
  'Max-Forwards: 70',
]);

/** The action that keeps From of a request for {@link SIPP_CALLEE_BYE}. */
export const KEEP_CALLER = '<ereg regexp=".*" search_in="hdr" header="From:" assign_to="caller"/>';

/** A scenario of steps, each an element. */
export function sippScenario(name: string, steps: readonly string[]): string {
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>\n<scenario name="${name}">\n${steps.filter((step) => step !== '').join('\n')}\n</scenario>\n`;
}

/** `<send>`, once. @param next the label to go on at. */
export function sippSend(text: string, next = ''): string {
  return `<send${next === '' ? '' : ` next="${next}"`}>${text}</send>`;
}

/** `<send>`, repeated until something comes. */
export function sippAsk(text: string): string {
  return `<send retrans="500">${text}</send>`;
}

/** `<recv response>` of what may come and need not. */
export function sippMayCome(statuses: readonly number[], next = ''): string {
  return statuses
    .map((status) => `<recv response="${status}" optional="true"${next === '' ? '' : ` next="${next}"`}/>`)
    .join('\n');
}

/** What a caller of sipp does. */
export interface CallerScript {
  readonly exten: string;
  /** Who calls; `sipp` if left out. */
  readonly user?: string;
  /** For a challenge; without it a challenge ends the call. */
  readonly password?: string;
  /** CANCEL after so long without an answer. */
  readonly cancelAfterMs?: number;
  /** BYE after so long; without it the far end has to hang up. */
  readonly hangUpAfterMs?: number;
  /** Raw µ-law to send for the time of the call. */
  readonly soundFile?: string;
  /** Offers RFC 4733 digits; unless it is false. */
  readonly events?: boolean;
}

const REFUSALS = [400, 401, 403, 404, 407, 408, 480, 484, 486, 487, 488, 500, 503, 600, 603];

/** The scenario of a caller. @param mayFail a refusal is an end like another; else it fails the run. */
export function callerScenario(script: CallerScript, mayFail = false): string {
  const { user = 'sipp', password, cancelAfterMs, hangUpAfterMs, soundFile } = script;
  const cseq = password === undefined ? 1 : 2;
  const invite = (number: number, more: readonly string[] = []): string =>
    sippAsk(sippRequest({ method: 'INVITE', cseq: number, user, more, body: sippSdp(script.events) }));
  const proof =
    password === undefined
      ? []
      : [
          sippMayCome([100]),
          '<recv response="401" auth="true"/>',
          sippSend(sippRequest({ method: 'ACK', cseq: 1, user })),
          invite(2, [`[authentication username=${user} password=${password}]`]),
        ];
  const inside = (method: string, number: number): string =>
    sippRequest({ method, cseq: number, user, target: '[next_url]' });
  const given =
    cancelAfterMs === undefined
      ? []
      : [
          '<recv response="180"/>',
          `<pause milliseconds="${cancelAfterMs}"/>`,
          sippAsk(sippRequest({ method: 'CANCEL', cseq, user })),
          '<recv response="200"/>',
          '<recv response="487" next="refused"/>',
        ];
  const talked =
    cancelAfterMs !== undefined
      ? []
      : [
          sippMayCome([180, 183]),
          mayFail ? sippMayCome(REFUSALS, 'refused') : '',
          '<recv response="200" rrs="true" rtd="true"/>',
          sippSend(inside('ACK', cseq)),
          soundFile === undefined ? '' : `<nop><action><exec rtp_stream="${soundFile},-1,0"/></action></nop>`,
          ...(hangUpAfterMs === undefined
            ? ['<recv request="BYE"/>', sippSend(sippResponse('200 OK', { tag: '' }), mayFail ? 'done' : '')]
            : [
                hangUpAfterMs > 0 ? `<pause milliseconds="${hangUpAfterMs}"/>` : '',
                sippAsk(inside('BYE', cseq + 1)),
                `<recv response="200"${mayFail ? ' next="done"' : ''}/>`,
              ]),
        ];
  const refused =
    mayFail || cancelAfterMs !== undefined
      ? [
          '<label id="refused"/>',
          sippSend(sippRequest({ method: 'ACK', cseq, user })),
          mayFail ? '<label id="done"/>' : '',
        ]
      : [];
  const steps = [invite(1), ...proof, sippMayCome([100]), ...given, ...talked, ...refused];
  return sippScenario('caller', [...steps, mayFail ? '<pause milliseconds="10"/>' : '']);
}

/** How a callee of sipp behaves. */
export type CalleeBehaviour =
  | { readonly kind: 'refuse'; readonly status: number; readonly reason: string }
  | { readonly kind: 'ring' }
  | { readonly kind: 'answer'; readonly hangUpAfterMs?: number; readonly ringMs?: number; readonly events?: boolean };

/** The scenario of a callee. */
export function calleeScenario(behaviour: CalleeBehaviour): string {
  const hangUpAfterMs = behaviour.kind === 'answer' ? behaviour.hangUpAfterMs : undefined;
  // sipp refuses a variable that nothing uses
  const invited = `<recv request="INVITE" rrs="true">${hangUpAfterMs === undefined ? '' : `<action>${KEEP_CALLER}</action>`}</recv>`;
  const done = sippSend(sippResponse('200 OK', { tag: '' }));
  switch (behaviour.kind) {
    case 'refuse':
      return sippScenario('callee', [
        invited,
        sippSend(sippResponse(`${behaviour.status} ${behaviour.reason}`)),
        '<recv request="ACK"/>',
      ]);
    case 'ring':
      return sippScenario('callee', [invited, sippSend(sippResponse('180 Ringing')), '<recv request="CANCEL"/>', done]);
    case 'answer':
      return sippScenario('callee', [
        invited,
        sippSend(sippResponse('180 Ringing')),
        (behaviour.ringMs ?? 200) > 0 ? `<pause milliseconds="${behaviour.ringMs ?? 200}"/>` : '',
        sippAsk(sippResponse('200 OK', { body: sippSdp(behaviour.events) })),
        '<recv request="ACK" rtd="true"/>',
        ...(hangUpAfterMs === undefined
          ? ['<recv request="BYE"/>', done]
          : [`<pause milliseconds="${hangUpAfterMs}"/>`, sippAsk(SIPP_CALLEE_BYE), '<recv response="200"/>']),
      ]);
  }
}
