// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Votes} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Soulbound} from "./Soulbound.sol";
import {IDaoSeat} from "./interfaces/IDaoSeat.sol";

/// @title The Technical DAO's seats; see {IDaoSeat}.
contract DaoSeat is Soulbound, ERC721Votes, Ownable, IDaoSeat {
    /// @inheritdoc IDaoSeat
    mapping(address member => uint256) public seatOf;
    uint256 private _lastSeat;

    constructor(address timelock, address[] memory members) ERC721("GreenPow Seat", "SEAT") EIP712("GreenPow Seat", "1") Ownable(timelock) {
        for (uint256 i = 0; i < members.length; i++) {
            _seat(members[i]);
        }
    }

    /// @inheritdoc IDaoSeat
    function mint(address member) external onlyOwner returns (uint256 tokenId) {
        return _seat(member);
    }

    /// @inheritdoc IDaoSeat
    function burn(uint256 tokenId) external onlyOwner {
        delete seatOf[_requireOwned(tokenId)];
        _burn(tokenId);
    }

    error AlreadySeated(address member, uint256 tokenId);

    function _seat(address member) private returns (uint256 tokenId) {
        if (seatOf[member] != 0) revert AlreadySeated(member, seatOf[member]);
        tokenId = ++_lastSeat;
        seatOf[member] = tokenId;
        _mint(member, tokenId);
        _delegate(member, member); // an undelegated seat would not count
    }

    error VoteStaysWithMember(address member, address delegatee);

    /// @dev The one hook behind delegate and delegateBySig. A vote that had left its member would outlive the burned seat.
    function _delegate(address member, address delegatee) internal override {
        if (delegatee != member) revert VoteStaysWithMember(member, delegatee);
        super._delegate(member, delegatee);
    }

    /// @notice Seconds, as the Governor's delays.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC721, Soulbound) returns (bool) {
        return super.supportsInterface(interfaceId);
    }

    function _update(address to, uint256 tokenId, address auth) internal override(Soulbound, ERC721Votes) returns (address) {
        return super._update(to, tokenId, auth);
    }

    function _increaseBalance(address account, uint128 amount) internal override(ERC721, ERC721Votes) {
        super._increaseBalance(account, amount);
    }
}
