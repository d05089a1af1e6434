// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {DeviceIdentity} from "../src/DeviceIdentity.sol";
import {DeviceRegistry} from "../src/DeviceRegistry.sol";
import {Soulbound} from "../src/Soulbound.sol";
import {IDeviceRegistry} from "../src/interfaces/IDeviceRegistry.sol";
import {Ecosystem} from "./Ecosystem.sol";

contract DeviceRegistryTest is Ecosystem {
    uint256 private constant KEY = 0xA11CE;
    address private immutable alice = account("alice");
    address private immutable bob = account("bob");

    function setUp() public {
        deploy();
    }

    // --- soulbound

    function test_A_site_cannot_change_hands() public {
        admit(meter(KEY, alice));
        vm.prank(alice);
        registry.approve(bob, 1);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Soulbound.TokenIsSoulbound.selector, 1, alice, bob));
        registry.transferFrom(alice, bob, 1);
    }

    function test_A_site_says_that_it_is_locked() public {
        admit(meter(KEY, alice));
        yes(registry.locked(1), "locked");
        yes(registry.supportsInterface(0xb45a3c0e), "ERC-5192");
        yes(registry.supportsInterface(0x80ac58cd), "ERC-721");
        yes(!registry.supportsInterface(0xffffffff), "no invalid interface");
    }

    function test_A_site_that_does_not_exist_is_not_locked() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 1));
        registry.locked(1);
    }

    // --- succeed

    function test_A_new_device_carries_on_the_site() public {
        admit(meter(KEY, alice));
        IDeviceRegistry.OwnershipProof memory p = proofOf(KEY + 1, alice, 7);
        vm.prank(address(timelock));
        registry.succeed(1, 44, p);
        IDeviceRegistry.DeviceTerm[] memory history = registry.deviceHistory(1);
        same(history.length, 2);
        same(bytes32(history[1].deviceId), bytes32(deviceId(KEY + 1)));
        same(history[1].fromSequence, 44);
        same(bytes32(registry.site(1).deviceId), bytes32(deviceId(KEY + 1)));
        same(registry.siteOf(deviceId(KEY)), 1);
        same(registry.siteOf(deviceId(KEY + 1)), 1);
        same(registry.siteCount(), 1);
        same(registry.deviceCount(), 2);
    }

    function test_A_successor_signs_for_the_sites_owner() public {
        admit(meter(KEY, alice));
        IDeviceRegistry.OwnershipProof memory p = proofOf(KEY + 1, bob, 1);
        vm.expectRevert(abi.encodeWithSelector(DeviceIdentity.OwnershipSignatureWrong.selector, deviceId(KEY + 1), alice, 1));
        vm.prank(address(timelock));
        registry.succeed(1, 1, p);
    }

    function test_A_former_device_never_comes_back() public {
        admit(meter(KEY, alice));
        IDeviceRegistry.OwnershipProof memory p = proofOf(KEY, alice, 2);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.DeviceAlreadyRegistered.selector, deviceId(KEY), 1));
        vm.prank(address(timelock));
        registry.succeed(1, 1, p);
    }

    function test_A_successor_starts_at_a_report() public {
        admit(meter(KEY, alice));
        IDeviceRegistry.OwnershipProof memory p = proofOf(KEY + 1, alice, 1);
        vm.expectRevert(DeviceRegistry.SequenceMissing.selector);
        vm.prank(address(timelock));
        registry.succeed(1, 0, p);
    }

    function test_Only_the_timelock_replaces_a_device() public {
        admit(meter(KEY, alice));
        IDeviceRegistry.OwnershipProof memory p = proofOf(KEY + 1, alice, 1);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, alice));
        vm.prank(alice);
        registry.succeed(1, 1, p);
    }

    // --- capacity

    function test_An_owner_cannot_raise_their_capacity() public {
        admit(meter(KEY, alice));
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, alice));
        vm.prank(alice);
        registry.setCapacity(1, 5000);
    }

    function test_Capacity_counts_for_its_own_time_only() public {
        admit(meter(KEY, alice));
        vm.prank(address(timelock));
        registry.setCapacity(1, 3000);
        vm.warp(NOW + 100);
        (uint256 wattSeconds, bool revoked) = registry.registeredWattSeconds(1);
        same(wattSeconds, uint256(METER_WATTS) * 2 days + 3000 * 100);
        yes(!revoked, "not revoked");
        same(registry.site(1).capacityWatts, 3000);
        same(registry.site(1).commissionedAt, COMMISSIONED);
    }

    function testFuzz_Watt_seconds_are_the_sum_over_capacities(uint32[8] memory watts, uint32[8] memory spans) public {
        admit(meter(KEY, alice));
        uint256 expected = uint256(METER_WATTS) * 2 days;
        uint256 time = NOW;
        for (uint256 i = 0; i < watts.length; i++) {
            if (watts[i] == 0) watts[i] = 1;
            vm.prank(address(timelock));
            registry.setCapacity(1, watts[i]);
            time += spans[i];
            vm.warp(time);
            expected += uint256(watts[i]) * spans[i];
        }
        (uint256 wattSeconds,) = registry.registeredWattSeconds(1);
        same(wattSeconds, expected);
    }

    function test_Capacity_cannot_become_nothing() public {
        admit(meter(KEY, alice));
        vm.expectRevert(DeviceRegistry.CapacityMissing.selector);
        vm.prank(address(timelock));
        registry.setCapacity(1, 0);
    }

    function test_A_site_that_does_not_exist_has_no_capacity() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 9));
        registry.registeredWattSeconds(9);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 9));
        vm.prank(address(timelock));
        registry.setCapacity(9, 1);
    }

    // --- feeders

    function test_A_channel_is_bound_to_one_feeder() public {
        feed(2, 1);
        uint256[] memory feeders = registry.feeders(1);
        same(feeders.length, 6);
        same(feeders[2], 2);
        same(feeders[0] + feeders[1] + feeders[3] + feeders[4] + feeders[5], 0);
        (uint256 storageTokenId, uint8 channel, uint64 since) = registry.storageOf(2);
        same(storageTokenId, 1);
        same(channel, 2);
        same(since, registry.site(2).commissionedAt);
    }

    function test_A_site_feeds_one_channel_only() public {
        feed(2, 1);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.FeederAlreadyBound.selector, 2, 1, 2));
        vm.prank(address(timelock));
        registry.setFeeder(1, 3, 2, 0);
    }

    function test_A_feeder_gives_way_to_the_next() public {
        feed(2, 2);
        vm.expectEmit();
        emit IDeviceRegistry.FeederChanged(1, 2, 2, 3, uint64(block.timestamp));
        vm.prank(address(timelock));
        registry.setFeeder(1, 2, 3, 0);
        same(registry.feeders(1)[2], 3);
        (uint256 former,,) = registry.storageOf(2);
        same(former, 0);
    }

    function test_An_unbound_feeder_is_free_again() public {
        feed(2, 1);
        vm.prank(address(timelock));
        registry.setFeeder(1, 2, 0, 0);
        same(registry.feeders(1)[2], 0);
        vm.prank(address(timelock));
        registry.setFeeder(1, 5, 2, 0);
        same(registry.feeders(1)[5], 2);
    }

    function test_Energy_from_before_a_channel_changed_hands_never_goes_to_the_next_feeder() public {
        feed(2, 2);
        vm.warp(block.timestamp + 10 days);
        uint256 freed = block.timestamp;
        vm.prank(address(timelock));
        registry.setFeeder(1, 2, 0, 0);
        vm.warp(block.timestamp + 5 days);
        vm.prank(address(timelock));
        registry.setFeeder(1, 2, 3, 0);
        same(sinceOf(3), freed);

        // The former feeder goes to a fresh channel: what it sent until it was freed belongs to its old binding.
        vm.prank(address(timelock));
        registry.setFeeder(1, 4, 2, 0);
        same(sinceOf(2), freed);
    }

    function test_A_binding_counts_from_when_the_members_say() public {
        feed(2, 2);
        uint64 chosen = uint64(block.timestamp - 1 hours);
        vm.prank(address(timelock));
        registry.setFeeder(1, 3, 3, chosen);
        same(sinceOf(3), chosen);
        uint64 later = uint64(block.timestamp + 1);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.FeedingInFuture.selector, later, block.timestamp));
        vm.prank(address(timelock));
        registry.setFeeder(1, 4, 2, later);
    }

    function test_No_two_bindings_of_a_channel_share_a_moment(uint32 wait, uint32 gap, uint64 notBefore) public {
        feed(2, 2);
        vm.warp(block.timestamp + wait);
        uint256 freed = block.timestamp;
        vm.prank(address(timelock));
        registry.setFeeder(1, 2, 0, 0);
        vm.warp(block.timestamp + gap);
        uint64 asked = uint64(notBefore % (block.timestamp + 1));
        vm.prank(address(timelock));
        registry.setFeeder(1, 2, 3, asked);
        yes(sinceOf(3) >= freed && sinceOf(3) >= asked && sinceOf(3) <= block.timestamp, "since");
    }

    function test_Only_a_meter_feeds_and_only_a_storage_is_fed() public {
        feed(2, 1);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.NotAStorage.selector, 2));
        vm.prank(address(timelock));
        registry.setFeeder(2, 0, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.NotAMeter.selector, 1));
        vm.prank(address(timelock));
        registry.setFeeder(1, 0, 1, 0);
    }

    function test_A_seventh_channel_is_refused() public {
        admit(nodeStorage(KEY, alice));
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.ChannelOutOfRange.selector, 6));
        vm.prank(address(timelock));
        registry.setFeeder(1, 6, 0, 0);
    }

    function test_Only_the_timelock_binds_feeders() public {
        feed(2, 1);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, alice));
        vm.prank(alice);
        registry.setFeeder(1, 2, 0, 0);
    }

    // --- revoke

    function test_A_revoked_site_says_so_until_it_is_reinstated() public {
        admit(meter(KEY, alice));
        vm.prank(address(timelock));
        registry.revoke(1);
        yes(registry.site(1).revoked, "revoked");
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.SiteAlreadyRevoked.selector, 1));
        vm.prank(address(timelock));
        registry.revoke(1);
        vm.prank(address(timelock));
        registry.reinstate(1);
        yes(!registry.site(1).revoked, "reinstated");
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.SiteNotRevoked.selector, 1));
        vm.prank(address(timelock));
        registry.reinstate(1);
    }

    function test_Only_the_timelock_revokes_and_reinstates() public {
        admit(meter(KEY, alice));
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, bob));
        vm.prank(bob);
        registry.revoke(1);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, alice));
        vm.prank(alice);
        registry.reinstate(1);
    }

    // --- settings

    function test_The_day_offset_is_less_than_a_day() public {
        yes(registry.dayOffsetSeconds() == -25_200, "offset");
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.DayOffsetOutOfRange.selector, int32(86_400)));
        new DeviceRegistry(address(timelock), 86_400, 1);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.DayOffsetOutOfRange.selector, int32(-86_400)));
        new DeviceRegistry(address(timelock), -86_400, 1);
    }

    function test_Only_the_timelock_sets_the_minimum_wire_version() public {
        vm.prank(address(timelock));
        registry.setMinWireVersion(2);
        same(registry.minWireVersion(), 2);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, alice));
        vm.prank(alice);
        registry.setMinWireVersion(1);
    }

    // ---

    function sinceOf(uint256 feederTokenId) private view returns (uint64 since) {
        (,, since) = registry.storageOf(feederTokenId);
    }

    /// @dev Site 1 is a storage, the following are meters, and site 2 feeds the channel.
    function feed(uint8 channel, uint256 meters) private {
        admit(nodeStorage(KEY, alice));
        for (uint256 i = 1; i <= meters; i++) {
            admit(meter(KEY + i, bob));
        }
        vm.prank(address(timelock));
        registry.setFeeder(1, channel, 2, 0);
    }
}
