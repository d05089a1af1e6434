// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {MintBatches} from "../src/MintBatches.sol";
import {IMintBatches} from "../src/interfaces/IMintBatches.sol";
import {MerkleTree} from "./MerkleTree.sol";
import {MintEcosystem} from "./MintEcosystem.sol";

contract ClaimManyTest is MintEcosystem {
    function setUp() public {
        deploySites();
    }

    function test_One_multiproof_pays_all_leaves() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        same(claimAll(leaves), 5);
        same(energy.totalSupply(), 5 ether);
        same(deca.totalSupply(), 5 ether);
        same(energy.balanceOf(operator), 0.02 ether);
    }

    function test_A_leaf_claimed_before_does_not_stop_the_batch() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        claim(leaves, 2);
        same(claimAll(leaves), 4);
        same(energy.totalSupply(), 5 ether);
        same(claimAll(leaves), 0);
        same(energy.totalSupply(), 5 ether);
    }

    function test_A_batch_with_one_wrong_leaf_is_refused_whole() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        bytes32 root = MerkleTree.root(leaves);
        (bytes32[] memory path, bool[] memory flags) = MerkleTree.multiProof(MerkleTree.build(leaves), two(0, 3));
        IMintBatches.Leaf[] memory some = new IMintBatches.Leaf[](2);
        (some[0], some[1]) = (leaves[0], leaves[3]);
        some[1].cumulativeAmount += 1;
        vm.expectRevert(abi.encodeWithSelector(MintBatches.ProofWrong.selector, root));
        mint.claimMany(some, path, flags);
        same(energy.totalSupply(), 0);
    }

    function test_A_batch_in_another_order_is_refused() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        (bytes32[] memory path, bool[] memory flags) = MerkleTree.multiProof(MerkleTree.build(leaves), two(0, 3));
        IMintBatches.Leaf[] memory some = new IMintBatches.Leaf[](2);
        (some[0], some[1]) = (leaves[3], leaves[0]);
        vm.expectRevert(abi.encodeWithSelector(MintBatches.ProofWrong.selector, MerkleTree.root(leaves)));
        mint.claimMany(some, path, flags);
    }

    function test_A_batch_above_a_cap_pays_nobody() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        leaves[4].cumulativeAmount = 17 ether;
        activate(batchOf(1, leaves));
        uint256[] memory pair = two(0, 4);
        (bytes32[] memory path, bool[] memory flags) = MerkleTree.multiProof(MerkleTree.build(leaves), pair);
        IMintBatches.Leaf[] memory some = new IMintBatches.Leaf[](2);
        (some[0], some[1]) = (leaves[0], leaves[4]);
        vm.expectRevert(abi.encodeWithSelector(MintBatches.CapExceeded.selector, 2, address(energy), 0, 17 ether, 16.8 ether));
        mint.claimMany(some, path, flags);
        same(energy.totalSupply(), 0);
    }

    function testFuzz_Every_choice_of_leaves_pays_their_sum(uint8 count, uint256 chosen, uint256 seed) public {
        IMintBatches.Leaf[] memory leaves = new IMintBatches.Leaf[](within(count, 1, 40));
        for (uint256 i = 0; i < leaves.length; i++) {
            uint256 amount = within(uint256(keccak256(abi.encode(seed, i))), 1, 0.4 ether);
            leaves[i] =
                IMintBatches.Leaf(1 + i % 4, address(uint160(1000 + i)), address(i % 2 == 0 ? address(deca) : address(energy)), amount);
        }
        activate(batchOf(1, leaves));

        uint256[] memory picked = new uint256[](leaves.length);
        IMintBatches.Leaf[] memory some = new IMintBatches.Leaf[](leaves.length);
        uint256 n = 0;
        uint256 sum = 0;
        for (uint256 i = 0; i < leaves.length; i++) {
            if (chosen >> i & 1 == 0) continue;
            picked[n] = i;
            some[n++] = leaves[i];
            sum += leaves[i].cumulativeAmount;
        }
        assembly ("memory-safe") {
            mstore(picked, n)
            mstore(some, n)
        }
        vm.assume(n > 0);
        (bytes32[] memory path, bool[] memory flags) = MerkleTree.multiProof(MerkleTree.build(leaves), picked);
        same(mint.claimMany(some, path, flags), n);
        same(energy.totalSupply() + deca.totalSupply(), sum);
    }

    // ---

    function two(uint256 a, uint256 b) private pure returns (uint256[] memory pair) {
        pair = new uint256[](2);
        (pair[0], pair[1]) = (a, b);
    }
}
