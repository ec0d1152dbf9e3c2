// What Baileys' curves and node codec take.
import { Curve, decodeBinaryNode, encodeBinaryNode, generateSignalPubKey } from 'baileys';

const median = list => list.sort((a, b) => a - b)[list.length >> 1];

// In microseconds: the median of several runs after a warm-up. Calls that give a promise are awaited, as their callers must.
async function microseconds(call, awaited = false) {
  const run = async count => {
    const begun = performance.now();
    if (awaited) for (let i = 0; i < count; i++) await call();
    else for (let i = 0; i < count; i++) call();
    return (performance.now() - begun) * 1000 / count;
  };
  let warm = 0, count = 0;
  while (warm < 1e6) { warm += await run(10) * 10; count += 10; }
  const perRun = Math.max(1, Math.round(count / 10)), runs = [];
  for (let i = 0; i < 9; i++) runs.push(await run(perRun));
  return median(runs);
}

export async function measureMicro(frame) {
  const ours = Curve.generateKeyPair(), theirs = Curve.generateKeyPair();
  const message = generateSignalPubKey(theirs.public), signature = Curve.sign(ours.private, message);
  if (!Curve.verify(ours.public, message, signature)) throw new Error('a signature did not verify');
  const node = await decodeBinaryNode(frame);
  return {
    x25519_us: await microseconds(() => Curve.sharedKey(ours.private, theirs.public)),
    x25519_keygen_us: await microseconds(() => Curve.generateKeyPair()),
    xeddsa_sign_us: await microseconds(() => Curve.sign(ours.private, message)),
    xeddsa_verify_us: await microseconds(() => Curve.verify(ours.public, message, signature)),
    node_decode_us: await microseconds(() => decodeBinaryNode(frame), true),
    node_encode_us: await microseconds(() => encodeBinaryNode(node)),
  };
}
