// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {DaoSeat} from "../src/DaoSeat.sol";
import {Soulbound} from "../src/Soulbound.sol";
import {Ecosystem} from "./Ecosystem.sol";

contract DaoSeatTest is Ecosystem {
    address private immutable newcomer = account("newcomer");

    uint256 private constant SOME_KEY = 0x5ea7;
    // ERC-5805
    bytes32 private constant DELEGATION_TYPEHASH = keccak256("Delegation(address delegatee,uint256 nonce,uint256 expiry)");

    function setUp() public {
        deploy();
    }

    function test_The_first_members_have_a_seat_and_a_vote() public view {
        same(seats.balanceOf(members[0]), 1);
        same(seats.seatOf(members[2]), 3);
        same(seats.getVotes(members[0]), 1);
        same(seats.delegates(members[0]), members[0]);
    }

    function test_A_new_seat_votes_at_once() public {
        vm.prank(address(timelock));
        same(seats.mint(newcomer), 4);
        same(seats.getVotes(newcomer), 1);
        vm.warp(NOW + 1);
        same(seats.getPastTotalSupply(NOW), 4);
    }

    function test_A_member_has_one_seat() public {
        vm.expectRevert(abi.encodeWithSelector(DaoSeat.AlreadySeated.selector, members[1], 2));
        vm.prank(address(timelock));
        seats.mint(members[1]);
    }

    function test_A_burned_seat_takes_its_vote_away() public {
        vm.prank(address(timelock));
        seats.burn(2);
        same(seats.getVotes(members[1]), 0);
        same(seats.seatOf(members[1]), 0);
        vm.warp(NOW + 1);
        same(seats.getPastTotalSupply(NOW), 2);
    }

    function test_A_former_member_can_be_seated_again() public {
        vm.prank(address(timelock));
        seats.burn(2);
        vm.prank(address(timelock));
        same(seats.mint(members[1]), 4);
        same(seats.getVotes(members[1]), 1);
    }

    function test_A_seat_that_does_not_exist_is_not_burned() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 9));
        vm.prank(address(timelock));
        seats.burn(9);
    }

    function test_Only_the_timelock_seats_and_unseats() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, members[0]));
        vm.prank(members[0]);
        seats.mint(newcomer);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, members[0]));
        vm.prank(members[0]);
        seats.burn(2);
    }

    function test_A_seat_cannot_change_hands() public {
        vm.expectRevert(abi.encodeWithSelector(Soulbound.TokenIsSoulbound.selector, 1, members[0], newcomer));
        vm.prank(members[0]);
        seats.safeTransferFrom(members[0], newcomer, 1);
        same(seats.ownerOf(1), members[0]);
        same(seats.getVotes(newcomer), 0);
    }

    function test_A_vote_cannot_be_delegated() public {
        vm.expectRevert(abi.encodeWithSelector(DaoSeat.VoteStaysWithMember.selector, members[0], newcomer));
        vm.prank(members[0]);
        seats.delegate(newcomer);
        vm.expectRevert(abi.encodeWithSelector(DaoSeat.VoteStaysWithMember.selector, members[0], address(0)));
        vm.prank(members[0]);
        seats.delegate(address(0));
        same(seats.getVotes(members[0]), 1);
    }

    function test_A_vote_cannot_be_delegated_by_signature() public {
        address member = vm.addr(SOME_KEY);
        vm.prank(address(timelock));
        seats.mint(member);
        bytes32 delegation = keccak256(abi.encode(DELEGATION_TYPEHASH, newcomer, 0, NOW));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SOME_KEY, MessageHashUtils.toTypedDataHash(domainSeparator(), delegation));
        vm.expectRevert(abi.encodeWithSelector(DaoSeat.VoteStaysWithMember.selector, member, newcomer));
        seats.delegateBySig(newcomer, 0, NOW, v, r, s);
        same(seats.getVotes(member), 1);
    }

    function test_Who_delegates_to_themselves_keeps_one_vote() public {
        vm.prank(members[0]);
        seats.delegate(members[0]);
        same(seats.getVotes(members[0]), 1);
        vm.prank(newcomer); // before the seat is there
        seats.delegate(newcomer);
        same(seats.getVotes(newcomer), 0);
        vm.prank(address(timelock));
        seats.mint(newcomer);
        same(seats.getVotes(newcomer), 1);
    }

    function test_A_seat_says_that_it_is_locked() public view {
        yes(seats.locked(1), "locked");
        yes(seats.supportsInterface(0xb45a3c0e), "ERC-5192");
    }

    function domainSeparator() private view returns (bytes32) {
        (, string memory name, string memory version, uint256 chainId, address verifyingContract,,) = seats.eip712Domain();
        bytes32 typeHash = keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        return keccak256(abi.encode(typeHash, keccak256(bytes(name)), keccak256(bytes(version)), chainId, verifyingContract));
    }
}
