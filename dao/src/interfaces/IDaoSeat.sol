// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

/// @title Seats of the Technical DAO: soulbound, one member one seat one vote.
/// @notice The timelock seats and unseats; a new seat votes for its member at once, and its vote cannot be delegated.
interface IDaoSeat {
    /// @notice Gives a member their one seat.
    function mint(address member) external returns (uint256 tokenId);

    /// @notice Takes a seat and its vote away.
    function burn(uint256 tokenId) external;

    /// @notice A member's seat; 0 when they have none.
    function seatOf(address member) external view returns (uint256 tokenId);
}
