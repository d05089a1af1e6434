// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {DeviceIdentity} from "./DeviceIdentity.sol";
import {Soulbound} from "./Soulbound.sol";
import {IDeviceRegistry} from "./interfaces/IDeviceRegistry.sol";

/// @title The DAO's sites; see {IDeviceRegistry}.
contract DeviceRegistry is Soulbound, Ownable, IDeviceRegistry {
    /// @dev A report has at most six channels.
    uint8 private constant CHANNELS = 6;
    uint16 private constant WHOLE_PERMILLE = 1000;

    /// @dev One slot, all that a claim reads: capacity since when, and what had added up before.
    struct Capacity {
        SiteKind kind;
        bool revoked;
        uint32 watts;
        uint64 since;
        uint128 wattSecondsBefore;
    }

    struct Facts {
        uint64 commissionedAt;
        int32 latitudeMillidegrees;
        int32 longitudeMillidegrees;
        uint16 efficiencyPermille;
        uint64 usableWattHours;
    }

    struct Feeding {
        uint112 storageTokenId;
        uint8 channel;
        uint64 since;
        uint64 freeSince;
    }

    struct Channel {
        uint192 feederTokenId;
        uint64 freeSince;
    }

    /// @inheritdoc IDeviceRegistry
    int32 public immutable dayOffsetSeconds;
    /// @inheritdoc IDeviceRegistry
    uint8 public minWireVersion;
    uint64 private _siteCount;
    uint64 private _deviceCount;

    mapping(uint256 tokenId => Capacity) private _capacity;
    mapping(uint256 tokenId => Facts) private _facts;
    mapping(uint256 tokenId => DeviceTerm[]) private _history;
    mapping(uint256 storageTokenId => mapping(uint8 channel => Channel)) private _channels;
    mapping(uint256 feederTokenId => Feeding) private _feeding;
    /// @inheritdoc IDeviceRegistry
    mapping(bytes16 deviceId => uint256) public siteOf;

    error DayOffsetOutOfRange(int32 seconds_);

    constructor(address timelock, int32 dayOffsetSeconds_, uint8 minWireVersion_) ERC721("GreenPow Site", "SITE") Ownable(timelock) {
        if (dayOffsetSeconds_ <= -1 days || dayOffsetSeconds_ >= 1 days) revert DayOffsetOutOfRange(dayOffsetSeconds_);
        dayOffsetSeconds = dayOffsetSeconds_;
        minWireVersion = minWireVersion_;
    }

    error KindUnknown();
    error CapacityMissing();
    error CommissionedInFuture(uint64 commissionedAt, uint256 nowSeconds);
    error PlaceOutOfRange(int32 latitudeMillidegrees, int32 longitudeMillidegrees);
    error EfficiencyOutOfRange(uint16 efficiencyPermille);
    error StorageFactsOnMeter(uint16 efficiencyPermille, uint64 usableWattHours);
    error UsableEnergyMissing();

    /// @inheritdoc IDeviceRegistry
    function admit(Application calldata a) external onlyOwner returns (uint256 tokenId) {
        // Check
        _requireSound(a);
        bytes16 deviceId = DeviceIdentity.requireOwnership(a.publicKeyX, a.publicKeyY, address(this), a.owner, a.ownershipNonce, a.r, a.s);

        // Effect
        tokenId = ++_siteCount;
        _capacity[tokenId] = Capacity(a.kind, false, a.capacityWatts, a.commissionedAt, 0);
        _facts[tokenId] = Facts(a.commissionedAt, a.latitudeMillidegrees, a.longitudeMillidegrees, a.efficiencyPermille, a.usableWattHours);
        _mint(a.owner, tokenId);
        emit SiteAdmitted(tokenId, a.owner, a.kind, a.capacityWatts, a.commissionedAt);
        _install(tokenId, deviceId, 1);
        emit DeviceInstalled(tokenId, deviceId, 1, a.publicKeyX, a.publicKeyY, a.ownershipNonce);
    }

    function _requireSound(Application calldata a) private view {
        if (a.kind == SiteKind.None) revert KindUnknown();
        if (a.capacityWatts == 0) revert CapacityMissing();
        if (a.commissionedAt > block.timestamp) revert CommissionedInFuture(a.commissionedAt, block.timestamp);
        if (
            a.latitudeMillidegrees < -90_000 || a.latitudeMillidegrees > 90_000 || a.longitudeMillidegrees < -180_000
                || a.longitudeMillidegrees > 180_000
        ) revert PlaceOutOfRange(a.latitudeMillidegrees, a.longitudeMillidegrees);
        if (a.kind == SiteKind.Meter) {
            if (a.efficiencyPermille != 0 || a.usableWattHours != 0) {
                revert StorageFactsOnMeter(a.efficiencyPermille, a.usableWattHours);
            }
        } else {
            if (a.efficiencyPermille == 0 || a.efficiencyPermille > WHOLE_PERMILLE) revert EfficiencyOutOfRange(a.efficiencyPermille);
            if (a.usableWattHours == 0) revert UsableEnergyMissing();
        }
    }

    error SequenceMissing();

    /// @inheritdoc IDeviceRegistry
    function succeed(uint256 tokenId, uint64 fromSequence, OwnershipProof calldata p) external onlyOwner {
        // Check
        address owner = _requireOwned(tokenId);
        if (fromSequence == 0) revert SequenceMissing();
        bytes16 deviceId = DeviceIdentity.requireOwnership(p.publicKeyX, p.publicKeyY, address(this), owner, p.ownershipNonce, p.r, p.s);

        // Effect
        _install(tokenId, deviceId, fromSequence);
        emit DeviceInstalled(tokenId, deviceId, fromSequence, p.publicKeyX, p.publicKeyY, p.ownershipNonce);
    }

    error DeviceAlreadyRegistered(bytes16 deviceId, uint256 tokenId);

    function _install(uint256 tokenId, bytes16 deviceId, uint64 fromSequence) private {
        if (siteOf[deviceId] != 0) revert DeviceAlreadyRegistered(deviceId, siteOf[deviceId]);
        siteOf[deviceId] = tokenId;
        _history[tokenId].push(DeviceTerm(deviceId, fromSequence));
        _deviceCount++;
    }

    /// @inheritdoc IDeviceRegistry
    function setCapacity(uint256 tokenId, uint32 capacityWatts) external onlyOwner {
        _requireOwned(tokenId);
        if (capacityWatts == 0) revert CapacityMissing();
        Capacity storage capacity = _capacity[tokenId];
        emit CapacityChanged(tokenId, capacity.watts, capacityWatts);
        capacity.wattSecondsBefore = uint128(_wattSeconds(capacity)); // 2^32 W for 2^64 s fits
        capacity.since = uint64(block.timestamp);
        capacity.watts = capacityWatts;
    }

    error NotAStorage(uint256 tokenId);
    error NotAMeter(uint256 tokenId);
    error ChannelOutOfRange(uint8 channel);
    error FeederAlreadyBound(uint256 feederTokenId, uint256 storageTokenId, uint8 channel);

    error FeedingInFuture(uint64 notBefore, uint256 nowSeconds);

    /// @inheritdoc IDeviceRegistry
    function setFeeder(uint256 storageTokenId, uint8 channel, uint256 feederTokenId, uint64 notBefore) external onlyOwner {
        // Check
        if (_capacity[storageTokenId].kind != SiteKind.Storage) revert NotAStorage(storageTokenId);
        if (channel >= CHANNELS) revert ChannelOutOfRange(channel);
        if (notBefore > block.timestamp) revert FeedingInFuture(notBefore, block.timestamp);
        if (feederTokenId != 0) {
            if (_capacity[feederTokenId].kind != SiteKind.Meter) revert NotAMeter(feederTokenId);
            Feeding memory bound = _feeding[feederTokenId];
            if (bound.storageTokenId != 0) revert FeederAlreadyBound(feederTokenId, bound.storageTokenId, bound.channel);
        }

        // Effect
        uint64 since = uint64(block.timestamp);
        uint256 before = _channels[storageTokenId][channel].feederTokenId;
        if (before != 0) {
            _feeding[before] = Feeding(0, 0, 0, since);
            _channels[storageTokenId][channel].freeSince = since;
        }
        if (feederTokenId != 0) {
            since = _earliestFeeding(storageTokenId, channel, feederTokenId, notBefore);
            _feeding[feederTokenId] = Feeding(uint112(storageTokenId), channel, since, 0);
        }
        _channels[storageTokenId][channel].feederTokenId = uint192(feederTokenId);
        emit FeederChanged(storageTokenId, channel, before, feederTokenId, since);
    }

    /// @dev Neither time in which the channel, or the site, was bound before, nor time before either was commissioned.
    function _earliestFeeding(uint256 storageTokenId, uint8 channel, uint256 feederTokenId, uint64 notBefore)
        private
        view
        returns (uint64 since)
    {
        since = notBefore;
        uint64[4] memory bounds = [
            _channels[storageTokenId][channel].freeSince,
            _feeding[feederTokenId].freeSince,
            _facts[storageTokenId].commissionedAt,
            _facts[feederTokenId].commissionedAt
        ];
        for (uint256 i = 0; i < bounds.length; i++) {
            if (bounds[i] > since) since = bounds[i];
        }
    }

    error SiteAlreadyRevoked(uint256 tokenId);
    error SiteNotRevoked(uint256 tokenId);

    /// @inheritdoc IDeviceRegistry
    function revoke(uint256 tokenId) external onlyOwner {
        _requireOwned(tokenId);
        if (_capacity[tokenId].revoked) revert SiteAlreadyRevoked(tokenId);
        _capacity[tokenId].revoked = true;
        emit SiteRevoked(tokenId);
    }

    /// @inheritdoc IDeviceRegistry
    function reinstate(uint256 tokenId) external onlyOwner {
        if (!_capacity[tokenId].revoked) revert SiteNotRevoked(tokenId);
        _capacity[tokenId].revoked = false;
        emit SiteReinstated(tokenId);
    }

    /// @inheritdoc IDeviceRegistry
    function setMinWireVersion(uint8 version) external onlyOwner {
        emit MinimumWireVersionChanged(minWireVersion, version);
        minWireVersion = version;
    }

    /// @inheritdoc IDeviceRegistry
    function site(uint256 tokenId) external view returns (Site memory) {
        address owner = _requireOwned(tokenId);
        Capacity storage capacity = _capacity[tokenId];
        Facts storage facts = _facts[tokenId];
        DeviceTerm[] storage history = _history[tokenId];
        return Site({
            deviceId: history[history.length - 1].deviceId,
            owner: owner,
            kind: capacity.kind,
            revoked: capacity.revoked,
            capacityWatts: capacity.watts,
            commissionedAt: facts.commissionedAt,
            latitudeMillidegrees: facts.latitudeMillidegrees,
            longitudeMillidegrees: facts.longitudeMillidegrees,
            efficiencyPermille: facts.efficiencyPermille,
            usableWattHours: facts.usableWattHours
        });
    }

    /// @inheritdoc IDeviceRegistry
    function deviceHistory(uint256 tokenId) external view returns (DeviceTerm[] memory) {
        return _history[tokenId];
    }

    /// @inheritdoc IDeviceRegistry
    function feeders(uint256 storageTokenId) external view returns (uint256[] memory feederTokenIds) {
        feederTokenIds = new uint256[](CHANNELS);
        for (uint8 channel = 0; channel < CHANNELS; channel++) {
            feederTokenIds[channel] = _channels[storageTokenId][channel].feederTokenId;
        }
    }

    /// @inheritdoc IDeviceRegistry
    function storageOf(uint256 feederTokenId) external view returns (uint256 storageTokenId, uint8 channel, uint64 since) {
        Feeding memory bound = _feeding[feederTokenId];
        return (bound.storageTokenId, bound.channel, bound.since);
    }

    /// @inheritdoc IDeviceRegistry
    function registeredWattSeconds(uint256 tokenId) external view returns (uint256 wattSeconds, bool revoked) {
        Capacity storage capacity = _capacity[tokenId];
        if (capacity.kind == SiteKind.None) revert ERC721NonexistentToken(tokenId);
        return (_wattSeconds(capacity), capacity.revoked);
    }

    function _wattSeconds(Capacity storage capacity) private view returns (uint256) {
        return capacity.wattSecondsBefore + uint256(capacity.watts) * (block.timestamp - capacity.since);
    }

    /// @inheritdoc IDeviceRegistry
    function siteCount() external view returns (uint256) {
        return _siteCount;
    }

    /// @inheritdoc IDeviceRegistry
    function deviceCount() external view returns (uint256) {
        return _deviceCount;
    }

    /// @inheritdoc IDeviceRegistry
    function ownershipDigest(bytes16 deviceId, address owner, uint64 ownershipNonce) external view returns (bytes32) {
        return DeviceIdentity.ownershipDigest(deviceId, address(this), owner, ownershipNonce);
    }
}
