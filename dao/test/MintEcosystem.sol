// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {EnergyToken} from "../src/EnergyToken.sol";
import {IMintBatches} from "../src/interfaces/IMintBatches.sol";
import {Ecosystem} from "./Ecosystem.sol";
import {MerkleTree} from "./MerkleTree.sol";

/// @dev The demo's sites: meters 1 to 3 feed storage 4; one kilowatt each, commissioned two days back.
abstract contract MintEcosystem is Ecosystem {
    uint256 internal constant STORAGE = 4;
    EnergyToken internal energy;
    address internal immutable operator = account("storage operator");

    function deploySites() internal {
        deploy();
        for (uint256 i = 1; i <= 3; i++) {
            admit(meter(i, ownerOf(i)));
        }
        admit(nodeStorage(STORAGE, operator));
        energy = createEnergyToken(STORAGE);
    }

    function ownerOf(uint256 tokenId) internal pure returns (address) {
        return account(string.concat("owner ", vm.toString(tokenId)));
    }

    /// @dev Owner 1's ENERGY and DECA, the operator's share, the vault's share, and owner 2's ENERGY.
    function dayOne() internal view returns (IMintBatches.Leaf[] memory leaves) {
        leaves = new IMintBatches.Leaf[](5);
        leaves[0] = IMintBatches.Leaf(1, ownerOf(1), address(energy), 3.98 ether);
        leaves[1] = IMintBatches.Leaf(1, ownerOf(1), address(deca), 4.5 ether);
        leaves[2] = IMintBatches.Leaf(STORAGE, operator, address(energy), 0.02 ether);
        leaves[3] = IMintBatches.Leaf(0, address(timelock), address(deca), 0.5 ether);
        leaves[4] = IMintBatches.Leaf(2, ownerOf(2), address(energy), 1 ether);
    }

    function proofIn(IMintBatches.Leaf[] memory leaves, uint256 i) internal pure returns (bytes32[] memory) {
        return MerkleTree.proof(MerkleTree.build(leaves), i);
    }

    function claim(IMintBatches.Leaf[] memory leaves, uint256 i) internal {
        mint.claim(leaves[i].tokenId, leaves[i].payee, leaves[i].token, leaves[i].cumulativeAmount, proofIn(leaves, i));
    }

    function expectClaimRevert(bytes memory reason, IMintBatches.Leaf[] memory leaves, uint256 i) internal {
        bytes32[] memory proof = proofIn(leaves, i);
        vm.expectRevert(reason);
        mint.claim(leaves[i].tokenId, leaves[i].payee, leaves[i].token, leaves[i].cumulativeAmount, proof);
    }

    function claimAll(IMintBatches.Leaf[] memory leaves) internal returns (uint256) {
        uint256[] memory all = new uint256[](leaves.length);
        for (uint256 i = 0; i < all.length; i++) {
            all[i] = i;
        }
        (bytes32[] memory path, bool[] memory flags) = MerkleTree.multiProof(MerkleTree.build(leaves), all);
        return mint.claimMany(leaves, path, flags);
    }
}
