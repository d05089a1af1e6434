// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {MintBatches} from "../src/MintBatches.sol";
import {IMintBatches} from "../src/interfaces/IMintBatches.sol";
import {MintEcosystem} from "./MintEcosystem.sol";

contract MintBatchesTest is MintEcosystem {
    function setUp() public {
        deploySites();
    }

    // --- activate

    function test_Only_the_timelock_activates() public {
        IMintBatches.Batch memory batch = batchOf(1, dayOne());
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        mint.activate(batch);
    }

    function test_An_activated_root_is_live_with_its_request() public {
        IMintBatches.Batch memory batch = batchOf(20_000, dayOne());
        vm.expectEmit();
        emit IMintBatches.BatchActivated(20_000, batch.root, 5, batch.evidenceSha256, batch.uri, batch.totals);
        activate(batch);
        IMintBatches.LiveBatch memory live = mint.liveBatch();
        same(live.epoch, 20_000);
        same(live.root, batch.root);
        same(live.leafCount, 5);
        same(live.activatedAt, NOW);
        same(live.evidenceSha256, batch.evidenceSha256);
        same(mint.epochOf(batch.root), 20_000);
        same(mint.totalRequested(address(energy)), 5 ether);
        same(mint.totalRequested(address(deca)), 5 ether);
        same(mint.totalMinted(address(energy)), 0);
    }

    function testFuzz_Epochs_rise(uint32 first, uint32 second) public {
        vm.assume(first > 0 && second <= first);
        activate(batchOf(first, dayOne()));
        IMintBatches.Batch memory late = batchOf(second, dayOne());
        late.root = keccak256("another");
        vm.expectRevert(abi.encodeWithSelector(MintBatches.EpochNotAfter.selector, second, first));
        activate(late);
    }

    function test_Epoch_zero_is_refused() public {
        IMintBatches.Batch memory batch = batchOf(0, dayOne());
        vm.expectRevert(abi.encodeWithSelector(MintBatches.EpochNotAfter.selector, 0, 0));
        activate(batch);
    }

    function test_No_root_is_refused() public {
        IMintBatches.Batch memory batch = batchOf(1, dayOne());
        batch.root = 0;
        vm.expectRevert(MintBatches.RootMissing.selector);
        activate(batch);
    }

    function test_A_root_is_used_once() public {
        IMintBatches.Batch memory batch = batchOf(1, dayOne());
        activate(batch);
        batch.epoch = 2;
        vm.expectRevert(abi.encodeWithSelector(MintBatches.RootReplayed.selector, batch.root, 1));
        activate(batch);
    }

    function test_A_total_never_falls() public {
        activate(batchOf(1, dayOne()));
        IMintBatches.Leaf[] memory leaves = dayOne();
        leaves[0].cumulativeAmount -= 1;
        IMintBatches.Batch memory lower = batchOf(2, leaves);
        vm.expectRevert(abi.encodeWithSelector(MintBatches.TotalFell.selector, address(energy), 5 ether - 1, 5 ether));
        activate(lower);
    }

    function test_A_token_of_somebody_else_is_refused() public {
        IMintBatches.Batch memory batch = batchOf(1, dayOne());
        batch.totals[0].token = account("foreign token");
        vm.expectRevert(abi.encodeWithSelector(MintBatches.TokenUnknown.selector, batch.totals[0].token));
        activate(batch);
    }

    function test_A_token_has_one_total() public {
        IMintBatches.Batch memory batch = batchOf(1, dayOne());
        batch.totals[1].token = address(energy);
        vm.expectRevert(abi.encodeWithSelector(MintBatches.TokenListedTwice.selector, address(energy)));
        activate(batch);
    }

    function test_A_total_beyond_all_electricity_is_refused() public {
        IMintBatches.Batch memory batch = batchOf(1, dayOne());
        batch.totals[0].total = 1 << 112;
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 112, uint256(1) << 112));
        activate(batch);
    }

    function test_A_refused_request_changes_nothing() public {
        IMintBatches.Batch memory batch = batchOf(1, dayOne());
        batch.totals[1].token = account("foreign token");
        vm.expectRevert(abi.encodeWithSelector(MintBatches.TokenUnknown.selector, batch.totals[1].token));
        activate(batch);
        same(mint.liveBatch().epoch, 0);
        same(mint.totalRequested(address(energy)), 0);
        same(mint.epochOf(batch.root), 0);
    }

    // --- createEnergyToken

    function test_A_storage_has_one_energy_token() public {
        same(mint.energyToken(STORAGE), address(energy));
        same(energy.storageTokenId(), STORAGE);
        same(energy.minter(), address(mint));
        same(keccak256(bytes(energy.symbol())), keccak256("ENERGY-4"));
        vm.expectRevert(abi.encodeWithSelector(MintBatches.EnergyTokenExists.selector, STORAGE, address(energy)));
        createEnergyToken(STORAGE);
    }

    function test_A_meter_has_no_energy_token() public {
        vm.expectRevert(abi.encodeWithSelector(MintBatches.NotAStorage.selector, 1));
        createEnergyToken(1);
    }

    function test_A_site_that_does_not_exist_has_no_energy_token() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 9));
        createEnergyToken(9);
    }

    function test_Only_the_timelock_creates_energy_tokens() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, operator));
        vm.prank(operator);
        mint.createEnergyToken(STORAGE);
    }

    // --- cap

    function test_The_cap_is_watts_by_time_by_factor() public view {
        same(mint.capOf(1), 16.8 ether); // 1 kW x 48 h x 0.35
        same(mint.capOf(STORAGE), 50.4 ether);
    }

    function test_The_factor_moves_within_its_bounds() public {
        vm.prank(address(timelock));
        mint.setCapacityFactor(500);
        same(mint.capOf(1), 24 ether);
        vm.expectRevert(abi.encodeWithSelector(MintBatches.CapacityFactorOutOfRange.selector, 501, 100, 500));
        vm.prank(address(timelock));
        mint.setCapacityFactor(501);
        vm.expectRevert(abi.encodeWithSelector(MintBatches.CapacityFactorOutOfRange.selector, 99, 100, 500));
        vm.prank(address(timelock));
        mint.setCapacityFactor(99);
    }

    function test_Only_the_timelock_sets_the_factor() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, operator));
        vm.prank(operator);
        mint.setCapacityFactor(500);
    }
}
