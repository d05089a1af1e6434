// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {DaoSeat} from "../src/DaoSeat.sol";
import {Base} from "./Base.sol";

/// @dev Seating, unseating, attempted transfers and delegation among six accounts, at random.
contract SeatHandler is Base {
    DaoSeat public immutable seats;
    mapping(uint256 seat => address) public firstOwner;
    uint256 public lastSeat;

    constructor() {
        seats = new DaoSeat(address(this), new address[](0));
    }

    function person(uint256 i) public pure returns (address) {
        return address(uint160(1000 + i % 6));
    }

    function seat(uint256 who) external {
        try seats.mint(person(who)) returns (uint256 tokenId) {
            firstOwner[tokenId] = person(who);
            lastSeat = tokenId;
        } catch {
            yes(seats.seatOf(person(who)) != 0, "refused without reason");
        }
    }

    function unseat(uint256 who) external {
        uint256 tokenId = seats.seatOf(person(who));
        if (tokenId != 0) seats.burn(tokenId);
    }

    function transfer(uint256 from, uint256 to) external {
        uint256 tokenId = seats.seatOf(person(from));
        if (tokenId == 0) return;
        vm.prank(person(from));
        try seats.transferFrom(person(from), person(to), tokenId) {
            yes(person(from) == person(to), "a seat changed hands");
        } catch {}
    }

    function delegate(uint256 from, uint256 to) external {
        vm.prank(person(from));
        try seats.delegate(person(to)) {
            yes(person(from) == person(to), "a vote left its member");
        } catch {
            yes(person(from) != person(to), "refused without reason");
        }
    }
}

contract SeatInvariantTest is Base {
    SeatHandler private handler;

    function setUp() public {
        handler = new SeatHandler();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_A_seat_stays_with_its_first_member() public view {
        DaoSeat seats = handler.seats();
        for (uint256 tokenId = 1; tokenId <= handler.lastSeat(); tokenId++) {
            address member = handler.firstOwner(tokenId);
            bool seated = seats.seatOf(member) == tokenId;
            if (seated) same(seats.ownerOf(tokenId), member);
        }
    }

    function invariant_A_member_has_as_many_votes_as_seats() public view {
        DaoSeat seats = handler.seats();
        for (uint256 i = 0; i < 6; i++) {
            uint256 balance = seats.balanceOf(handler.person(i));
            yes(balance <= 1, "one seat per member");
            yes((balance == 1) == (seats.seatOf(handler.person(i)) != 0), "seatOf follows the balance");
            same(seats.getVotes(handler.person(i)), balance);
        }
    }
}
