// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {EnergyToken} from "../src/EnergyToken.sol";
import {IMintBatches} from "../src/interfaces/IMintBatches.sol";
import {Base} from "./Base.sol";
import {MintHandler} from "./MintHandler.sol";

contract MintInvariantTest is Base {
    MintHandler private handler;
    IMintBatches private mint;
    EnergyToken private energy;
    address private deca;

    function setUp() public {
        handler = new MintHandler();
        (mint, energy, deca) = handler.sites();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_No_token_is_minted_above_its_requests() public view {
        yes(mint.totalMinted(address(energy)) <= mint.totalRequested(address(energy)), "ENERGY");
        yes(mint.totalMinted(deca) <= mint.totalRequested(deca), "DECA");
    }

    function invariant_Supply_is_what_was_minted_less_what_was_burned() public view {
        same(energy.totalSupply(), mint.totalMinted(address(energy)) - handler.burned(address(energy)));
        same(EnergyToken(deca).totalSupply(), mint.totalMinted(deca));
    }

    function invariant_Nothing_is_paid_twice() public view {
        uint256 energyPaid = 0;
        uint256 decaPaid = 0;
        for (uint256 i = 0; i < handler.LEAVES(); i++) {
            (uint256 tokenId, address payee, address token) = handler.line(i);
            same(mint.claimed(tokenId, payee, token), handler.paidOut(i));
            if (token == deca) decaPaid += handler.paidOut(i);
            else energyPaid += handler.paidOut(i);
        }
        same(mint.totalMinted(address(energy)), energyPaid);
        same(mint.totalMinted(deca), decaPaid);
    }

    function invariant_No_site_is_minted_above_its_cap() public view {
        for (uint256 tokenId = 1; tokenId <= 4; tokenId++) {
            yes(mint.minted(tokenId, address(energy)) <= mint.capOf(tokenId), "ENERGY");
            yes(mint.minted(tokenId, deca) <= mint.capOf(tokenId), "DECA");
        }
    }

    function invariant_A_sites_mint_is_the_sum_of_its_payees() public view {
        for (uint256 tokenId = 0; tokenId <= 4; tokenId++) {
            uint256 sum = 0;
            for (uint256 i = 0; i < handler.LEAVES(); i++) {
                (uint256 site,, address token) = handler.line(i);
                if (site == tokenId && token == address(energy)) sum += handler.paidOut(i);
            }
            same(mint.minted(tokenId, address(energy)), sum);
        }
    }
}
