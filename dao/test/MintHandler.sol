// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {EnergyToken} from "../src/EnergyToken.sol";
import {IMintBatches} from "../src/interfaces/IMintBatches.sol";
import {MerkleTree} from "./MerkleTree.sol";
import {MintEcosystem} from "./MintEcosystem.sol";

/// @dev Everything that can happen to the mint, at random: time, roots (greedy ones too), claims by proof or multiproof, old proofs,
/// revocation, capacity, burning. Amounts are large against the caps, so that caps and totals are really met.
contract MintHandler is MintEcosystem {
    uint256 public constant LEAVES = 9;

    IMintBatches.Leaf[] private _live;
    IMintBatches.Leaf[] private _replaced;
    uint32 private _epoch;

    mapping(uint256 leaf => uint256) public paidOut;
    mapping(address token => uint256) public burned;
    uint256 public paidClaims;
    uint256 public refusedClaims;

    constructor() {
        deploySites();
        for (uint256 i = 0; i < LEAVES; i++) {
            _live.push();
            (_live[i].tokenId, _live[i].payee, _live[i].token) = line(i);
        }
        activateNext(_live);
    }

    function sites() external view returns (IMintBatches, EnergyToken, address) {
        return (mint, energy, address(deca));
    }

    /// @dev Each meter has ENERGY for its owner and for a pool, and DECA; then the operator's and the vault's share.
    function line(uint256 i) public view returns (uint256 tokenId, address payee, address token) {
        if (i == 7) return (STORAGE, operator, address(energy));
        if (i == 8) return (0, address(timelock), address(deca));
        tokenId = 1 + i % 3;
        payee = i < 3 || i == 6 ? ownerOf(tokenId) : account("pool");
        token = i < 6 ? address(energy) : address(deca);
    }

    function passTime(uint24 seconds_) external {
        vm.warp(block.timestamp + seconds_);
    }

    function activateRaised(uint256 which, uint96 by) external {
        IMintBatches.Leaf[] memory leaves = _live;
        leaves[which % LEAVES].cumulativeAmount += within(by, 1, 12 ether);
        activateNext(leaves);
    }

    /// @dev A root whose leaves add up to more than its totals say.
    function activateGreedy(uint256 which, uint96 by) external {
        IMintBatches.Leaf[] memory leaves = _live;
        IMintBatches.Batch memory batch = batchOf(_epoch + 1, leaves);
        leaves[which % LEAVES].cumulativeAmount += within(by, 1, 12 ether);
        batch.root = MerkleTree.root(leaves);
        // Only when no smaller total than before would be asked for.
        for (uint256 i = 0; i < batch.totals.length; i++) {
            if (batch.totals[i].total < mint.totalRequested(batch.totals[i].token)) return;
        }
        if (mint.epochOf(batch.root) != 0) return;
        remember(leaves, batch);
    }

    function claimOne(uint256 which) external {
        claimLeaf(_live, which % LEAVES);
    }

    function claimReplaced(uint256 which) external {
        if (_replaced.length > 0) claimLeaf(_replaced, which % LEAVES);
    }

    function claimEverything() external {
        IMintBatches.Leaf[] memory leaves = _live;
        uint256[] memory all = new uint256[](LEAVES);
        for (uint256 i = 0; i < LEAVES; i++) {
            all[i] = i;
        }
        (bytes32[] memory path, bool[] memory flags) = MerkleTree.multiProof(MerkleTree.build(leaves), all);
        try mint.claimMany(leaves, path, flags) returns (uint256 paid) {
            paidClaims += paid;
            for (uint256 i = 0; i < LEAVES; i++) {
                if (leaves[i].cumulativeAmount > paidOut[i]) paidOut[i] = leaves[i].cumulativeAmount;
            }
        } catch {
            refusedClaims++;
        }
    }

    function revokeOrReinstate(uint256 which) external {
        uint256 tokenId = 1 + which % 4;
        bool revoked = registry.site(tokenId).revoked;
        vm.prank(address(timelock));
        if (revoked) registry.reinstate(tokenId);
        else registry.revoke(tokenId);
    }

    function setCapacity(uint256 which, uint32 watts) external {
        vm.prank(address(timelock));
        registry.setCapacity(1 + which % 4, uint32(within(watts, 1, 3000)));
    }

    function burn(uint256 which, uint256 amount) external {
        address holder = ownerOf(1 + which % 3);
        amount = within(amount, 0, energy.balanceOf(holder));
        vm.prank(holder);
        if (which % 2 == 0) energy.retire(1, amount);
        else energy.takeOut(2, amount);
        burned[address(energy)] += amount;
    }

    function claimLeaf(IMintBatches.Leaf[] memory leaves, uint256 i) private {
        bytes32[] memory proof = proofIn(leaves, i);
        IMintBatches.Leaf memory leaf = leaves[i];
        uint256 before = EnergyToken(leaf.token).balanceOf(leaf.payee);
        try mint.claim(leaf.tokenId, leaf.payee, leaf.token, leaf.cumulativeAmount, proof) {
            yes(leaf.cumulativeAmount > paidOut[i], "paid for nothing new");
            same(EnergyToken(leaf.token).balanceOf(leaf.payee) - before, leaf.cumulativeAmount - paidOut[i]);
            paidOut[i] = leaf.cumulativeAmount;
            paidClaims++;
        } catch {
            refusedClaims++;
        }
    }

    function activateNext(IMintBatches.Leaf[] memory leaves) private {
        remember(leaves, batchOf(_epoch + 1, leaves));
    }

    function remember(IMintBatches.Leaf[] memory leaves, IMintBatches.Batch memory batch) private {
        activate(batch);
        _epoch++;
        delete _replaced;
        for (uint256 i = 0; i < LEAVES; i++) {
            _replaced.push(_live[i]);
            _live[i] = leaves[i];
        }
    }
}
