// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {DaoSeat} from "../src/DaoSeat.sol";
import {DecaToken} from "../src/DecaToken.sol";
import {DeviceRegistry} from "../src/DeviceRegistry.sol";
import {EnergyDao} from "../src/EnergyDao.sol";
import {EnergyToken} from "../src/EnergyToken.sol";
import {MintBatches} from "../src/MintBatches.sol";
import {IDeviceRegistry} from "../src/interfaces/IDeviceRegistry.sol";
import {IMintBatches} from "../src/interfaces/IMintBatches.sol";
import {Base} from "./Base.sol";
import {MerkleTree} from "./MerkleTree.sol";

/// @dev All contracts, deployed as the demo deploys them: the timelock owns everything, and the deployer nothing.
abstract contract Ecosystem is Base {
    uint256 private constant P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551;
    uint32 internal constant METER_WATTS = 1000;
    uint32 internal constant STORAGE_WATTS = 3000;
    uint64 internal constant COMMISSIONED = uint64(NOW - 2 days);
    uint16 internal constant FACTOR_PERMILLE = 350;

    TimelockController internal timelock;
    DaoSeat internal seats;
    EnergyDao internal dao;
    DeviceRegistry internal registry;
    MintBatches internal mint;
    DecaToken internal deca;
    address[] internal members;

    function deploy() internal {
        vm.warp(NOW);
        members.push(account("member 1"));
        members.push(account("member 2"));
        members.push(account("member 3"));
        address[] memory anyone = new address[](1);

        timelock = new TimelockController(1, new address[](0), anyone, address(this));
        seats = new DaoSeat(address(timelock), members);
        dao = new EnergyDao(seats, timelock, EnergyDao.Settings(1, 3600, 0, 50, 66));
        timelock.grantRole(timelock.PROPOSER_ROLE(), address(dao));
        timelock.grantRole(timelock.CANCELLER_ROLE(), address(dao));
        timelock.renounceRole(timelock.DEFAULT_ADMIN_ROLE(), address(this));

        registry = new DeviceRegistry(address(timelock), -25_200, 1);
        mint = new MintBatches(address(timelock), registry, FACTOR_PERMILLE);
        deca = DecaToken(mint.deca());
    }

    function meter(uint256 key, address owner) internal view returns (IDeviceRegistry.Application memory a) {
        a.owner = owner;
        a.kind = IDeviceRegistry.SiteKind.Meter;
        a.capacityWatts = METER_WATTS;
        a.commissionedAt = COMMISSIONED;
        a.latitudeMillidegrees = 31_620;
        a.longitudeMillidegrees = -110_100;
        a.ownershipNonce = 1;
        sign(a, key);
    }

    function nodeStorage(uint256 key, address owner) internal view returns (IDeviceRegistry.Application memory a) {
        a = meter(key, owner);
        a.kind = IDeviceRegistry.SiteKind.Storage;
        a.capacityWatts = STORAGE_WATTS;
        a.efficiencyPermille = 1000;
        a.usableWattHours = 20_000;
    }

    /// @dev Signs the application's owner and nonce with a device key, as the device would.
    function sign(IDeviceRegistry.Application memory a, uint256 key) internal view {
        (a.publicKeyX, a.publicKeyY) = publicKey(key);
        (a.r, a.s) = lowS(key, registry.ownershipDigest(deviceId(key), a.owner, a.ownershipNonce));
    }

    function proofOf(uint256 key, address owner, uint64 nonce) internal view returns (IDeviceRegistry.OwnershipProof memory p) {
        (p.publicKeyX, p.publicKeyY) = publicKey(key);
        p.ownershipNonce = nonce;
        (p.r, p.s) = lowS(key, registry.ownershipDigest(deviceId(key), owner, nonce));
    }

    function publicKey(uint256 key) internal pure returns (bytes32, bytes32) {
        (uint256 x, uint256 y) = vm.publicKeyP256(key);
        return (bytes32(x), bytes32(y));
    }

    function deviceId(uint256 key) internal pure returns (bytes16) {
        (bytes32 x, bytes32 y) = publicKey(key);
        return bytes16(sha256(bytes.concat(hex"04", x, y)));
    }

    function lowS(uint256 key, bytes32 digest) internal pure returns (bytes32 r, bytes32 s) {
        (r, s) = vm.signP256(key, digest);
        if (uint256(s) > P256_ORDER / 2) s = otherS(s);
    }

    /// @dev The same signature's second form: n - s.
    function otherS(bytes32 s) internal pure returns (bytes32) {
        return bytes32(P256_ORDER - uint256(s));
    }

    function admit(IDeviceRegistry.Application memory a) internal returns (uint256) {
        vm.prank(address(timelock));
        return registry.admit(a);
    }

    function createEnergyToken(uint256 storageTokenId) internal returns (EnergyToken) {
        vm.prank(address(timelock));
        return EnergyToken(mint.createEnergyToken(storageTokenId));
    }

    /// @dev The request that the leaves make: root, and per token the sum of all leaves.
    function batchOf(uint32 epoch, IMintBatches.Leaf[] memory leaves) internal pure returns (IMintBatches.Batch memory batch) {
        batch.epoch = epoch;
        batch.root = MerkleTree.root(leaves);
        batch.leafCount = uint32(leaves.length);
        batch.uri = "http://127.0.0.1:5080/api/epochs/1/evidence";
        batch.evidenceSha256 = sha256("evidence");
        batch.totals = totalsOf(leaves);
    }

    function totalsOf(IMintBatches.Leaf[] memory leaves) internal pure returns (IMintBatches.TokenTotal[] memory totals) {
        totals = new IMintBatches.TokenTotal[](leaves.length);
        uint256 tokens = 0;
        for (uint256 i = 0; i < leaves.length; i++) {
            uint256 t = 0;
            while (t < tokens && totals[t].token != leaves[i].token) t++;
            if (t == tokens) totals[tokens++].token = leaves[i].token;
            totals[t].total += leaves[i].cumulativeAmount;
        }
        assembly ("memory-safe") {
            mstore(totals, tokens)
        }
    }

    function activate(IMintBatches.Batch memory batch) internal {
        vm.prank(address(timelock));
        mint.activate(batch);
    }
}
