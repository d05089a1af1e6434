// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity ^0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {EnergyDao} from "../src/EnergyDao.sol";
import {EnergyToken} from "../src/EnergyToken.sol";
import {IMintBatches} from "../src/interfaces/IMintBatches.sol";
import {MintEcosystem} from "./MintEcosystem.sol";

contract EnergyDaoTest is MintEcosystem {
    uint8 private constant AGAINST = 0;
    uint8 private constant FOR = 1;
    uint8 private constant ABSTAIN = 2;
    address private immutable gateway = account("gateway");

    // --- rights

    function test_The_deployer_keeps_no_right() public {
        deploy();
        bytes32 admin = timelock.DEFAULT_ADMIN_ROLE();
        bytes32 proposer = timelock.PROPOSER_ROLE();
        yes(!timelock.hasRole(admin, address(this)), "admin renounced");
        yes(!timelock.hasRole(proposer, address(this)), "never a proposer");
        yes(timelock.hasRole(admin, address(timelock)), "only the timelock changes its roles");
        vm.expectRevert(abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, address(this), admin));
        timelock.grantRole(proposer, address(this));
    }

    function test_Only_the_dao_schedules_and_anyone_executes() public {
        deploy();
        yes(timelock.hasRole(timelock.PROPOSER_ROLE(), address(dao)), "the DAO proposes");
        yes(timelock.hasRole(timelock.CANCELLER_ROLE(), address(dao)), "the DAO cancels");
        yes(timelock.hasRole(timelock.EXECUTOR_ROLE(), address(0)), "anyone executes");
        bytes32 proposer = timelock.PROPOSER_ROLE();
        vm.expectRevert(abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, members[0], proposer));
        vm.prank(members[0]);
        timelock.schedule(address(registry), 0, abi.encodeCall(registry.revoke, (1)), 0, 0, 1);
    }

    function test_The_timelock_owns_everything() public {
        deploy();
        same(seats.owner(), address(timelock));
        same(registry.owner(), address(timelock));
        same(mint.owner(), address(timelock));
        same(mint.vault(), address(timelock));
        same(dao.timelock(), address(timelock));
    }

    // --- from proposal to execution

    function test_One_vote_admits_the_demos_sites_and_their_storage() public {
        deploy();
        uint256 id = proposeSites();
        open();
        vote(id, 0, FOR);
        vote(id, 1, FOR);
        carryOut(id);
        same(registry.siteCount(), 4);
        same(registry.feeders(STORAGE)[2], 3);
        same(EnergyToken(mint.energyToken(STORAGE)).storageTokenId(), STORAGE);
        same(uint8(dao.state(id)), uint8(IGovernor.ProposalState.Executed));
    }

    function test_A_voted_mint_request_pays_its_leaves() public {
        deploySites();
        IMintBatches.Leaf[] memory leaves = dayOne();
        uint256 id = proposeBatch(batchOf(1, leaves));
        open();
        vote(id, 0, FOR);
        vote(id, 2, FOR);
        carryOut(id);
        same(claimAll(leaves), 5);
        same(energy.totalSupply() + deca.totalSupply(), 10 ether);
    }

    function test_Anyone_proposes_but_only_seats_count() public {
        deploySites();
        uint256 id = proposeBatch(batchOf(1, dayOne()));
        open();
        vm.prank(gateway);
        dao.castVote(id, FOR);
        (, uint256 inFavour,) = dao.proposalVotes(id);
        same(inFavour, 0);
        same(dao.proposalProposer(id), gateway);
    }

    function test_A_description_that_names_its_proposer_is_taken_from_nobody_else() public {
        deploySites();
        (address[] memory targets, bytes[] memory calls) = callsOf(batchOf(1, dayOne()));
        string memory description = string.concat("Mint request of epoch 1#proposer=", Strings.toHexString(gateway));
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorRestrictedProposer.selector, members[0]));
        vm.prank(members[0]);
        dao.propose(targets, new uint256[](1), calls, description);
        vm.prank(gateway);
        same(dao.proposalProposer(dao.propose(targets, new uint256[](1), calls, description)), gateway);
    }

    // --- quorum

    function test_Quorums_round_up_to_whole_seats() public {
        deploy();
        vm.warp(NOW + 1);
        same(dao.quorum(NOW), 2); // 50 % of 3
        same(dao.superQuorum(NOW), 2); // 66 % of 3
    }

    function test_One_of_three_seats_does_not_end_a_vote() public {
        deploySites();
        uint256 id = proposeBatch(batchOf(1, dayOne()));
        open();
        vote(id, 0, FOR);
        same(uint8(dao.state(id)), uint8(IGovernor.ProposalState.Active));
        expectNotQueueable(id, IGovernor.ProposalState.Active);
    }

    function test_A_super_quorum_ends_a_vote_early() public {
        deploySites();
        uint256 id = proposeBatch(batchOf(1, dayOne()));
        open();
        vote(id, 0, FOR);
        vote(id, 1, FOR);
        same(uint8(dao.state(id)), uint8(IGovernor.ProposalState.Succeeded));
        yes(block.timestamp < dao.proposalDeadline(id), "before the deadline");
    }

    function test_A_super_quorum_is_above_half_from_the_start() public {
        deploy();
        vm.expectRevert(abi.encodeWithSelector(EnergyDao.SuperQuorumNotAboveHalf.selector, 50, 50));
        new EnergyDao(seats, timelock, EnergyDao.Settings(1, 3600, 0, 50, 50));
        same(new EnergyDao(seats, timelock, EnergyDao.Settings(1, 3600, 0, 50, 51)).superQuorumNumerator(), 51);
    }

    function test_A_vote_moves_the_super_quorum_no_lower_than_above_half() public {
        deploy();
        carryOut(passSuperQuorum(51));
        same(dao.superQuorumNumerator(), 51);
        uint256 id = passSuperQuorum(50);
        dao.queue(id);
        vm.warp(block.timestamp + 1);
        vm.expectRevert(abi.encodeWithSelector(EnergyDao.SuperQuorumNotAboveHalf.selector, 50, 50));
        dao.execute(id);
        same(dao.superQuorumNumerator(), 51);
    }

    function test_A_vote_without_quorum_is_lost() public {
        deploySites();
        uint256 id = proposeBatch(batchOf(1, dayOne()));
        open();
        vote(id, 0, FOR);
        vm.warp(NOW + 3602);
        same(uint8(dao.state(id)), uint8(IGovernor.ProposalState.Defeated));
        expectNotQueueable(id, IGovernor.ProposalState.Defeated);
    }

    function test_Abstaining_counts_for_the_quorum_only() public {
        deploySites();
        uint256 id = proposeBatch(batchOf(1, dayOne()));
        open();
        vote(id, 0, FOR);
        vote(id, 1, ABSTAIN);
        same(uint8(dao.state(id)), uint8(IGovernor.ProposalState.Active));
        vm.warp(NOW + 3602);
        same(uint8(dao.state(id)), uint8(IGovernor.ProposalState.Succeeded));
    }

    function test_A_rejected_request_mints_nothing() public {
        deploySites();
        uint256 id = proposeBatch(batchOf(1, dayOne()));
        open();
        vote(id, 0, FOR);
        vote(id, 1, AGAINST);
        vote(id, 2, AGAINST);
        vm.warp(NOW + 3602);
        same(uint8(dao.state(id)), uint8(IGovernor.ProposalState.Defeated));
        expectNotQueueable(id, IGovernor.ProposalState.Defeated);
        same(mint.liveBatch().epoch, 0);
    }

    // --- voting

    function test_A_seat_votes_once() public {
        deploySites();
        uint256 id = proposeBatch(batchOf(1, dayOne()));
        open();
        vote(id, 0, FOR);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorAlreadyCastVote.selector, members[0]));
        vm.prank(members[0]);
        dao.castVote(id, FOR);
    }

    function test_A_seat_given_after_the_snapshot_does_not_vote() public {
        deploySites();
        uint256 id = proposeBatch(batchOf(1, dayOne()));
        open();
        vm.prank(address(timelock));
        seats.mint(account("latecomer"));
        vm.prank(account("latecomer"));
        same(dao.castVote(id, FOR), 0);
    }

    // --- timelock

    function test_Nothing_runs_before_the_delay() public {
        deploySites();
        uint256 id = proposeBatch(batchOf(1, dayOne()));
        open();
        vote(id, 0, FOR);
        vote(id, 1, FOR);
        dao.queue(id);
        (bool ran,) = address(dao).call(abi.encodeWithSignature("execute(uint256)", id));
        yes(!ran, "before the delay");
        same(mint.liveBatch().epoch, 0);
        vm.warp(block.timestamp + 1);
        dao.execute(id);
        same(mint.liveBatch().epoch, 1);
    }

    function test_A_proposal_runs_once() public {
        deploySites();
        uint256 id = proposeBatch(batchOf(1, dayOne()));
        open();
        vote(id, 0, FOR);
        vote(id, 1, FOR);
        carryOut(id);
        (bool ran,) = address(dao).call(abi.encodeWithSignature("execute(uint256)", id));
        yes(!ran, "a second time");
    }

    function test_A_refused_batch_leaves_the_proposal_queued() public {
        deploySites();
        IMintBatches.Batch memory batch = batchOf(1, dayOne());
        uint256 id = proposeBatch(batch);
        open();
        vote(id, 0, FOR);
        vote(id, 1, FOR);
        dao.queue(id);
        activate(batch); // a later vote was faster
        vm.warp(block.timestamp + 1);
        (bool ran,) = address(dao).call(abi.encodeWithSignature("execute(uint256)", id));
        yes(!ran, "the epoch is taken");
        same(uint8(dao.state(id)), uint8(IGovernor.ProposalState.Queued));
    }

    // ---

    function callsOf(IMintBatches.Batch memory batch) private view returns (address[] memory targets, bytes[] memory calls) {
        targets = new address[](1);
        calls = new bytes[](1);
        targets[0] = address(mint);
        calls[0] = abi.encodeCall(mint.activate, (batch));
    }

    function proposeBatch(IMintBatches.Batch memory batch) private returns (uint256) {
        (address[] memory targets, bytes[] memory calls) = callsOf(batch);
        vm.prank(gateway);
        return dao.propose(targets, new uint256[](1), calls, "Mint request of epoch 1");
    }

    /// @dev As the demo: three meters, a storage, its feeders and its ENERGY token in one proposal.
    function proposeSites() private returns (uint256) {
        address[] memory targets = new address[](8);
        bytes[] memory calls = new bytes[](8);
        for (uint256 i = 0; i < 8; i++) {
            targets[i] = address(registry);
        }
        for (uint256 i = 0; i < 3; i++) {
            calls[i] = abi.encodeCall(registry.admit, (meter(i + 1, ownerOf(i + 1))));
            calls[4 + i] = abi.encodeCall(registry.setFeeder, (STORAGE, uint8(i), i + 1, 0));
        }
        calls[3] = abi.encodeCall(registry.admit, (nodeStorage(STORAGE, operator)));
        targets[7] = address(mint);
        calls[7] = abi.encodeCall(mint.createEnergyToken, (STORAGE));
        vm.prank(gateway);
        return dao.propose(targets, new uint256[](8), calls, "Admit four sites");
    }

    function passSuperQuorum(uint256 numerator) private returns (uint256 id) {
        address[] memory targets = new address[](1);
        bytes[] memory calls = new bytes[](1);
        targets[0] = address(dao);
        calls[0] = abi.encodeCall(dao.updateSuperQuorumNumerator, (numerator));
        vm.prank(gateway);
        id = dao.propose(targets, new uint256[](1), calls, "Another super-quorum");
        open();
        vote(id, 0, FOR);
        vote(id, 1, FOR);
    }

    function open() private {
        vm.warp(block.timestamp + 2);
    }

    function vote(uint256 id, uint256 member, uint8 support) private {
        vm.prank(members[member]);
        dao.castVote(id, support);
    }

    function carryOut(uint256 id) private {
        dao.queue(id);
        vm.warp(block.timestamp + 1);
        dao.execute(id);
    }

    function expectNotQueueable(uint256 id, IGovernor.ProposalState state) private {
        bytes32 wanted = bytes32(1 << uint8(IGovernor.ProposalState.Succeeded));
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorUnexpectedProposalState.selector, id, state, wanted));
        dao.queue(id);
    }
}
