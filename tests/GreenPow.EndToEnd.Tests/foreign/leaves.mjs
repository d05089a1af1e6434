// Loads a dump of leaves with @openzeppelin/merkle-tree, which recomputes and checks every node, and sums what it promises.
// Usage (in dao/, where the package is installed): node leaves.mjs < dump.json
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const require = createRequire(`${process.cwd()}/package.json`);
const { StandardMerkleTree } = await import(pathToFileURL(require.resolve('@openzeppelin/merkle-tree')));
const dump = JSON.parse(readFileSync(0, 'utf8'));
const tree = StandardMerkleTree.load(dump);
tree.validate();
const rebuilt = StandardMerkleTree.of([...tree.entries()].map(([, value]) => value), dump.leafEncoding, { sortLeaves: false });
const totals = {};
for (const [index, [tokenId, , token, amount]] of tree.entries()) {
  if (!StandardMerkleTree.verify(tree.root, dump.leafEncoding, dump.values[index].value, tree.getProof(index))) throw new Error(`leaf ${index} has no proof`);
  totals[token] = String(BigInt(totals[token] ?? 0) + BigInt(amount));
  if (tokenId === undefined) throw new Error(`leaf ${index} has no tokenId`);
}
console.log(JSON.stringify({ root: tree.root, rebuilt: rebuilt.root, count: dump.values.length, totals }));
