// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {DaoSeat} from "../src/DaoSeat.sol";
import {Soulbound} from "../src/Soulbound.sol";
import {Ecosystem} from "./Ecosystem.sol";

contract DaoSeatTest is Ecosystem {
    address private immutable newcomer = account("newcomer");

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

    function test_A_seat_says_that_it_is_locked() public view {
        yes(seats.locked(1), "locked");
        yes(seats.supportsInterface(0xb45a3c0e), "ERC-5192");
    }
}
