// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IMintable} from "./IMintable.sol";

/// @title ENERGY of one node storage: 1 token (10^18 units) = 1 kWh that it received, proven, and can give back.
interface IEnergyToken is IERC20, IMintable {
    event TakenOut(address indexed holder, uint256 indexed siteTokenId, uint256 amount);
    event Retired(address indexed holder, uint256 indexed siteTokenId, uint256 amount);

    /// @notice Burns for energy that the storage gives back to a site; whether it was delivered, the site's meter says.
    function takeOut(uint256 siteTokenId, uint256 amount) external;

    /// @notice Burns as proof that a site consumed green energy.
    function retire(uint256 siteTokenId, uint256 amount) external;

    /// @notice All that was burned for delivery to a site.
    function takenOut(uint256 siteTokenId) external view returns (uint256);

    /// @notice All that was burned as green consumption of a site.
    function retired(uint256 siteTokenId) external view returns (uint256);

    /// @notice The storage's site in the registry.
    function storageTokenId() external view returns (uint256);
}
