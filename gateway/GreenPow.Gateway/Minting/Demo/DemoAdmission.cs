using System.Globalization;
using System.Numerics;
using GreenPow.Dao;
using GreenPow.Dao.Contracts;
using GreenPow.Storage;
using GreenPow.Wire;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Minting.Demo;

/// <summary>
/// The demo DAO: once no new site has applied for a moment, its members admit all that wait by one proposal, with a commissioning
/// date two days back, bind the storages' feeders and create their ENERGY tokens. Where it stands is asked of the chain.
/// </summary>
public sealed class DemoAdmission(Catalogue catalogue, IOptions<MintOptions> options, ILogger<DemoAdmission> log)
{
    private const int CommissionedDaysBack = 2;

    public async Task StepAsync(OpenDao dao, DateTimeOffset now, CancellationToken cancellation)
    {
        var devices = catalogue.Devices();
        var waiting = new List<DeviceRecord>();
        foreach (var device in devices)
            if (device.State != DeviceState.Revoked && await dao.Client.SiteAsync(device.Id.ToArray(), cancellation: cancellation) is null) waiting.Add(device);
        if (waiting.Count == 0) return;
        if (now - waiting.Max(device => device.AppliedAt) < TimeSpan.FromSeconds(options.Value.DemoQuietSeconds)) return;
        var known = devices.Select(device => device.Id).ToHashSet();
        if (waiting.Any(device => device.Feeders.Any(feeder => !known.Contains(feeder)))) return; // a feeder has yet to apply

        var calls = await CallsAsync(dao, waiting, cancellation);
        var description = string.Create(CultureInfo.InvariantCulture, $"Admit {string.Join(", ", waiting.Select(device => device.Follows is { } old ? $"{device.Name} in place of {old}" : device.Name))} ({waiting.Count} sites)");
        var proposal = await dao.Client.ProposeAsync(dao.Accounts.Operator, calls, description, cancellation);
        await PassAsync(dao, proposal.Id, cancellation);
        log.LogInformation("The demo DAO has admitted {Count} sites.", waiting.Count);
    }

    private async Task<IReadOnlyList<ContractCall>> CallsAsync(OpenDao dao, List<DeviceRecord> waiting, CancellationToken cancellation)
    {
        var tokens = new Dictionary<DeviceId, BigInteger>();
        foreach (var device in catalogue.Devices())
            if (await dao.Client.SiteAsync(device.Id.ToArray(), cancellation: cancellation) is var (tokenId, _)) tokens[device.Id] = tokenId;
        var next = await dao.Client.Registry.SiteCount().ReadAsync(dao.Client.Node, cancellation: cancellation);
        foreach (var device in waiting) tokens[device.Id] = device.Follows is { } old ? tokens[old] : ++next;

        var calls = waiting.ConvertAll(device => device.Follows is null
            ? (ContractCall)dao.Client.Registry.Admit(ApplicationOf(device)) : dao.Client.Registry.Succeed(tokens[device.Id], 1, ProofOf(device)));
        foreach (var storage in waiting.Where(device => device.Kind == DeviceKind.Storage && device.Follows is null))
        {
            calls.Add(dao.Client.Batches.CreateEnergyToken(tokens[storage.Id]));
            for (var channel = 0; channel < storage.Feeders.Length; channel++)
                calls.Add(dao.Client.Registry.SetFeeder(tokens[storage.Id], (byte)channel, tokens[storage.Feeders[channel]], 0)); // from the later commissioning of the two on
        }
        return calls;
    }

    private static OwnershipProof ProofOf(DeviceRecord device)
    {
        var ownership = OwnershipOf(device);
        return new(Hash32.FromBytes(device.PublicKey.AsSpan(1, 32)), Hash32.FromBytes(device.PublicKey.AsSpan(33, 32)), ownership.Nonce,
            Hash32.FromBytes(ownership.Signature.AsSpan(0, 32)), Hash32.FromBytes(ownership.Signature.AsSpan(32, 32)));
    }

    private static OwnershipFrame OwnershipOf(DeviceRecord device)
    {
        var ownership = new OwnershipFrame();
        return ownership.TryRead(device.OwnershipFrame, 0, device.OwnershipFrame.Length, out var fault) ? ownership
            : throw new InvalidDataException($"The ownership frame of {device.Name} cannot be read: {FrameFault.Text(fault)}");
    }

    private Application ApplicationOf(DeviceRecord device)
    {
        var ownership = OwnershipOf(device);
        var isStorage = device.Kind == DeviceKind.Storage;
        // Fixed to the application, so that asking again proposes the same.
        var commissionedAt = device.AppliedAt.AddDays(-CommissionedDaysBack);
        return SiteAdmission.Of(
            device.PublicKey, ownership, isStorage ? SiteKind.Storage : SiteKind.Meter, (uint)device.CapacityWatts, commissionedAt,
            device.LatitudeMillidegrees, device.LongitudeMillidegrees,
            (ushort)(isStorage ? options.Value.DemoEfficiencyPermille : 0), isStorage ? (ulong)options.Value.DemoUsableWattHours : 0);
    }

    /// <summary>Votes of the members until the super-quorum has decided, then queue and execution; goes on from wherever the proposal is.</summary>
    private static async Task PassAsync(OpenDao dao, BigInteger proposalId, CancellationToken cancellation)
    {
        var client = dao.Client;
        var state = await client.WaitWhileAsync(proposalId, ProposalState.Pending, cancellation);
        foreach (var member in dao.Accounts.Members)
        {
            if (state != ProposalState.Active) break;
            if (!await client.HasVotedAsync(proposalId, member.Address, cancellation))
                await client.VoteAsync(member, proposalId, VoteSupport.For, "Installed and checked.", cancellation);
            state = await client.StateAsync(proposalId, cancellation);
        }
        if (state == ProposalState.Succeeded)
        {
            await client.QueueAsync(dao.Accounts.Operator, proposalId, cancellation);
            state = await client.StateAsync(proposalId, cancellation);
        }
        if (state == ProposalState.Queued) await client.ExecuteAsync(dao.Accounts.Operator, proposalId, cancellation);
    }
}
