import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { secretToPublicKey } from '../../../shared/signature/ed25519-secret.ts';
import { sign } from '../../../shared/signature/sign.ts';

type Verify = (publicKeys: string[], headers: Record<string, string>, body: Buffer, now?: number) => void;

const page = readFileSync(new URL('../../../docs/receiving.md', import.meta.url), 'utf8');
const vectors = page.slice(page.indexOf('### Test vectors'));
const secret = /`(whsk_[^`]+)`/.exec(vectors)?.[1] ?? '';
const publicKey = /`(whpk_[^`]+)`/.exec(vectors)?.[1] ?? '';
const signature = /webhook-signature: (v1a,\S+)/.exec(vectors)?.[1] ?? '';
const [head = '', body = ''] = (/```http\n(.*?)\n```/s.exec(page)?.[1] ?? '').split('\n\n');
const id = /webhook-id: (.*)/.exec(head)?.[1] ?? '';
const timestampSeconds = Number(/webhook-timestamp: (.*)/.exec(head)?.[1]);
const headers = {
  'webhook-id': id,
  'webhook-timestamp': String(timestampSeconds),
  'webhook-signature': signature,
};

/** The page's own verifier, as a reader would paste it into a file. */
async function verifierOfThePage(): Promise<Verify> {
  const blocks = [...page.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);
  const code = blocks.find((block) => block.includes('export function verifyEd25519')) ?? '';
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return (module as { verifyEd25519: Verify }).verifyEd25519;
}

test('the ed25519 signature shown is the one that the platform makes with the key shown', () => {
  assert.equal(sign([secret], { id, timestampSeconds, body }), signature);
  assert.equal(secretToPublicKey(secret), publicKey);
});

test('the ed25519 verifier shown takes it, with other keys and signatures beside it', async () => {
  const verify = await verifierOfThePage();
  const other = `whpk_${Buffer.alloc(32, 1).toString('base64')}`;
  const rotating = { ...headers, 'webhook-signature': `v1,AAAA v1a,AAAA ${signature}` };
  verify([other, publicKey], rotating, Buffer.from(body), timestampSeconds * 1_000 + 300_000);
});

for (const [what, keys, changed, text, laterMs] of [
  ['another body', [publicKey], {}, `${body} `, 0],
  ['another id', [publicKey], { 'webhook-id': 'msg_other' }, body, 0],
  ['an old timestamp', [publicKey], {}, body, 301_000],
  ['a timestamp that is no number', [publicKey], { 'webhook-timestamp': 'soon' }, body, 0],
  ['no signature', [publicKey], { 'webhook-signature': '' }, body, 0],
  ['no key', [], {}, body, 0],
  [
    'the signature under another version',
    [publicKey],
    { 'webhook-signature': signature.replace('v1a', 'v1') },
    body,
    0,
  ],
] as const)
  test(`rejects, by the ed25519 verifier shown, ${what}`, async () => {
    const verify = await verifierOfThePage();
    const given = { ...headers, ...changed };
    assert.throws(() => verify([...keys], given, Buffer.from(text), timestampSeconds * 1_000 + laterMs));
  });
