// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC5192} from "./interfaces/IERC5192.sol";

/// @title An ERC-721 whose tokens are minted and burned, but never change hands.
abstract contract Soulbound is ERC721, IERC5192 {
    error TokenIsSoulbound(uint256 tokenId, address from, address to);

    /// @inheritdoc IERC5192
    function locked(uint256 tokenId) external view returns (bool) {
        _requireOwned(tokenId);
        return true;
    }

    function supportsInterface(bytes4 interfaceId) public view virtual override returns (bool) {
        return interfaceId == type(IERC5192).interfaceId || super.supportsInterface(interfaceId);
    }

    /// @dev The one hook behind every transfer function of ERC-721.
    function _update(address to, uint256 tokenId, address auth) internal virtual override returns (address from) {
        from = super._update(to, tokenId, auth);
        if (from != address(0) && to != address(0)) revert TokenIsSoulbound(tokenId, from, to);
        if (from == address(0)) emit Locked(tokenId);
    }
}
