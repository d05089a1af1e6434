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
}
