using System.Numerics;
using System.Text.Json.Nodes;
using GreenPow.Dao.Contracts;

namespace GreenPow.Dao;

/// <summary>Puts a DAO on a chain, or finds the one that is there.</summary>
public static class DaoDeployment
{
    /// <summary>
    /// The deployment that the file names, or a new one, saved there, where the file or the contracts are missing. Either way the
    /// deployer has no rights in it.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is of another chain.</exception>
    public static async Task<DeploymentRecord> OpenAsync(
        string path, EthereumNode node, Transactor deployer, DaoDeploymentOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(deployer);
        var chainId = await node.ChainIdAsync(cancellation);
        if (File.Exists(path))
        {
            var saved = DeploymentRecord.Load(path);
            if (saved.ChainId != chainId) throw new InvalidDataException($"{path} is of chain {saved.ChainId}, the node serves chain {chainId}.");
            if (await IsThereAsync(node, saved, cancellation))
            {
                await RenounceAsync(node, saved, deployer, cancellation);
                return saved;
            }
        }
        var record = await DeployAsync(node, deployer, options, cancellation);
        record.Save(path);
        return record;
    }

    /// <summary>Eight transactions: five contracts, two roles for the Governor, and the deployer's role given up.</summary>
    public static async Task<DeploymentRecord> DeployAsync(
        EthereumNode node, Transactor deployer, DaoDeploymentOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(deployer);
        ArgumentNullException.ThrowIfNull(options);
        // Anyone may execute what passed and waited: the zero address has the executor's role.
        var timelockReceipt = await deployer.SendAsync(
            TimelockController.Deployment(options.TimelockDelaySeconds, [], [Address.Zero], deployer.Account), cancellation);
        var timelock = new TimelockController(CreatedBy(timelockReceipt));
        var seats = await CreateAsync(DaoSeat.Deployment(timelock.Address, options.Members));
        var dao = await CreateAsync(EnergyDao.Deployment(seats, timelock.Address, new Settings(
            options.VotingDelaySeconds, options.VotingPeriodSeconds, options.ProposalThresholdSeats, options.QuorumPercent, options.SuperQuorumPercent)));
        var registry = await CreateAsync(DeviceRegistry.Deployment(timelock.Address, options.DayOffsetSeconds, options.MinWireVersion));
        var batches = new MintBatches(await CreateAsync(MintBatches.Deployment(timelock.Address, registry, options.CapacityFactorPermille)));

        await deployer.SendAsync(timelock.GrantRole(await timelock.ProposerRole().ReadAsync(node, cancellation: cancellation), dao), cancellation);
        await deployer.SendAsync(timelock.GrantRole(await timelock.CancellerRole().ReadAsync(node, cancellation: cancellation), dao), cancellation);
        await deployer.SendAsync(
            timelock.RenounceRole(await timelock.DefaultAdminRole().ReadAsync(node, cancellation: cancellation), deployer.Account), cancellation);

        return new(
            await node.ChainIdAsync(cancellation), timelockReceipt.BlockNumber, options.DayOffsetSeconds, seats, timelock.Address, dao, registry,
            batches.Address, await batches.Deca().ReadAsync(node, cancellation: cancellation));

        async Task<Address> CreateAsync(TransactionIntent deployment) => CreatedBy(await deployer.SendAsync(deployment, cancellation));
    }

    /// <summary>
    /// Gives up the deployer's administration of the timelock where it has it: it is the last transaction of a deployment, so a
    /// chain that loses its last block may lose nothing else. Call it after a rollback.
    /// </summary>
    public static async Task RenounceAsync(EthereumNode node, DeploymentRecord record, Transactor deployer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(deployer);
        var timelock = new TimelockController(record.Timelock);
        var admin = await timelock.DefaultAdminRole().ReadAsync(node, cancellation: cancellation);
        if (await timelock.HasRole(admin, deployer.Account).ReadAsync(node, cancellation: cancellation))
            await deployer.SendAsync(timelock.RenounceRole(admin, deployer.Account), cancellation);
    }

    /// <summary>
    /// Whether all contracts are there, belong together, and the Governor has its roles. A chain that lost its last blocks may have lost some of them, and the
    /// deployer's nonces may since have given the same addresses to others.
    /// </summary>
    public static async Task<bool> IsThereAsync(EthereumNode node, DeploymentRecord record, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(record);
        var codes = await node.Rpc.BatchAsync(
            [.. record.Contracts.Select(contract => ("eth_getCode", new JsonArray(contract.Address.ToString(), "latest")))], cancellation);
        if (codes.Any(code => code.GetString() is null or "0x")) return false;
        var dao = new EnergyDao(record.EnergyDao);
        var batches = new MintBatches(record.MintBatches);
        var timelock = new TimelockController(record.Timelock);
        try
        {
            return await dao.Timelock().ReadAsync(node, cancellation: cancellation) == record.Timelock
                && await dao.Token().ReadAsync(node, cancellation: cancellation) == record.DaoSeat
                && await batches.Registry().ReadAsync(node, cancellation: cancellation) == record.DeviceRegistry
                && await batches.Deca().ReadAsync(node, cancellation: cancellation) == record.DecaToken
                && await HasRoleAsync(timelock.ProposerRole())
                && await HasRoleAsync(timelock.CancellerRole());
        }
        catch (Exception fault) when (fault is RevertedException or FormatException or ContractMissingException)
        {
            // Another contract stands at one of the addresses.
            return false;
        }

        async Task<bool> HasRoleAsync(ContractCall<Hash32> role) =>
            await timelock.HasRole(await role.ReadAsync(node, cancellation: cancellation), record.EnergyDao).ReadAsync(node, cancellation: cancellation);
    }

    private static Address CreatedBy(Receipt receipt) =>
        receipt.ContractAddress ?? throw new InvalidOperationException($"Transaction {receipt.TransactionHash} created no contract.");
}
