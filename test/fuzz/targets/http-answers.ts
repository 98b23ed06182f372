import { parseDigest } from '../../../src/integrations/ami/web/digest-check.ts';
import { answerChallenge, parseChallenges } from '../../../src/net/http-auth.ts';
import { type FuzzTarget, must } from '../target.ts';

/** The headers by which servers ask for passwords, and clients answer. */
export const httpAnswers: FuzzTarget = {
  name: 'http-answers',
  good: [
    'Digest algorithm=MD5, realm="asterisk", nonce="0e908e4b", qop="auth", opaque="0e908e4b"',
    'Basic realm="a \\"b\\" c", charset="UTF-8"',
    'Digest realm="x", nonce="y", qop="auth-int, auth", algorithm=SHA-256, Basic realm=z',
    'Digest username="fuzz", realm="asterisk", nonce="n", uri="/u?a=b,c", qop=auth, nc=00000001, cnonce="x", response="0123456789abcdef0123456789abcdef"',
    'Negotiate, NTLM, Bearer a=b',
  ],
  open: () => ({
    feed(frame) {
      const text = frame.toString('latin1');
      const challenges = parseChallenges(text);
      must(challenges.length <= text.length, 'more challenges than text');
      const answer = answerChallenge(challenges, { user: 'u"x', secret: 's' }, 'GET', '/a');
      must(answer === undefined || /^(?:Basic|Digest) /.test(answer), 'an answer that is none');
      const digest = parseDigest(text);
      must(digest === undefined || (digest.user !== '' && digest.response.length === 32), 'a digest that is none');
    },
  }),
};
