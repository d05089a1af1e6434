// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {DeviceIdentity} from "../src/DeviceIdentity.sol";
import {DeviceRegistry} from "../src/DeviceRegistry.sol";
import {IDeviceRegistry} from "../src/interfaces/IDeviceRegistry.sol";
import {IERC5192} from "../src/interfaces/IERC5192.sol";
import {Ecosystem} from "./Ecosystem.sol";

contract AdmissionTest is Ecosystem {
    uint256 private constant KEY = 0xA11CE;
    address private immutable alice = account("alice");
    address private immutable bob = account("bob");

    function setUp() public {
        deploy();
    }

    function test_Only_the_timelock_admits() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        registry.admit(a);
    }

    function test_A_proven_application_becomes_the_owners_site() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        same(admit(a), 1);
        same(registry.ownerOf(1), alice);
        same(registry.siteCount(), 1);
        same(registry.deviceCount(), 1);
        same(registry.siteOf(deviceId(KEY)), 1);
        IDeviceRegistry.Site memory site = registry.site(1);
        same(bytes32(site.deviceId), bytes32(deviceId(KEY)));
        same(site.owner, alice);
        same(uint8(site.kind), 1);
        same(site.capacityWatts, METER_WATTS);
        same(site.commissionedAt, COMMISSIONED);
        yes(site.latitudeMillidegrees == 31_620 && site.longitudeMillidegrees == -110_100, "place");
        yes(!site.revoked, "not revoked");
        IDeviceRegistry.DeviceTerm[] memory history = registry.deviceHistory(1);
        same(history.length, 1);
        same(history[0].fromSequence, 1);
    }

    function test_Admission_tells_who_and_with_which_key() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        vm.expectEmit();
        emit IERC5192.Locked(1);
        vm.expectEmit();
        emit IDeviceRegistry.SiteAdmitted(1, alice, IDeviceRegistry.SiteKind.Meter, METER_WATTS, COMMISSIONED);
        vm.expectEmit();
        emit IDeviceRegistry.DeviceInstalled(1, deviceId(KEY), 1, a.publicKeyX, a.publicKeyY, 1);
        admit(a);
    }

    function test_A_key_registers_once() public {
        admit(meter(KEY, alice));
        IDeviceRegistry.Application memory again = meter(KEY, bob);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.DeviceAlreadyRegistered.selector, deviceId(KEY), 1));
        admit(again);
    }

    function test_A_signature_for_another_owner_is_refused() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        a.owner = bob;
        expectWrongSignature(a);
    }

    function test_A_signature_with_another_nonce_is_refused() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        a.ownershipNonce = 2;
        expectWrongSignature(a);
    }

    function test_A_signature_for_another_chain_is_refused() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        vm.chainId(1);
        expectWrongSignature(a);
    }

    function test_A_signature_for_another_registry_is_refused() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        registry = new DeviceRegistry(address(timelock), 0, 1);
        expectWrongSignature(a);
    }

    function test_A_signature_by_another_key_is_refused() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        (a.publicKeyX, a.publicKeyY) = publicKey(KEY + 1);
        expectWrongSignature(a);
    }

    function test_A_high_s_signature_is_refused() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        a.s = otherS(a.s);
        expectWrongSignature(a);
    }

    function test_A_key_off_the_curve_is_refused() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        (a.publicKeyX, a.publicKeyY) = (bytes32(uint256(1)), bytes32(uint256(1)));
        expectWrongSignature(a);
    }

    /// forge-config: default.evm_version = "prague"
    function test_A_chain_without_P256VERIFY_checks_in_Solidity() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        uint256 before = gasleft();
        same(registry.ownerOf(admit(a)), alice);
        yes(before - gasleft() > 300_000, "the precompile would take a tenth"); // EIP-7951: 6,900 gas
        a = meter(KEY + 1, alice);
        a.s = otherS(a.s);
        expectWrongSignature(a);
    }

    function testFuzz_A_flipped_bit_of_the_signature_is_refused(uint8 bit, bool inR) public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        if (inR) a.r ^= bytes32(uint256(1) << bit);
        else a.s ^= bytes32(uint256(1) << bit);
        expectWrongSignature(a);
    }

    function testFuzz_Every_key_proves_every_owner(uint256 key, address owner, uint64 nonce) public {
        vm.assume(owner != address(0));
        key = within(key, 1, 1e60);
        IDeviceRegistry.Application memory a = meter(key, owner);
        a.ownershipNonce = nonce;
        sign(a, key);
        same(registry.ownerOf(admit(a)), owner);
    }

    function test_An_unknown_kind_is_refused() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        a.kind = IDeviceRegistry.SiteKind.None;
        vm.expectRevert(DeviceRegistry.KindUnknown.selector);
        admit(a);
    }

    function test_No_capacity_is_refused() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        a.capacityWatts = 0;
        vm.expectRevert(DeviceRegistry.CapacityMissing.selector);
        admit(a);
    }

    function test_A_commissioning_in_the_future_is_refused() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        a.commissionedAt = uint64(NOW + 1);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.CommissionedInFuture.selector, NOW + 1, NOW));
        admit(a);
    }

    function test_A_place_off_the_globe_is_refused() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        a.latitudeMillidegrees = 90_001;
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.PlaceOutOfRange.selector, int32(90_001), int32(-110_100)));
        admit(a);
        a.latitudeMillidegrees = 0;
        a.longitudeMillidegrees = -180_001;
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.PlaceOutOfRange.selector, int32(0), int32(-180_001)));
        admit(a);
    }

    function test_A_meter_with_storage_facts_is_refused() public {
        IDeviceRegistry.Application memory a = meter(KEY, alice);
        a.efficiencyPermille = 900;
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.StorageFactsOnMeter.selector, 900, 0));
        admit(a);
    }

    function test_A_storage_gives_back_at_most_what_it_got() public {
        IDeviceRegistry.Application memory a = nodeStorage(KEY, alice);
        a.efficiencyPermille = 1001;
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.EfficiencyOutOfRange.selector, 1001));
        admit(a);
        a.efficiencyPermille = 0;
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.EfficiencyOutOfRange.selector, 0));
        admit(a);
    }

    function test_A_storage_without_usable_energy_is_refused() public {
        IDeviceRegistry.Application memory a = nodeStorage(KEY, alice);
        a.usableWattHours = 0;
        vm.expectRevert(DeviceRegistry.UsableEnergyMissing.selector);
        admit(a);
    }

    // ---

    function expectWrongSignature(IDeviceRegistry.Application memory a) private {
        bytes16 id = bytes16(sha256(bytes.concat(hex"04", a.publicKeyX, a.publicKeyY)));
        vm.expectRevert(abi.encodeWithSelector(DeviceIdentity.OwnershipSignatureWrong.selector, id, a.owner, a.ownershipNonce));
        admit(a);
    }
}
