// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

// Compiles OpenZeppelin's timelock as it is, for deployment beside the contracts that it owns.
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
