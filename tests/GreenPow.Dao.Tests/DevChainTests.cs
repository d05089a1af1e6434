using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace GreenPow.Dao.Tests;

public sealed class DevChainTests : IDisposable
{
    private static readonly BigInteger SomeEther = Wei.FromTokens(7);
    private static readonly HttpClient Http = new();
    private readonly TestFolder _folder = new();
    private readonly EthereumKey _key = EthereumKey.Create();

    private DevChainOptions Options { get; }

    public DevChainTests() => Options = new() { Folder = _folder.File("chain"), Port = FreePort.Next() };

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_serves_its_chain_at_the_present_time()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var chain = await DevChain.StartAsync(Options, cancellation);
        Assert.Equal(31337ul, await chain.Node.ChainIdAsync(cancellation));
        var before = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        await chain.MineAsync(cancellation);
        Assert.InRange((await chain.Node.NewestBlockAsync(cancellation)).Time, before, DateTimeOffset.UtcNow.AddSeconds(1));
    }

    [Fact]
    public async Task It_keeps_its_state_over_a_stop()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Block newest;
        await using (var chain = await DevChain.StartAsync(Options, cancellation))
        {
            await chain.FundAsync(_key.Address, SomeEther, cancellation);
            await chain.MineAsync(cancellation);
            newest = await chain.Node.NewestBlockAsync(cancellation);
        }
        await using var again = await DevChain.StartAsync(Options, cancellation);
        Assert.False(again.Adopted);
        Assert.Equal(SomeEther, await again.Node.BalanceAsync(_key.Address, cancellation: cancellation));
        Assert.Equal(newest.Hash, (await again.Node.BlockAsync(newest.Number, cancellation))?.Hash);
    }

    [Fact]
    public async Task A_chain_that_was_left_running_is_adopted()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var chain = await DevChain.StartAsync(Options, cancellation);
        await chain.FundAsync(_key.Address, SomeEther, cancellation);
        await chain.DetachAsync();

        var adopted = await DevChain.StartAsync(Options, cancellation);
        Assert.True(adopted.Adopted);
        Assert.Equal(chain.ProcessId, adopted.ProcessId);
        Assert.Equal(SomeEther, await adopted.Node.BalanceAsync(_key.Address, cancellation: cancellation));

        await adopted.DisposeAsync();
        await using var fresh = await DevChain.StartAsync(Options, cancellation);
        Assert.False(fresh.Adopted);
    }

    [Fact]
    public async Task A_chain_that_was_left_on_another_port_moves()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var left = await DevChain.StartAsync(Options, cancellation);
        await left.FundAsync(_key.Address, SomeEther, cancellation);
        await left.DetachAsync();

        await using var moved = await DevChain.StartAsync(Options with { Port = FreePort.Next() }, cancellation);
        Assert.False(moved.Adopted);
        Assert.Equal(SomeEther, await moved.Node.BalanceAsync(_key.Address, cancellation: cancellation));
        await Assert.ThrowsAsync<NodeUnreachableException>(() => new EthereumNode(new JsonRpc(Http, left.Endpoint)).ChainIdAsync(cancellation));
    }

    [Fact]
    public async Task It_has_a_session_of_its_own_so_that_our_terminal_does_not_end_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var chain = await DevChain.StartAsync(Options, cancellation);
        var stat = await File.ReadAllTextAsync($"/proc/{chain.ProcessId}/stat", cancellation);
        // proc(5): after the name come state, parent, group, session.
        var session = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];
        Assert.Equal($"{chain.ProcessId}", session);
    }

    [Fact]
    public async Task A_start_that_is_called_off_leaves_nothing_running()
    {
        using var calledOff = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        // It never answers, so it is still starting when it is called off.
        var silent = _folder.File("silent");
        await File.WriteAllTextAsync(silent, "#!/bin/sh\nexec sleep 600\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(silent, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var starting = DevChain.StartAsync(Options with { AnvilPath = silent }, calledOff.Token);
        while (!File.Exists(Path.Combine(Options.Folder, "anvil.pid"))) await Task.Yield();
        var id = (await File.ReadAllTextAsync(Path.Combine(Options.Folder, "anvil.pid"), TestContext.Current.CancellationToken)).Split(' ')[0];
        await calledOff.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        Assert.False(Directory.Exists($"/proc/{id}"), $"anvil {id} goes on");
    }

    [Fact]
    public async Task A_port_of_another_program_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, Options.Port);
        other.Start();
        var fault = await Assert.ThrowsAsync<DevChainException>(() => DevChain.StartAsync(Options, TestContext.Current.CancellationToken));
        Assert.Equal($"Port {Options.Port} of 127.0.0.1 is used by another program, so the development chain cannot start there.", fault.Message);
    }

    [Fact]
    public async Task A_chain_that_is_not_ours_is_not_adopted()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var others = await DevChain.StartAsync(Options, cancellation);
        await Assert.ThrowsAsync<DevChainException>(() => DevChain.StartAsync(Options with { Folder = _folder.File("other") }, cancellation));
    }

    [Fact]
    public async Task Why_it_did_not_start_is_told_in_its_own_words()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var fault = await Assert.ThrowsAsync<DevChainException>(() => DevChain.StartAsync(Options with { SaveSeconds = -1 }, cancellation));
        Assert.Contains("unexpected argument '-1'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_half_written_state_file_is_replaced_by_the_last_whole_one()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using (var chain = await DevChain.StartAsync(Options, cancellation)) await chain.FundAsync(_key.Address, SomeEther, cancellation);
        File.Copy(Options.StatePath, Options.StatePath + ".whole", overwrite: true);
        var content = await File.ReadAllBytesAsync(Options.StatePath, cancellation);
        await File.WriteAllBytesAsync(Options.StatePath, content[..(content.Length / 2)], cancellation);

        await using var again = await DevChain.StartAsync(Options, cancellation);
        Assert.Equal(SomeEther, await again.Node.BalanceAsync(_key.Address, cancellation: cancellation));
    }

    [Fact]
    public async Task A_crash_is_reported_and_what_it_lost_is_noticed_and_sent_again()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var payee = Address.FromBytes(Convert.FromHexString("00000000000000000000000000000000000000aa"));
        // What is done in the first run is saved by its orderly end; the second run saves nothing before it is killed.
        await using (var saved = await DevChain.StartAsync(Options, cancellation)) await saved.FundAsync(_key.Address, SomeEther, cancellation);
        await using var chain = await DevChain.StartAsync(Options with { SaveSeconds = 3_600, BlockSeconds = 3_600 }, cancellation);
        var kept = await chain.Node.NewestBlockAsync(cancellation);
        var follower = new ChainFollower(chain.Node);
        using var transactor = new Transactor(chain.Node, _key, chain.Options.ChainId);
        using var patient = new Transactor(chain.Node, _key, chain.Options.ChainId, new() { Confirmations = 2 });

        var done = await transactor.SendAsync(TransactionIntent.Transfer(payee, 1), cancellation);
        var under = await patient.SubmitAsync(TransactionIntent.Transfer(payee, 2), cancellation);
        // The node answers before it has mined.
        while ((await chain.Node.NewestBlockAsync(cancellation)).Number < kept.Number + 2) await Task.Yield();
        var step = await follower.StepAsync(cancellation);
        Assert.False(step.IsRollback);
        Assert.Equal(kept.Number + 2, step.Blocks[^1].Number);

        Process.GetProcessById(chain.ProcessId).Kill();
        await chain.WaitForExitAsync(cancellation);
        await Assert.ThrowsAsync<NodeUnreachableException>(() => follower.StepAsync(cancellation));
        await chain.RestartAsync(cancellation);

        step = await follower.StepAsync(cancellation);
        Assert.Equal(kept.Number, step.RolledBackTo);
        Assert.Null(await chain.Node.ReceiptAsync(done.TransactionHash, cancellation));

        var result = await transactor.ResendVanishedAsync(cancellation);
        Assert.Equal(done.TransactionHash, Assert.Single(result.Resent).Hash);
        Assert.Empty(result.Refused);
        var waiting = patient.WaitAsync(under, cancellation);
        while (await chain.Node.ReceiptAsync(under.Hash, cancellation) is null) await Task.Yield();
        await chain.MineAsync(cancellation);
        Assert.True((await waiting).Succeeded);
        Assert.Equal(3, await chain.Node.BalanceAsync(payee, cancellation: cancellation));
    }
}
