// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {IDeviceRegistry} from "../src/interfaces/IDeviceRegistry.sol";
import {IMintBatches} from "../src/interfaces/IMintBatches.sol";
import {MerkleTree} from "./MerkleTree.sol";
import {MintEcosystem} from "./MintEcosystem.sol";

/// @dev Whole transactions, calldata and cold storage included; the figures are kept in snapshots/Gas.json.
/// forge-config: default.isolate = true
contract GasTest is MintEcosystem {
    uint256 private constant LEAVES = 1000;

    function setUp() public {
        deploySites();
    }

    function test_The_way_of_one_mint_request() public {
        IMintBatches.Leaf[] memory leaves = dayOne();
        for (uint32 epoch = 1; epoch <= 2; epoch++) {
            string memory which = epoch == 1 ? " first" : " next";
            uint256 id = propose(batchOf(epoch, leaves), epoch, which);
            vm.warp(block.timestamp + 2);
            for (uint256 i = 0; i < 2; i++) {
                vm.prank(members[i]);
                dao.castVote(id, 1);
                vm.snapshotGasLastCall("Gas", string.concat(i == 0 ? "vote of the first seat," : "vote of the next seat,", which));
            }
            dao.queue(id);
            vm.snapshotGasLastCall("Gas", string.concat("queue,", which));
            vm.warp(block.timestamp + 1);
            dao.execute(id);
            vm.snapshotGasLastCall("Gas", string.concat("execute,", which));
            for (uint256 i = 0; i < 2; i++) {
                claim(leaves, i);
                vm.snapshotGasLastCall("Gas", string.concat(i == 0 ? "claim ENERGY," : "claim DECA,", which));
            }
            leaves[0].cumulativeAmount += 1 ether;
            leaves[1].cumulativeAmount += 1 ether;
        }
    }

    function test_A_site_is_admitted() public {
        IDeviceRegistry.Application memory a = meter(99, ownerOf(99));
        vm.prank(address(timelock));
        registry.admit(a);
        vm.snapshotGasLastCall("Gas", "admit with P-256 proof");
    }

    function test_Pushed_claims_of_energy() public {
        push(address(energy), "ENERGY");
    }

    function test_Pushed_claims_of_deca() public {
        push(address(deca), "DECA");
    }

    function test_Pushed_claims_of_deca_to_owners_who_delegated() public {
        for (uint256 i = 5; i <= 104; i++) {
            vm.prank(ownerOf(i));
            deca.delegate(ownerOf(i));
        }
        push(address(deca), "delegated DECA");
    }

    function test_Deployment() public {
        vm.snapshotValue("Gas", "code bytes of DeviceRegistry", address(registry).code.length);
        vm.snapshotValue("Gas", "code bytes of DaoSeat", address(seats).code.length);
        vm.snapshotValue("Gas", "code bytes of EnergyDao", address(dao).code.length);
        vm.snapshotValue("Gas", "code bytes of MintBatches", address(mint).code.length);
        vm.snapshotValue("Gas", "code bytes of EnergyToken", address(energy).code.length);
        vm.snapshotValue("Gas", "code bytes of DecaToken", address(deca).code.length);
        yes(address(dao).code.length <= 24_576, "EIP-170");
    }

    /// @dev 100 neighbours of 1,000 leaves, each with a site and an owner of its own, twice: new balances, then known ones.
    function push(address token, string memory name) private {
        for (uint256 i = 5; i <= 104; i++) {
            admit(meter(i, ownerOf(i)));
        }
        IMintBatches.Leaf[] memory leaves = new IMintBatches.Leaf[](LEAVES);
        IMintBatches.Leaf[] memory some = new IMintBatches.Leaf[](100);
        for (uint32 epoch = 1; epoch <= 2; epoch++) {
            for (uint256 i = 0; i < LEAVES; i++) {
                leaves[i] = IMintBatches.Leaf(5 + i, ownerOf(5 + i), token, epoch * 1 ether + i);
                if (i < 100) some[i] = leaves[i];
            }
            activate(batchOf(epoch, leaves));
            vm.warp(block.timestamp + 1);
            (bytes32[] memory path, bool[] memory flags) = MerkleTree.multiProof(MerkleTree.build(leaves), firstHundred());
            mint.claimMany(some, path, flags);
            vm.snapshotGasLastCall("Gas", string.concat("claimMany, 100 ", epoch == 1 ? "new" : "known", " leaves of ", name));
            same(mint.totalMinted(token), epoch * 100 ether + 4950);
        }
    }

    function propose(IMintBatches.Batch memory batch, uint32 epoch, string memory which) private returns (uint256 id) {
        address[] memory targets = new address[](1);
        bytes[] memory calls = new bytes[](1);
        targets[0] = address(mint);
        calls[0] = abi.encodeCall(mint.activate, (batch));
        string memory description = string.concat("Mint request of epoch ", vm.toString(epoch));
        id = dao.propose(targets, new uint256[](1), calls, description);
        vm.snapshotGasLastCall("Gas", string.concat("propose,", which));
    }

    function firstHundred() private pure returns (uint256[] memory numbers) {
        numbers = new uint256[](100);
        for (uint256 i = 0; i < 100; i++) {
            numbers[i] = i;
        }
    }
}
