// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {DeviceRegistry} from "../src/DeviceRegistry.sol";
import {IDeviceRegistry} from "../src/interfaces/IDeviceRegistry.sol";
import {Ecosystem} from "./Ecosystem.sol";

/// @dev Which site feeds which channel of a storage, and since when.
contract FeedersTest is Ecosystem {
    uint256 private constant KEY = 0xA11CE;
    address private immutable alice = account("alice");
    address private immutable bob = account("bob");

    function setUp() public {
        deploy();
    }

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
