// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

/// @title Minimal soulbound token, ERC-5192; interface id 0xb45a3c0e.
interface IERC5192 {
    /// @notice The token cannot be transferred from now on.
    event Locked(uint256 tokenId);

    /// @notice Part of the standard; never emitted here, because nothing unlocks.
    event Unlocked(uint256 tokenId);

    /// @notice Always true for a token that exists; reverts for one that does not.
    function locked(uint256 tokenId) external view returns (bool);
}
