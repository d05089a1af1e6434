// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {IMintBatches} from "../src/interfaces/IMintBatches.sol";

/// @dev `standard-v1` without sorting, in Solidity: a complete binary tree in one array, leaf i at 2n - 2 - i, root at 0.
library MerkleTree {
    function build(IMintBatches.Leaf[] memory leaves) internal pure returns (bytes32[] memory nodes) {
        nodes = new bytes32[](2 * leaves.length - 1);
        for (uint256 i = 0; i < leaves.length; i++) {
            nodes[nodes.length - 1 - i] = keccak256(
                bytes.concat(keccak256(abi.encode(leaves[i].tokenId, leaves[i].payee, leaves[i].token, leaves[i].cumulativeAmount)))
            );
        }
        for (uint256 i = leaves.length - 1; i > 0; i--) {
            nodes[i - 1] = _pair(nodes[2 * i - 1], nodes[2 * i]);
        }
    }

    function root(IMintBatches.Leaf[] memory leaves) internal pure returns (bytes32) {
        return build(leaves)[0];
    }

    function proof(bytes32[] memory nodes, uint256 leaf) internal pure returns (bytes32[] memory path) {
        uint256 length = 0;
        for (uint256 at = nodes.length - 1 - leaf; at > 0; at = (at - 1) / 2) {
            length++;
        }
        path = new bytes32[](length);
        uint256 step = 0;
        for (uint256 at = nodes.length - 1 - leaf; at > 0; at = (at - 1) / 2) {
            path[step++] = nodes[_sibling(at)];
        }
    }

    /// @param leaves Leaf numbers, ascending.
    function multiProof(bytes32[] memory nodes, uint256[] memory leaves)
        internal
        pure
        returns (bytes32[] memory path, bool[] memory flags)
    {
        uint256[] memory queue = new uint256[](2 * nodes.length);
        for (uint256 i = 0; i < leaves.length; i++) {
            queue[i] = nodes.length - 1 - leaves[i];
        }
        path = new bytes32[](nodes.length);
        flags = new bool[](nodes.length);
        uint256 paths = 0;
        uint256 hashes = 0;
        uint256 first = 0;
        for (uint256 last = leaves.length; queue[first] > 0; last++) {
            uint256 at = queue[first++];
            flags[hashes] = first < last && queue[first] == _sibling(at);
            if (flags[hashes++]) first++;
            else path[paths++] = nodes[_sibling(at)];
            queue[last] = (at - 1) / 2;
        }
        assembly ("memory-safe") {
            mstore(path, paths)
            mstore(flags, hashes)
        }
    }

    function _sibling(uint256 at) private pure returns (uint256) {
        return at % 2 == 0 ? at - 1 : at + 1;
    }

    function _pair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(bytes.concat(a, b)) : keccak256(bytes.concat(b, a));
    }
}
