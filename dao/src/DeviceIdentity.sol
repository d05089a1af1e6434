// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";

/// @title Device names and ownership frames of wire protocol v1, byte for byte.
library DeviceIdentity {
    /// @dev Magic "GP", wire version 1, kind 8: the first four bytes of an ownership frame.
    bytes4 private constant OWNERSHIP_FRAME = 0x47500108;

    error OwnershipSignatureWrong(bytes16 deviceId, address owner, uint64 ownershipNonce);

    /// @notice The first 16 bytes of SHA-256 of the 65-byte uncompressed public key.
    function deviceIdOf(bytes32 publicKeyX, bytes32 publicKeyY) internal pure returns (bytes16) {
        return bytes16(sha256(abi.encodePacked(bytes1(0x04), publicKeyX, publicKeyY)));
    }

    /// @notice What the device signs; the frame is
    ///  0  4  "GP", version, kind      28 20  registry
    ///  4 16  deviceId                 48 20  owner
    /// 20  8  chainId u64 LE           68  8  nonce u64 LE
    function ownershipDigest(bytes16 deviceId, address registry, address owner, uint64 ownershipNonce) internal view returns (bytes32) {
        return sha256(
            abi.encodePacked(
                "GreenPow/1 ownership\x00",
                OWNERSHIP_FRAME,
                deviceId,
                _littleEndian(uint64(block.chainid)),
                registry,
                owner,
                _littleEndian(ownershipNonce)
            )
        );
    }

    /// @notice Reverts unless the key signed this owner, low-s; uses P256VERIFY at 0x100 where the chain has it.
    function requireOwnership(
        bytes32 publicKeyX,
        bytes32 publicKeyY,
        address registry,
        address owner,
        uint64 ownershipNonce,
        bytes32 r,
        bytes32 s
    ) internal view returns (bytes16 deviceId) {
        deviceId = deviceIdOf(publicKeyX, publicKeyY);
        bytes32 digest = ownershipDigest(deviceId, registry, owner, ownershipNonce);
        if (!P256.verify(digest, r, s, publicKeyX, publicKeyY)) {
            revert OwnershipSignatureWrong(deviceId, owner, ownershipNonce);
        }
    }

    function _littleEndian(uint64 value) private pure returns (bytes8) {
        return Bytes.reverseBytes8(bytes8(value));
    }
}
