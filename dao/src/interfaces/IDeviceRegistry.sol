// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

/// @title Which sites belong to the DAO, with which device, owner, capacity and place.
/// @notice One soulbound token per site. The DAO's timelock admits, changes and revokes; nobody else can, and no owner raises their own capacity.
/// A device is named by its deviceId: the first 16 bytes of SHA-256(0x04 || publicKeyX || publicKeyY) of its P-256 key.
interface IDeviceRegistry {
    /// @notice What a site measures: its own generation, or what a node storage takes in and gives back.
    enum SiteKind {
        None,
        Meter,
        Storage
    }

    /// @notice A device's P-256 key and its signature of the ownership frame (wire kind 8) that names the site's owner.
    struct OwnershipProof {
        bytes32 publicKeyX;
        bytes32 publicKeyY;
        uint64 ownershipNonce;
        bytes32 r;
        bytes32 s;
    }

    /// @notice What the members vote on when a site applies. Efficiency and usable energy are zero for a meter.
    struct Application {
        bytes32 publicKeyX;
        bytes32 publicKeyY;
        address owner;
        SiteKind kind;
        uint32 capacityWatts;
        uint64 commissionedAt;
        int32 latitudeMillidegrees;
        int32 longitudeMillidegrees;
        uint16 efficiencyPermille;
        uint64 usableWattHours;
        uint64 ownershipNonce;
        bytes32 r;
        bytes32 s;
    }

    /// @notice A site as it stands now; deviceId is its present device.
    struct Site {
        bytes16 deviceId;
        address owner;
        SiteKind kind;
        bool revoked;
        uint32 capacityWatts;
        uint64 commissionedAt;
        int32 latitudeMillidegrees;
        int32 longitudeMillidegrees;
        uint16 efficiencyPermille;
        uint64 usableWattHours;
    }

    /// @notice From which report sequence of which device a site's history goes on.
    struct DeviceTerm {
        bytes16 deviceId;
        uint64 fromSequence;
    }

    event SiteAdmitted(uint256 indexed tokenId, address indexed owner, SiteKind kind, uint32 capacityWatts, uint64 commissionedAt);
    event DeviceInstalled(
        uint256 indexed tokenId,
        bytes16 indexed deviceId,
        uint64 fromSequence,
        bytes32 publicKeyX,
        bytes32 publicKeyY,
        uint64 ownershipNonce
    );
    event CapacityChanged(uint256 indexed tokenId, uint32 fromWatts, uint32 toWatts);
    /// @dev `since` is when the channel's energy begins to be `toTokenId`'s, or ended to be anybody's when that is 0.
    event FeederChanged(
        uint256 indexed storageTokenId, uint8 indexed channel, uint256 fromTokenId, uint256 indexed toTokenId, uint64 since
    );
    event SiteRevoked(uint256 indexed tokenId);
    event SiteReinstated(uint256 indexed tokenId);
    event MinimumWireVersionChanged(uint8 fromVersion, uint8 toVersion);

    /// @notice Mints the site's token to its owner, after checking that the device's key signed for that owner on this chain and registry.
    /// @dev Token ids are 1, 2, 3 ... in the order of admission, so that one proposal can admit sites and bind them as feeders.
    function admit(Application calldata application) external returns (uint256 tokenId);

    /// @notice Lets another device carry on a site's history from its report `fromSequence`; the old key can never register again.
    function succeed(uint256 tokenId, uint64 fromSequence, OwnershipProof calldata proof) external;

    /// @notice Sets a site's capacity from now on; energy made possible before keeps the capacity of its time.
    function setCapacity(uint256 tokenId, uint32 capacityWatts) external;

    /// @notice Binds a channel (0 to 5) of a storage's meter to the site that feeds it; 0 unbinds. A site feeds at most one channel.
    /// What the channel received counts for the site from `notBefore` (not in the future) on, and never from before both were commissioned
    /// or while the channel or the site was bound otherwise: no energy has two feeders.
    function setFeeder(uint256 storageTokenId, uint8 channel, uint256 feederTokenId, uint64 notBefore) external;

    /// @notice Freezes a site: its reports are refused and its claims revert.
    function revoke(uint256 tokenId) external;

    /// @notice Ends a revocation; what was proven before can be claimed again.
    function reinstate(uint256 tokenId) external;

    /// @notice Reports below this wire version are shown, never minted.
    function setMinWireVersion(uint8 version) external;

    /// @notice The site of a device, present or former; 0 when the key is unknown.
    function siteOf(bytes16 deviceId) external view returns (uint256 tokenId);

    /// @notice A site by its token; reverts when there is none.
    function site(uint256 tokenId) external view returns (Site memory);

    /// @notice All devices of a site, oldest first.
    function deviceHistory(uint256 tokenId) external view returns (DeviceTerm[] memory);

    /// @notice The feeding site of each of the six channels of a storage's meter; 0 where none is bound.
    function feeders(uint256 storageTokenId) external view returns (uint256[] memory feederTokenIds);

    /// @notice Which storage and channel a site feeds, and since when; zeros when none.
    function storageOf(uint256 feederTokenId) external view returns (uint256 storageTokenId, uint8 channel, uint64 since);

    /// @notice Registered watts times seconds since commissioning, and whether claims are frozen: all that a mint cap needs.
    function registeredWattSeconds(uint256 tokenId) external view returns (uint256 wattSeconds, bool revoked);

    /// @notice Sites ever admitted; their token ids are 1 to siteCount.
    function siteCount() external view returns (uint256);

    /// @notice Device keys ever admitted, successors included.
    function deviceCount() external view returns (uint256);

    /// @notice Days and epochs begin at this offset from UTC.
    function dayOffsetSeconds() external view returns (int32);

    /// @notice See {setMinWireVersion}.
    function minWireVersion() external view returns (uint8);

    /// @notice What a device signs to accept an owner: SHA-256("GreenPow/1 ownership\0" || the ownership frame before its signature).
    function ownershipDigest(bytes16 deviceId, address owner, uint64 ownershipNonce) external view returns (bytes32);
}
