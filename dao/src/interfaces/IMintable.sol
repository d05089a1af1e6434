// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

/// @title A token that one account mints.
interface IMintable {
    error NotTheMinter(address caller);

    /// @notice Called by {minter} only, for claims of an active mint batch.
    function mint(address to, uint256 amount) external;

    /// @notice The one account that mints: MintBatches.
    function minter() external view returns (address);
}
