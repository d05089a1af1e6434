// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {IERC20Errors, IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IEnergyToken} from "../src/interfaces/IEnergyToken.sol";
import {IMintable} from "../src/interfaces/IMintable.sol";
import {MintEcosystem} from "./MintEcosystem.sol";

contract TokensTest is MintEcosystem {
    address private immutable holder = account("holder");

    function setUp() public {
        deploySites();
        vm.prank(address(mint));
        energy.mint(holder, 10 ether);
    }

    // --- mint

    function testFuzz_Only_mint_batches_mints(address caller) public {
        vm.assume(caller != address(mint));
        vm.expectRevert(abi.encodeWithSelector(IMintable.NotTheMinter.selector, caller));
        vm.prank(caller);
        energy.mint(caller, 1);
        vm.expectRevert(abi.encodeWithSelector(IMintable.NotTheMinter.selector, caller));
        vm.prank(caller);
        deca.mint(caller, 1);
    }

    function test_Deca_begins_with_no_supply() public view {
        same(deca.totalSupply(), 0);
        same(deca.minter(), address(mint));
    }

    // --- burn

    function test_Taking_out_burns_for_a_site() public {
        vm.expectEmit();
        emit IEnergyToken.TakenOut(holder, 1, 3 ether);
        vm.prank(holder);
        energy.takeOut(1, 3 ether);
        same(energy.totalSupply(), 7 ether);
        same(energy.takenOut(1), 3 ether);
        same(energy.retired(1), 0);
    }

    function test_Retiring_burns_into_a_site() public {
        vm.expectEmit();
        emit IEnergyToken.Retired(holder, 2, 3 ether);
        vm.prank(holder);
        energy.retire(2, 3 ether);
        vm.prank(holder);
        energy.retire(2, 1 ether);
        same(energy.balanceOf(holder), 6 ether);
        same(energy.retired(2), 4 ether);
        same(energy.takenOut(2), 0);
    }

    function test_Nobody_burns_more_than_they_hold() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, holder, 10 ether, 10 ether + 1));
        vm.prank(holder);
        energy.retire(1, 10 ether + 1);
    }

    function test_Nothing_is_burned_for_a_site_that_does_not_exist() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 9));
        vm.prank(holder);
        energy.takeOut(9, 1 ether);
    }

    function test_Burning_gives_no_room_to_mint_again() public {
        activate(batchOf(1, dayOne()));
        claim(dayOne(), 0);
        vm.prank(ownerOf(1));
        energy.retire(1, 3.98 ether);
        same(mint.totalMinted(address(energy)), 3.98 ether);
        same(mint.minted(1, address(energy)), 3.98 ether);
    }

    // --- votes

    function test_Deca_votes_once_delegated() public {
        vm.prank(address(mint));
        deca.mint(holder, 2 ether);
        same(deca.getVotes(holder), 0);
        vm.prank(holder);
        deca.delegate(holder);
        same(deca.getVotes(holder), 2 ether);
        vm.warp(NOW + 10);
        same(deca.getPastVotes(holder, NOW), 2 ether);
        same(deca.clock(), NOW + 10);
    }
}
