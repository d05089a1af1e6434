// Reads a device's frames as a stranger would (u16 length, frame, ...), with nothing of ours but docs/protocol.md, and checks
// the hash chain and every seal with OpenSSL. Usage: node frames.mjs PUBLIC_KEY_HEX NETWORK_ID_HEX < frames.bin
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [publicKeyHex, networkIdHex] = process.argv.slice(2);
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const point = Buffer.from(publicKeyHex, 'hex');
const deviceId = sha256(point).subarray(0, 16);
const key = createPublicKey({
  format: 'jwk',
  key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') },
});
const halfOrder = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

let expectedPrevious = sha256('GreenPow/1 genesis\0', Buffer.from(networkIdHex, 'hex'), deviceId);
let expectedSequence = 1n;
let frames = 0;
let seals = 0;
let sealedUpTo = 0n;
const hashes = createHash('sha256');
let counters = [];
const bytes = readFileSync(0);
for (let at = 0; at < bytes.length; ) {
  const length = bytes.readUInt16LE(at);
  const frame = bytes.subarray(at + 2, at + 2 + length);
  at += 2 + length;
  const sequence = frame.readBigUInt64LE(20);
  const must = (holds, what) => {
    if (!holds) throw new Error(`frame ${sequence}: ${what}`);
  };
  must(frame.length === length, 'is cut short');
  must(frame.subarray(0, 4).equals(Buffer.from([0x47, 0x50, 1, 1])), 'is no report of version 1');
  must(frame.subarray(4, 20).equals(deviceId), 'is of another device');
  must(sequence === expectedSequence, `should be ${expectedSequence}`);
  must(frame.subarray(40, 72).equals(expectedPrevious), 'does not name its predecessor');
  const sealed = (frame.readUInt16LE(34) & 0x8000) !== 0;
  if (sealed) {
    const signed = frame.subarray(0, frame.length - 64);
    const signature = frame.subarray(frame.length - 64);
    must(verify('sha256', Buffer.concat([Buffer.from('GreenPow/1 report\0'), signed]), { key, dsaEncoding: 'ieee-p1363' }, signature), 'has a wrong seal');
    must(BigInt(`0x${signature.subarray(32).toString('hex')}`) <= halfOrder, 'has a high s');
    seals++;
    sealedUpTo = sequence;
  }
  const shares = frame[80];
  const intervals = frame[82];
  counters = [];
  for (let channel = 0, from = 84 + 4 * shares; channel < frame[81]; channel++, from += 20 + 4 * intervals) {
    counters.push(Number(frame.readBigUInt64LE(from + 4)));
  }
  expectedPrevious = sha256(frame);
  hashes.update(expectedPrevious);
  expectedSequence++;
  frames++;
}
console.log(JSON.stringify({ frames, seals, sealedUpTo: Number(sealedUpTo), counters, digest: hashes.digest('hex') }));
