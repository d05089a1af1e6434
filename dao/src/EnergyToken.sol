// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IEnergyToken} from "./interfaces/IEnergyToken.sol";
import {IMintable} from "./interfaces/IMintable.sol";

/// @title ENERGY of one node storage; see {IEnergyToken}.
contract EnergyToken is ERC20, IEnergyToken {
    /// @inheritdoc IEnergyToken
    uint256 public immutable storageTokenId;
    /// @inheritdoc IMintable
    address public immutable minter;
    IERC721 private immutable _registry;

    /// @inheritdoc IEnergyToken
    mapping(uint256 siteTokenId => uint256) public takenOut;
    /// @inheritdoc IEnergyToken
    mapping(uint256 siteTokenId => uint256) public retired;

    /// @dev The deployer becomes the minter.
    constructor(IERC721 registry, uint256 storageTokenId_)
        ERC20(
            string.concat("GreenPow Energy ", Strings.toString(storageTokenId_)),
            string.concat("ENERGY-", Strings.toString(storageTokenId_))
        )
    {
        _registry = registry;
        storageTokenId = storageTokenId_;
        minter = msg.sender;
    }

    /// @inheritdoc IMintable
    function mint(address to, uint256 amount) external {
        if (msg.sender != minter) revert NotTheMinter(msg.sender);
        _mint(to, amount);
    }

    /// @inheritdoc IEnergyToken
    function takeOut(uint256 siteTokenId, uint256 amount) external {
        _burnFor(siteTokenId, amount);
        takenOut[siteTokenId] += amount;
        emit TakenOut(msg.sender, siteTokenId, amount);
    }

    /// @inheritdoc IEnergyToken
    function retire(uint256 siteTokenId, uint256 amount) external {
        _burnFor(siteTokenId, amount);
        retired[siteTokenId] += amount;
        emit Retired(msg.sender, siteTokenId, amount);
    }

    /// @dev ownerOf reverts for a site that does not exist: nothing is burned for nobody.
    function _burnFor(uint256 siteTokenId, uint256 amount) private {
        _registry.ownerOf(siteTokenId);
        _burn(msg.sender, amount);
    }
}
