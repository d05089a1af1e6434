// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {DecaToken} from "./DecaToken.sol";
import {EnergyToken} from "./EnergyToken.sol";
import {IDeviceRegistry} from "./interfaces/IDeviceRegistry.sol";
import {IMintable} from "./interfaces/IMintable.sol";
import {IMintBatches} from "./interfaces/IMintBatches.sol";

/// @title The mint of the DAO; see {IMintBatches}.
contract MintBatches is Ownable, IMintBatches {
    uint16 private constant LOWEST_FACTOR_PERMILLE = 100;
    uint16 private constant HIGHEST_FACTOR_PERMILLE = 500;
    /// @dev 1 kWh = 3.6e6 Ws = 1e18 units; with the factor in permille, units = Ws * permille * 1e18 / 3.6e9.
    uint256 private constant UNITS_PER_KILOWATT_HOUR = 1e18;
    uint256 private constant WATT_SECOND_PERMILLES_PER_KILOWATT_HOUR = 3.6e9;

    /// @dev One slot. 2^112 units are 5e15 kWh, a century of all electricity.
    struct Ledger {
        uint112 requested;
        uint112 minted;
        uint32 epoch;
    }

    /// @inheritdoc IMintBatches
    address public immutable registry;
    /// @inheritdoc IMintBatches
    address public immutable deca;
    /// @inheritdoc IMintBatches
    address public immutable vault;

    /// @inheritdoc IMintBatches
    uint16 public capacityFactorPermille;
    LiveBatch private _live;
    mapping(address token => Ledger) private _ledger;
    mapping(address token => uint256) private _storageOf;
    /// @inheritdoc IMintBatches
    mapping(uint256 storageTokenId => address) public energyToken;
    /// @inheritdoc IMintBatches
    mapping(bytes32 root => uint32) public epochOf;
    /// @inheritdoc IMintBatches
    mapping(uint256 tokenId => mapping(address payee => mapping(address token => uint256))) public claimed;
    /// @inheritdoc IMintBatches
    mapping(uint256 tokenId => mapping(address token => uint256)) public minted;

    constructor(address timelock, IDeviceRegistry registry_, uint16 capacityFactorPermille_) Ownable(timelock) {
        registry = address(registry_);
        vault = timelock;
        deca = address(new DecaToken());
        _setCapacityFactor(capacityFactorPermille_);
    }

    error EpochNotAfter(uint32 epoch, uint32 liveEpoch);
    error RootMissing();
    error RootReplayed(bytes32 root, uint32 epoch);

    /// @inheritdoc IMintBatches
    function activate(Batch calldata batch) external onlyOwner {
        // Check
        if (batch.epoch <= _live.epoch) revert EpochNotAfter(batch.epoch, _live.epoch);
        if (batch.root == 0) revert RootMissing();
        if (epochOf[batch.root] != 0) revert RootReplayed(batch.root, epochOf[batch.root]);

        // Effect
        for (uint256 i = 0; i < batch.totals.length; i++) {
            _raise(batch.totals[i].token, batch.totals[i].total, batch.epoch);
        }
        epochOf[batch.root] = batch.epoch;
        _live = LiveBatch(batch.epoch, batch.leafCount, uint64(block.timestamp), batch.root, batch.evidenceSha256);
        emit BatchActivated(batch.epoch, batch.root, batch.leafCount, batch.evidenceSha256, batch.uri, batch.totals);
    }

    error TokenUnknown(address token);
    error TokenListedTwice(address token);
    error TotalFell(address token, uint256 total, uint256 before);

    function _raise(address token, uint256 total, uint32 epoch) private {
        if (token != deca && _storageOf[token] == 0) revert TokenUnknown(token);
        Ledger storage ledger = _ledger[token];
        if (ledger.epoch == epoch) revert TokenListedTwice(token);
        if (total < ledger.requested) revert TotalFell(token, total, ledger.requested);
        ledger.requested = SafeCast.toUint112(total);
        ledger.epoch = epoch;
    }

    error NotAStorage(uint256 tokenId);
    error EnergyTokenExists(uint256 storageTokenId, address token);

    /// @inheritdoc IMintBatches
    function createEnergyToken(uint256 storageTokenId) external onlyOwner returns (address token) {
        // Check
        if (energyToken[storageTokenId] != address(0)) revert EnergyTokenExists(storageTokenId, energyToken[storageTokenId]);
        if (IDeviceRegistry(registry).site(storageTokenId).kind != IDeviceRegistry.SiteKind.Storage) {
            revert NotAStorage(storageTokenId);
        }

        // Effect
        token = address(new EnergyToken(IERC721(registry), storageTokenId));
        energyToken[storageTokenId] = token;
        _storageOf[token] = storageTokenId;
        emit EnergyTokenCreated(storageTokenId, token);
    }

    error CapacityFactorOutOfRange(uint16 permille, uint16 lowest, uint16 highest);

    /// @inheritdoc IMintBatches
    function setCapacityFactor(uint16 permille) external onlyOwner {
        _setCapacityFactor(permille);
    }

    function _setCapacityFactor(uint16 permille) private {
        if (permille < LOWEST_FACTOR_PERMILLE || permille > HIGHEST_FACTOR_PERMILLE) {
            revert CapacityFactorOutOfRange(permille, LOWEST_FACTOR_PERMILLE, HIGHEST_FACTOR_PERMILLE);
        }
        emit CapacityFactorChanged(capacityFactorPermille, permille);
        capacityFactorPermille = permille;
    }

    error ProofWrong(bytes32 root);
    error NothingToClaim(uint256 tokenId, address payee, address token, uint256 claimed);

    /// @inheritdoc IMintBatches
    function claim(uint256 tokenId, address payee, address token, uint256 cumulativeAmount, bytes32[] calldata proof) external {
        Leaf memory leaf = Leaf(tokenId, payee, token, cumulativeAmount);
        if (!MerkleProof.verifyCalldata(proof, _live.root, _hash(leaf))) revert ProofWrong(_live.root);
        if (!_pay(leaf)) revert NothingToClaim(tokenId, payee, token, claimed[tokenId][payee][token]);
    }

    /// @inheritdoc IMintBatches
    function claimMany(Leaf[] calldata leaves, bytes32[] calldata proof, bool[] calldata proofFlags) external returns (uint256 paid) {
        bytes32[] memory hashes = new bytes32[](leaves.length);
        for (uint256 i = 0; i < leaves.length; i++) {
            hashes[i] = _hash(leaves[i]);
        }
        if (!MerkleProof.multiProofVerifyCalldata(proof, proofFlags, _live.root, hashes)) revert ProofWrong(_live.root);
        for (uint256 i = 0; i < leaves.length; i++) {
            if (_pay(leaves[i])) paid++;
        }
    }

    /// @dev Hashed twice, so that no inner node of the tree can pass for a leaf.
    function _hash(Leaf memory leaf) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(leaf))));
    }

    error TotalExceeded(address token, uint256 minted, uint256 amount, uint256 requested);
    error CapExceeded(uint256 tokenId, address token, uint256 minted, uint256 amount, uint256 cap);
    error SiteIsRevoked(uint256 tokenId);
    error OnlyVault(address payee, address vault);

    /// @return False when the leaf had everything already.
    function _pay(Leaf memory leaf) private returns (bool) {
        // Check
        uint256 before = claimed[leaf.tokenId][leaf.payee][leaf.token];
        if (leaf.cumulativeAmount <= before) return false;
        uint256 amount = leaf.cumulativeAmount - before;

        Ledger memory ledger = _ledger[leaf.token];
        if (ledger.epoch == 0) revert TokenUnknown(leaf.token);
        if (amount > ledger.requested - ledger.minted) revert TotalExceeded(leaf.token, ledger.minted, amount, ledger.requested);

        uint256 mintedBefore = minted[leaf.tokenId][leaf.token];
        if (leaf.tokenId == 0) {
            if (leaf.payee != vault) revert OnlyVault(leaf.payee, vault);
        } else {
            (uint256 cap, bool revoked) = _cap(leaf.tokenId);
            if (revoked) revert SiteIsRevoked(leaf.tokenId);
            if (mintedBefore + amount > cap) revert CapExceeded(leaf.tokenId, leaf.token, mintedBefore, amount, cap);
        }

        // Effect
        claimed[leaf.tokenId][leaf.payee][leaf.token] = leaf.cumulativeAmount;
        minted[leaf.tokenId][leaf.token] = mintedBefore + amount;
        _ledger[leaf.token].minted = ledger.minted + uint112(amount);
        emit Claimed(leaf.tokenId, leaf.payee, leaf.token, amount, leaf.cumulativeAmount);

        // Interaction
        IMintable(leaf.token).mint(leaf.payee, amount);
        return true;
    }

    function _cap(uint256 tokenId) private view returns (uint256 cap, bool revoked) {
        uint256 wattSeconds;
        (wattSeconds, revoked) = IDeviceRegistry(registry).registeredWattSeconds(tokenId);
        cap = wattSeconds * capacityFactorPermille * UNITS_PER_KILOWATT_HOUR / WATT_SECOND_PERMILLES_PER_KILOWATT_HOUR;
    }

    /// @inheritdoc IMintBatches
    function capOf(uint256 tokenId) external view returns (uint256 cap) {
        (cap,) = _cap(tokenId);
    }

    /// @inheritdoc IMintBatches
    function liveBatch() external view returns (LiveBatch memory) {
        return _live;
    }

    /// @inheritdoc IMintBatches
    function totalMinted(address token) external view returns (uint256) {
        return _ledger[token].minted;
    }

    /// @inheritdoc IMintBatches
    function totalRequested(address token) external view returns (uint256) {
        return _ledger[token].requested;
    }
}
