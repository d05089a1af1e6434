// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {DeviceRegistry} from "../src/DeviceRegistry.sol";
import {IDeviceRegistry} from "../src/interfaces/IDeviceRegistry.sol";
import {IMintBatches} from "../src/interfaces/IMintBatches.sol";
import {Base} from "./Base.sol";
import {MerkleTree} from "./MerkleTree.sol";

/// @dev What chip, gateway and chain must agree on: tests/vectors/wire-v1.json, and a tree of @openzeppelin/merkle-tree.
contract VectorsTest is Base {
    /// @dev The vectors' registry is the first contract that this account deploys (first account of the development chain).
    address private constant FIRST_DEPLOYER = 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266;

    string private wire;
    string private tree;

    function setUp() public {
        vm.warp(NOW);
        wire = vm.readFile("../tests/vectors/wire-v1.json");
        tree = vm.readFile("test/vectors/merkle-standard-v1.json");
    }

    // --- ownership

    function test_A_devices_ownership_frame_is_accepted_on_chain() public {
        DeviceRegistry registry = registryOfVectors();
        vm.prank(address(this));
        uint256 tokenId = registry.admit(applicationOfVectors());
        same(registry.ownerOf(tokenId), address(bytes20(vm.parseJsonBytes(wire, ".ownership.owner"))));
        same(bytes32(registry.site(tokenId).deviceId), bytes32(bytes16(vm.parseJsonBytes(wire, ".device.deviceId"))));
    }

    function test_The_chain_signs_what_the_device_signs() public {
        DeviceRegistry registry = registryOfVectors();
        IDeviceRegistry.Application memory a = applicationOfVectors();
        bytes16 id = bytes16(vm.parseJsonBytes(wire, ".device.deviceId"));
        bytes32 digest = vm.parseJsonBytes32(wire, ".ownership.digest");
        same(registry.ownershipDigest(id, a.owner, a.ownershipNonce), digest);
        same(sha256(vm.parseJsonBytes(wire, ".ownership.signed")), digest);
        bytes memory frame = vm.parseJsonBytes(wire, ".ownership.beforeSignature");
        same(sha256(bytes.concat("GreenPow/1 ownership\x00", frame)), digest);
    }

    // --- tree

    function test_Trees_in_solidity_are_openzeppelins() public view {
        bytes32[] memory nodes = MerkleTree.build(leavesOfVectors());
        same(nodes[0], vm.parseJsonBytes32(tree, ".root"));
        for (uint256 i = 0; i < 11; i++) {
            same(MerkleTree.proof(nodes, i), vm.parseJsonBytes32Array(tree, string.concat(".proofs[", vm.toString(i), "]")));
        }
    }

    function test_Multiproofs_in_solidity_are_openzeppelins() public view {
        bytes32[] memory nodes = MerkleTree.build(leavesOfVectors());
        uint256[] memory indices = vm.parseJsonUintArray(tree, ".multi.indices");
        uint256[] memory order = vm.parseJsonUintArray(tree, ".multi.order");
        bool[] memory expectedFlags = vm.parseJsonBoolArray(tree, ".multi.proofFlags");
        (bytes32[] memory path, bool[] memory flags) = MerkleTree.multiProof(nodes, indices);
        same(path, vm.parseJsonBytes32Array(tree, ".multi.proof"));
        same(flags.length, expectedFlags.length);
        bytes32[] memory hashes = new bytes32[](order.length);
        for (uint256 i = 0; i < order.length; i++) {
            same(order[i], indices[i]);
            hashes[i] = nodes[nodes.length - 1 - order[i]];
        }
        for (uint256 i = 0; i < flags.length; i++) {
            yes(flags[i] == expectedFlags[i], "flag");
        }
        yes(MerkleProof.multiProofVerify(path, flags, nodes[0], hashes), "verifies");
    }

    // ---

    function registryOfVectors() private returns (DeviceRegistry registry) {
        vm.chainId(vm.parseJsonUint(wire, ".ownership.chainId"));
        vm.prank(FIRST_DEPLOYER);
        registry = new DeviceRegistry(address(this), 0, 1);
        same(address(registry), address(bytes20(vm.parseJsonBytes(wire, ".ownership.registry"))));
    }

    function applicationOfVectors() private view returns (IDeviceRegistry.Application memory a) {
        a.publicKeyX = vm.parseJsonBytes32(wire, ".ownership.x");
        a.publicKeyY = vm.parseJsonBytes32(wire, ".ownership.y");
        a.owner = address(bytes20(vm.parseJsonBytes(wire, ".ownership.owner")));
        a.kind = IDeviceRegistry.SiteKind.Meter;
        a.capacityWatts = 1000;
        a.commissionedAt = uint64(NOW);
        a.ownershipNonce = uint64(vm.parseJsonUint(wire, ".ownership.nonce"));
        a.r = vm.parseJsonBytes32(wire, ".ownership.r");
        a.s = vm.parseJsonBytes32(wire, ".ownership.s");
    }

    function leavesOfVectors() private view returns (IMintBatches.Leaf[] memory leaves) {
        uint256[] memory tokenIds = vm.parseJsonUintArray(tree, ".tokenIds");
        address[] memory payees = vm.parseJsonAddressArray(tree, ".payees");
        address[] memory tokens = vm.parseJsonAddressArray(tree, ".tokens");
        uint256[] memory amounts = vm.parseJsonUintArray(tree, ".cumulativeAmounts");
        leaves = new IMintBatches.Leaf[](tokenIds.length);
        for (uint256 i = 0; i < leaves.length; i++) {
            leaves[i] = IMintBatches.Leaf(tokenIds[i], payees[i], tokens[i], amounts[i]);
        }
    }

    function same(bytes32[] memory actual, bytes32[] memory expected) private pure {
        same(actual.length, expected.length);
        for (uint256 i = 0; i < actual.length; i++) {
            same(actual[i], expected[i]);
        }
    }
}
