// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorStorage} from "@openzeppelin/contracts/governance/extensions/GovernorStorage.sol";
import {GovernorSuperQuorum} from "@openzeppelin/contracts/governance/extensions/GovernorSuperQuorum.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {GovernorVotesQuorumFraction} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {GovernorVotesSuperQuorumFraction} from "@openzeppelin/contracts/governance/extensions/GovernorVotesSuperQuorumFraction.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The Technical DAO: seats vote on device applications and mint requests, the timelock carries them out.
/// @notice A super-quorum of seats in favour, always more than half of them, ends a vote early. Quorums round up: two of three
/// seats are 66 %, one is not.
contract EnergyDao is
    Governor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorStorage,
    GovernorVotes,
    GovernorVotesSuperQuorumFraction,
    GovernorTimelockControl
{
    struct Settings {
        uint48 votingDelaySeconds;
        uint32 votingPeriodSeconds;
        uint256 proposalThresholdSeats;
        uint256 quorumPercent;
        uint256 superQuorumPercent;
    }

    constructor(IVotes seats, TimelockController timelock_, Settings memory settings)
        Governor("GreenPow Technical DAO")
        GovernorSettings(settings.votingDelaySeconds, settings.votingPeriodSeconds, settings.proposalThresholdSeats)
        GovernorVotes(seats)
        GovernorVotesQuorumFraction(settings.quorumPercent)
        GovernorVotesSuperQuorumFraction(settings.superQuorumPercent)
        GovernorTimelockControl(timelock_)
    {}

    /// @notice Seats that must vote for or abstain.
    function quorum(uint256 timepoint) public view override(Governor, GovernorVotesQuorumFraction) returns (uint256) {
        return _seatsOf(timepoint, quorumNumerator(timepoint));
    }

    /// @notice Seats in favour that end a vote early.
    function superQuorum(uint256 timepoint) public view override returns (uint256) {
        return _seatsOf(timepoint, superQuorumNumerator(timepoint));
    }

    /// @dev Rounded up: seats are few, and rounding down would let one of three be 66 %.
    function _seatsOf(uint256 timepoint, uint256 numerator) private view returns (uint256) {
        return Math.mulDiv(token().getPastTotalSupply(timepoint), numerator, quorumDenominator(), Math.Rounding.Ceil);
    }

    error SuperQuorumNotAboveHalf(uint256 superQuorumNumerator, uint256 half);

    /// @dev Up to half, the members who vote first would decide against those who have not voted yet. Deployment comes here too.
    function _updateSuperQuorumNumerator(uint256 newSuperQuorumNumerator) internal override {
        uint256 half = quorumDenominator() / 2;
        if (newSuperQuorumNumerator <= half) revert SuperQuorumNotAboveHalf(newSuperQuorumNumerator, half);
        super._updateSuperQuorumNumerator(newSuperQuorumNumerator);
    }

    // What follows only names, for the compiler, which of two inherited functions is meant.

    function state(uint256 proposalId)
        public
        view
        override(Governor, GovernorVotesSuperQuorumFraction, GovernorTimelockControl)
        returns (ProposalState)
    {
        return super.state(proposalId);
    }

    function proposalVotes(uint256 proposalId)
        public
        view
        override(GovernorCountingSimple, GovernorSuperQuorum)
        returns (uint256 againstVotes, uint256 forVotes, uint256 abstainVotes)
    {
        return super.proposalVotes(proposalId);
    }

    function proposalNeedsQueuing(uint256 proposalId) public view override(Governor, GovernorTimelockControl) returns (bool) {
        return super.proposalNeedsQueuing(proposalId);
    }

    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal override(Governor, GovernorStorage) returns (uint256) {
        return super._propose(targets, values, calldatas, description, proposer);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(address[] memory targets, uint256[] memory values, bytes[] memory calldatas, bytes32 descriptionHash)
        internal
        override(Governor, GovernorTimelockControl)
        returns (uint256)
    {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}
