import { expect, test } from 'vitest';
import { gatewayTarget } from '../../../../src/drivers/gateway/gateway-target.ts';

const PORTS = new Map([
  ['1', 'SIP/desk'],
  ['g2', 'PJSIP/@gateway'],
  ['4', 'PJSIP/9@gateway'],
  ['broken', 'gateway'],
]);

test.each([
  ['1', 'SIP/desk'],
  ['1/5551234', 'SIP/desk/5551234'],
  ['1r2', 'SIP/desk'],
  ['1c/ww5551234', 'SIP/desk/5551234'],
  ['g2/5551234', 'PJSIP/5551234@gateway'],
  ['G2/*67', 'PJSIP/*67@gateway'],
  ['r2/5', 'PJSIP/5@gateway'],
  ['g2', 'PJSIP/gateway'],
  ['4/12', 'PJSIP/912@gateway'],
])('%s is %s', (resource, dialString) => {
  expect(gatewayTarget(PORTS, resource)).toEqual({ dialString });
});

test.each([
  ['7/1', "no gateway stands in for '7': add '7 = PJSIP/@gateway' to [gateways] of asterisk.conf"],
  ['g2/1@evil', "'1@evil' is no number"],
  ['broken/1', "the gateway 'gateway' of 'broken' is no TECHNOLOGY/name"],
])('%s is none: %s', (resource, fault) => {
  expect(gatewayTarget(PORTS, resource)).toEqual({ fault });
});
