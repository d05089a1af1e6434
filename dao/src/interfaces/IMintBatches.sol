// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

/// @title Mints what the DAO voted for, leaf by leaf, once.
/// @notice One Merkle root is live. Its leaves are cumulative: each names all that a payee may ever have had of a token for a site,
/// and a claim mints the difference to what they had. A new root contains the old one, so nothing is lost and nothing is paid twice.
/// Tree: `standard-v1` of OpenZeppelin's merkle-tree over ['uint256 tokenId','address payee','address token','uint256 cumulativeAmount'].
/// Anyone may claim for anyone. The payee is what the root says; the cap belongs to the site.
interface IMintBatches {
    /// @notice The sum of all leaves of one token, cumulative.
    struct TokenTotal {
        address token;
        uint256 total;
    }

    /// @notice What the members vote on for an epoch; evidenceSha256 is of the public file at uri.
    struct Batch {
        uint32 epoch;
        bytes32 root;
        TokenTotal[] totals;
        uint32 leafCount;
        string uri;
        bytes32 evidenceSha256;
    }

    /// @notice The live root; all zero before the first.
    struct LiveBatch {
        uint32 epoch;
        uint32 leafCount;
        uint64 activatedAt;
        bytes32 root;
        bytes32 evidenceSha256;
    }

    /// @notice One line of the tree; tokenId 0 is the DAO's vault, and only the vault is paid by it.
    struct Leaf {
        uint256 tokenId;
        address payee;
        address token;
        uint256 cumulativeAmount;
    }

    event BatchActivated(
        uint32 indexed epoch, bytes32 indexed root, uint32 leafCount, bytes32 evidenceSha256, string uri, TokenTotal[] totals
    );
    event Claimed(uint256 indexed tokenId, address indexed payee, address indexed token, uint256 amount, uint256 cumulativeAmount);
    event EnergyTokenCreated(uint256 indexed storageTokenId, address indexed token);
    event CapacityFactorChanged(uint16 fromPermille, uint16 toPermille);

    /// @notice Makes a root live; only the timelock. Epochs rise, totals never fall, a root is used once.
    function activate(Batch calldata batch) external;

    /// @notice Deploys the ENERGY token of a registered storage; only the timelock, once per storage.
    function createEnergyToken(uint256 storageTokenId) external returns (address token);

    /// @notice Sets the share of registered watts times time that a site can have made at most, 100 to 500 permille; only the timelock.
    function setCapacityFactor(uint16 permille) external;

    /// @notice Mints what a leaf of the live root has not had yet; reverts when that is nothing.
    function claim(uint256 tokenId, address payee, address token, uint256 cumulativeAmount, bytes32[] calldata proof) external;

    /// @notice Mints many leaves by one multiproof, leaves in the order that the proof was made for.
    /// @dev Leaves that had everything are skipped, so that nobody stops a batch by claiming one of its leaves first.
    /// @return paid Leaves that were minted for.
    function claimMany(Leaf[] calldata leaves, bytes32[] calldata proof, bool[] calldata proofFlags) external returns (uint256 paid);

    /// @notice The live root and its request.
    function liveBatch() external view returns (LiveBatch memory);

    /// @notice The epoch that a root was activated for; 0 when it never was.
    function epochOf(bytes32 root) external view returns (uint32);

    /// @notice What a payee had of a token for a site.
    function claimed(uint256 tokenId, address payee, address token) external view returns (uint256);

    /// @notice What all payees together had of a token for a site.
    function minted(uint256 tokenId, address token) external view returns (uint256);

    /// @notice The most that can be minted of one token for a site by now: registered watts x time since commissioning x capacity factor.
    function capOf(uint256 tokenId) external view returns (uint256);

    /// @notice All that was minted of a token; burning does not lower it.
    function totalMinted(address token) external view returns (uint256);

    /// @notice All that the requests so far allow to mint of a token.
    function totalRequested(address token) external view returns (uint256);

    /// @notice A storage's ENERGY token; zero when it has none.
    function energyToken(uint256 storageTokenId) external view returns (address);

    /// @notice See {setCapacityFactor}.
    function capacityFactorPermille() external view returns (uint16);

    /// @notice The DECA token.
    function deca() external view returns (address);

    /// @notice The sites that caps are read from.
    function registry() external view returns (address);

    /// @notice The payee of tokenId 0: the timelock at deployment.
    function vault() external view returns (address);
}
