// `write` saves a tree of OpenZeppelin's own library for the Solidity tests; `check` fails when the saved one differs.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';

const file = join(dirname(fileURLToPath(import.meta.url)), '../test/vectors/merkle-standard-v1.json');
const address = number => '0x' + number.toString(16).padStart(40, '0');
// Eleven leaves: an odd tree, three tokens, the vault first.
const leaves = Array.from({ length: 11 }, (_, i) => [String(i), address(0xa11ce000 + i * 7), address(0x70c0 + (i % 3)), String(10n ** 18n * BigInt(i + 1) + BigInt(i))]);

const tree = StandardMerkleTree.of(leaves, ['uint256', 'address', 'address', 'uint256'], { sortLeaves: false });
const indices = [0, 3, 4, 10];
const { leaves: ordered, proof, proofFlags } = tree.getMultiProof(indices);
const vectors = {
  source: '@openzeppelin/merkle-tree 1.0.8, StandardMerkleTree, sortLeaves: false',
  root: tree.root,
  tokenIds: leaves.map(leaf => leaf[0]),
  payees: leaves.map(leaf => leaf[1]),
  tokens: leaves.map(leaf => leaf[2]),
  cumulativeAmounts: leaves.map(leaf => leaf[3]),
  proofs: leaves.map((_, i) => tree.getProof(i)),
  multi: { indices, order: ordered.map(leaf => Number(leaf[0])), proof, proofFlags },
};
const text = JSON.stringify(vectors, null, 1) + '\n';

if (process.argv[2] === 'write') writeFileSync(file, text);
else if (process.argv[2] === 'check') {
  if (readFileSync(file, 'utf8') === text) console.log('The Merkle vectors are those of @openzeppelin/merkle-tree');
  else {
    console.error('test/vectors/merkle-standard-v1.json differs from @openzeppelin/merkle-tree; run: node tools/merkle-vectors.mjs write');
    process.exitCode = 1;
  }
} else throw new Error('usage: node tools/merkle-vectors.mjs write | check');
