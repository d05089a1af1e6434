// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {EnergyToken} from "../src/EnergyToken.sol";
import {MintBatches} from "../src/MintBatches.sol";
import {IMintBatches} from "../src/interfaces/IMintBatches.sol";
import {MerkleTree} from "./MerkleTree.sol";
import {MintEcosystem} from "./MintEcosystem.sol";

contract ClaimTest is MintEcosystem {
    function setUp() public {
        deploySites();
    }

    // --- what is paid

    function test_A_claim_mints_the_leaf_to_its_payee() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        vm.expectEmit();
        emit IMintBatches.Claimed(1, ownerOf(1), address(energy), 3.98 ether, 3.98 ether);
        vm.prank(account("anyone"));
        claim(leaves, 0);
        same(energy.balanceOf(ownerOf(1)), 3.98 ether);
        same(mint.claimed(1, ownerOf(1), address(energy)), 3.98 ether);
        same(mint.minted(1, address(energy)), 3.98 ether);
        same(mint.totalMinted(address(energy)), 3.98 ether);
        same(deca.totalSupply(), 0);
    }

    function test_The_next_root_pays_the_difference() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        claim(leaves, 0);
        leaves[0].cumulativeAmount = 6 ether;
        activate(batchOf(2, leaves));
        vm.expectEmit();
        emit IMintBatches.Claimed(1, ownerOf(1), address(energy), 2.02 ether, 6 ether);
        claim(leaves, 0);
        same(energy.balanceOf(ownerOf(1)), 6 ether);
    }

    function test_What_was_not_claimed_is_in_the_next_root() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        leaves[0].cumulativeAmount = 6 ether;
        activate(batchOf(2, leaves));
        claim(leaves, 0);
        same(energy.balanceOf(ownerOf(1)), 6 ether);
    }

    function test_Two_payees_of_one_site_are_paid_apart() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        leaves[4] = IMintBatches.Leaf(1, account("pool"), address(energy), 1 ether);
        activate(batchOf(1, leaves));
        claim(leaves, 0);
        claim(leaves, 4);
        same(energy.balanceOf(account("pool")), 1 ether);
        same(mint.minted(1, address(energy)), 4.98 ether);
    }

    function test_Token_zero_pays_the_vault() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        claim(leaves, 3);
        same(deca.balanceOf(address(timelock)), 0.5 ether);
    }

    // --- what is refused

    function test_Nothing_is_paid_before_the_first_root() public {
        expectClaimRevert(abi.encodeWithSelector(MintBatches.ProofWrong.selector, bytes32(0)), dayOne(), 0);
    }

    function test_A_claim_twice_is_refused() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        claim(leaves, 0);
        expectClaimRevert(nothingLeft(leaves[0]), leaves, 0);
        same(energy.totalSupply(), 3.98 ether);
    }

    function test_A_leaf_unchanged_by_the_next_root_is_not_paid_again() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        claim(leaves, 0);
        leaves[4].cumulativeAmount += 1 ether;
        activate(batchOf(2, leaves));
        expectClaimRevert(nothingLeft(leaves[0]), leaves, 0);
    }

    function test_A_proof_of_another_leaf_is_refused() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        bytes32[] memory proof = proofIn(leaves, 1);
        vm.expectRevert(abi.encodeWithSelector(MintBatches.ProofWrong.selector, MerkleTree.root(leaves)));
        mint.claim(1, ownerOf(1), address(energy), 3.98 ether, proof);
    }

    function test_A_proof_of_a_replaced_root_is_refused() public {
        IMintBatches.Leaf[] memory old = dayOne();
        activate(batchOf(1, old));
        IMintBatches.Leaf[] memory leaves = dayOne();
        leaves[1].cumulativeAmount += 1;
        activate(batchOf(2, leaves));
        expectClaimRevert(abi.encodeWithSelector(MintBatches.ProofWrong.selector, MerkleTree.root(leaves)), old, 0);
    }

    function test_An_inner_node_is_no_leaf() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        bytes32[] memory nodes = MerkleTree.build(leaves);
        // The root's children as if they were the hash of a leaf: what a tree hashed once would accept.
        vm.expectRevert(abi.encodeWithSelector(MintBatches.ProofWrong.selector, nodes[0]));
        mint.claim(uint256(nodes[1]), address(uint160(uint256(nodes[2]))), address(energy), 1, new bytes32[](0));
    }

    function testFuzz_A_changed_leaf_is_refused(uint256 tokenId, address payee, address token, uint256 amount) public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        vm.assume(tokenId != 1 || payee != ownerOf(1) || token != address(energy) || amount != 3.98 ether);
        activate(batchOf(1, leaves));
        bytes32[] memory proof = proofIn(leaves, 0);
        vm.expectRevert(abi.encodeWithSelector(MintBatches.ProofWrong.selector, MerkleTree.root(leaves)));
        mint.claim(tokenId, payee, token, amount, proof);
    }

    function test_Leaves_above_the_requests_total_are_refused() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        IMintBatches.Batch memory batch = batchOf(1, leaves);
        batch.totals[0].total = 4 ether;
        activate(batch);
        claim(leaves, 0);
        bytes memory reason = abi.encodeWithSelector(MintBatches.TotalExceeded.selector, address(energy), 3.98 ether, 1 ether, 4 ether);
        expectClaimRevert(reason, leaves, 4);
        claim(leaves, 2);
        same(mint.totalMinted(address(energy)), 4 ether);
    }

    function test_A_leaf_above_its_sites_cap_is_refused() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        leaves[0].cumulativeAmount = 16.8 ether + 1;
        activate(batchOf(1, leaves));
        bytes memory reason = abi.encodeWithSelector(MintBatches.CapExceeded.selector, 1, address(energy), 0, 16.8 ether + 1, 16.8 ether);
        expectClaimRevert(reason, leaves, 0);
        vm.warp(NOW + 1);
        claim(leaves, 0);
    }

    function test_The_cap_holds_over_all_payees_of_a_site() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        leaves[0].cumulativeAmount = 10 ether;
        leaves[4] = IMintBatches.Leaf(1, account("pool"), address(energy), 10 ether);
        activate(batchOf(1, leaves));
        claim(leaves, 0);
        bytes memory reason = abi.encodeWithSelector(MintBatches.CapExceeded.selector, 1, address(energy), 10 ether, 10 ether, 16.8 ether);
        expectClaimRevert(reason, leaves, 4);
    }

    function test_Each_token_has_the_cap_to_itself() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        leaves[0].cumulativeAmount = 16.8 ether;
        leaves[1].cumulativeAmount = 16.8 ether;
        activate(batchOf(1, leaves));
        claim(leaves, 0);
        claim(leaves, 1);
        same(mint.minted(1, address(energy)) + mint.minted(1, address(deca)), 33.6 ether);
    }

    function test_Lowering_capacity_takes_nothing_back() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        leaves[0].cumulativeAmount = 16.8 ether;
        activate(batchOf(1, leaves));
        vm.prank(address(timelock));
        registry.setCapacity(1, 1);
        claim(leaves, 0);
    }

    function test_A_revoked_site_is_frozen_until_it_is_reinstated() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        activate(batchOf(1, leaves));
        vm.prank(address(timelock));
        registry.revoke(1);
        expectClaimRevert(abi.encodeWithSelector(MintBatches.SiteIsRevoked.selector, 1), leaves, 0);
        claim(leaves, 4);
        vm.prank(address(timelock));
        registry.reinstate(1);
        claim(leaves, 0);
        same(energy.balanceOf(ownerOf(1)), 3.98 ether);
    }

    function test_A_site_that_does_not_exist_is_paid_nothing() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        leaves[0].tokenId = 9;
        activate(batchOf(1, leaves));
        expectClaimRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 9), leaves, 0);
    }

    function test_Token_zero_pays_nobody_but_the_vault() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        leaves[3].payee = account("thief");
        activate(batchOf(1, leaves));
        bytes memory reason = abi.encodeWithSelector(MintBatches.OnlyVault.selector, account("thief"), address(timelock));
        expectClaimRevert(reason, leaves, 3);
    }

    function test_A_token_without_a_total_is_unknown() public {
        admit(nodeStorage(5, operator));
        EnergyToken other = createEnergyToken(5);
        IMintBatches.Leaf[] memory leaves = dayOne();
        IMintBatches.Batch memory batch = batchOf(1, leaves);
        leaves[4].token = address(other);
        batch.root = MerkleTree.root(leaves);
        activate(batch);
        expectClaimRevert(abi.encodeWithSelector(MintBatches.TokenUnknown.selector, address(other)), leaves, 4);
    }

    // ---

    function nothingLeft(IMintBatches.Leaf memory leaf) private pure returns (bytes memory) {
        return abi.encodeWithSelector(MintBatches.NothingToClaim.selector, leaf.tokenId, leaf.payee, leaf.token, leaf.cumulativeAmount);
    }
}
