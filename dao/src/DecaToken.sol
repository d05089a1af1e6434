// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {IMintable} from "./interfaces/IMintable.sol";

/// @title DECA: the reward for proven generation, and the vote on the DAO's parameters.
/// @notice There is no supply but what claims of active mint batches mint.
contract DecaToken is ERC20, ERC20Permit, ERC20Votes, IMintable {
    /// @inheritdoc IMintable
    address public immutable minter;

    /// @dev The deployer becomes the minter.
    constructor() ERC20("GreenPow DECA", "DECA") ERC20Permit("GreenPow DECA") {
        minter = msg.sender;
    }

    /// @inheritdoc IMintable
    function mint(address to, uint256 amount) external {
        if (msg.sender != minter) revert NotTheMinter(msg.sender);
        _mint(to, amount);
    }

    /// @notice Seconds, as the Governor's delays.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    function nonces(address account) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(account);
    }

    function _update(address from, address to, uint256 amount) internal override(ERC20, ERC20Votes) {
        super._update(from, to, amount);
    }
}
