// Reads {leaves, subsets} from standard input and answers with what OpenZeppelin's own library makes of them.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.argv[2]);
const { StandardMerkleTree } = require('@openzeppelin/merkle-tree');
const encoding = ['uint256', 'address', 'address', 'uint256'];
const cases = JSON.parse(readFileSync(0, 'utf8'));
const answers = cases.map(({ leaves, subset }) => {
  const tree = StandardMerkleTree.of(leaves, encoding, { sortLeaves: false });
  const { proof, proofFlags, leaves: ordered } = tree.getMultiProof(subset);
  return { dump: tree.dump(), proofs: leaves.map((_, i) => tree.getProof(i)), multi: { proof, proofFlags, leaves: ordered } };
});
console.log(JSON.stringify(answers));
