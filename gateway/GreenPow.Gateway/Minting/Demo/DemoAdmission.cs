using System.Globalization;
using System.Numerics;
using GreenPow.Dao;
using GreenPow.Dao.Contracts;
using GreenPow.Storage;
using GreenPow.Wire;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Minting.Demo;

/// <summary>
/// The demo DAO: once no new site has applied for a moment, its members admit those that wait, as many as one proposal holds, with a
/// commissioning date two days back, bind the storages' feeders and create their ENERGY tokens. Where it stands is asked of the chain.
/// </summary>
public sealed class DemoAdmission(Catalogue catalogue, IOptions<MintOptions> options, ILogger<DemoAdmission> log)
{
    private const int CommissionedDaysBack = 2;

    /// <summary>Handing in a call costs up to 300 k gas, carrying it out up to 800 k; a transaction holds 16.7 M.</summary>
    private const int MostCalls = 24;

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

        var (sites, calls) = await CallsAsync(dao, waiting, cancellation);
        if (calls.Count == 0) return;
        var description = string.Create(CultureInfo.InvariantCulture, $"Admit {string.Join(", ", sites.Select(device => device.Follows is { } old ? $"{device.Name} in place of {old}" : device.Name))} ({sites.Count} sites)");
        if (await PassAsync(dao, await ProposalAsync(dao, calls, description, cancellation), cancellation) == ProposalState.Executed)
            log.LogInformation("The demo DAO has admitted {Count} sites.", sites.Count);
    }

    /// <summary>The sites that one proposal can admit, meters first, and what it does for them.</summary>
    private async Task<(List<DeviceRecord> Sites, List<ContractCall> Calls)> CallsAsync(OpenDao dao, List<DeviceRecord> waiting, CancellationToken cancellation)
    {
        var (sites, calls) = (new List<DeviceRecord>(), new List<ContractCall>());
        var tokens = new Dictionary<DeviceId, BigInteger>();
        foreach (var device in catalogue.Devices())
            if (await dao.Client.SiteAsync(device.Id.ToArray(), cancellation: cancellation) is var (tokenId, _)) tokens[device.Id] = tokenId;
        var next = await dao.Client.Registry.SiteCount().ReadAsync(dao.Client.Node, cancellation: cancellation);
        var bound = new HashSet<DeviceId>();
        foreach (var device in waiting.OrderBy(device => device.Kind == DeviceKind.Storage).ThenBy(device => device.AppliedAt).ThenBy(device => device.Id))
        {
            if (calls.Count > 0 && calls.Count + 2 + device.Feeders.Length > MostCalls) break; // the others come next
            if (device.Follows is { } old)
            {
                if (!tokens.TryGetValue(old, out var token)) continue; // whom it follows was never admitted
                calls.Add(dao.Client.Registry.Succeed(token, 1, ProofOf(device)));
            }
            else
            {
                tokens[device.Id] = ++next;
                calls.Add(dao.Client.Registry.Admit(ApplicationOf(device)));
                if (device.Kind == DeviceKind.Storage)
                {
                    calls.Add(dao.Client.Batches.CreateEnergyToken(tokens[device.Id]));
                    calls.AddRange(await FeederCallsAsync(dao, device, tokens, bound, cancellation));
                }
            }
            sites.Add(device);
        }
        return (sites, calls);
    }

    // A feeder that feeds another storage already stays there: the registry would refuse the whole proposal.
    private async Task<List<ContractCall>> FeederCallsAsync(
        OpenDao dao, DeviceRecord storage, Dictionary<DeviceId, BigInteger> tokens, HashSet<DeviceId> bound, CancellationToken cancellation)
    {
        var calls = new List<ContractCall>();
        var channels = storage.Channels.Select((channel, index) => (channel.Role, Index: index)).Where(channel => channel.Role == ChannelRole.StorageReceived).Select(channel => channel.Index);
        foreach (var (feeder, channel) in storage.Feeders.Zip(channels))
        {
            var isFree = tokens.TryGetValue(feeder, out var token)
                && (await dao.Client.Registry.StorageOf(token).ReadAsync(dao.Client.Node, cancellation: cancellation)).StorageTokenId.IsZero && bound.Add(feeder);
            if (isFree) calls.Add(dao.Client.Registry.SetFeeder(tokens[storage.Id], (byte)channel, token, 0)); // from the later commissioning of the two on
            else log.LogWarning("{Feeder} does not feed {Storage}: it is no site yet, or it feeds another storage.", feeder, storage.Name);
        }
        return calls;
    }

    // A vote that ran out, because nobody was there, is asked for again under a name of its own.
    private static async Task<BigInteger> ProposalAsync(OpenDao dao, IReadOnlyList<ContractCall> calls, string description, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var name = attempt == 1 ? description : string.Create(CultureInfo.InvariantCulture, $"{description}, attempt {attempt}");
            var proposal = await dao.Client.ProposeAsync(dao.Accounts.Operator, calls, name, cancellation);
            if (await dao.Client.StateAsync(proposal.Id, cancellation) is not (ProposalState.Defeated or ProposalState.Canceled or ProposalState.Expired)) return proposal.Id;
        }
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
    private static async Task<ProposalState> PassAsync(OpenDao dao, BigInteger proposalId, CancellationToken cancellation)
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
        return await client.StateAsync(proposalId, cancellation);
    }
}
