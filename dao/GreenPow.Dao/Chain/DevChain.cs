using System.Globalization;
using System.Net.Sockets;
using System.Numerics;
using System.Text.Json.Nodes;

namespace GreenPow.Dao;

/// <summary>
/// Foundry's anvil as this machine's chain: started from its saved state, or adopted where an earlier run of ours left it
/// running. Blocks come with transactions and besides every few seconds, with the wall clock as timestamp.
/// </summary>
public sealed class DevChain : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private OwnProcess _anvil;
    private Task _exited;
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _backup;

    private DevChain(DevChainOptions options, OwnProcess anvil, HttpClient http, EthereumNode node, bool adopted)
    {
        (Options, _anvil, _http, Node, Adopted) = (options, anvil, http, node, adopted);
        _exited = _anvil.WaitForExitAsync(_ending.Token);
        _backup = SavedState.BackUpAsync(options.StatePath, _ending.Token);
    }

    public DevChainOptions Options { get; }

    public EthereumNode Node { get; }

    public Uri Endpoint => Node.Rpc.Endpoint;

    public int ProcessId => _anvil.Id;

    /// <summary>Whether an earlier run had left the chain running.</summary>
    public bool Adopted { get; }

    /// <summary>Completes when anvil ends without being asked to; cancelled when this object lets go of it.</summary>
    public Task WaitForExitAsync(CancellationToken cancellation = default) => _exited.WaitAsync(cancellation);

    /// <exception cref="DevChainException">The port belongs to another program, or anvil does not start; the message has its output.</exception>
    public static async Task<DevChain> StartAsync(DevChainOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.Folder);
        var http = new HttpClient();
        var node = new EthereumNode(new JsonRpc(http, new Uri($"http://127.0.0.1:{options.Port}/")));
        try
        {
            if (OwnProcess.Find(options.PidPath) is { } running)
            {
                // One left on another port would write to the same state file: it ends, and its state goes on here.
                if (running.HasArgument(Text(options.Port)) && await AnswersAsync(node, running, options, cancellation)) return new(options, running, http, node, adopted: true);
                await running.StopAsync(StopLimit);
            }
            return new(options, await LaunchAsync(node, options, cancellation), http, node, adopted: false);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <summary>Ends the anvil that an earlier run may have left running for this folder.</summary>
    public static async Task StopLeftBehindAsync(string folder)
    {
        if (OwnProcess.Find(new DevChainOptions { Folder = folder, Port = 0 }.PidPath) is { } running) await running.StopAsync(StopLimit);
    }

    /// <summary>Starts anvil again from its saved state, after it ended without being asked to. What came after the last save is lost.</summary>
    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        if (!_anvil.HasExited) throw new InvalidOperationException("anvil still runs.");
        _anvil = await LaunchAsync(Node, Options, cancellation);
        _exited = _anvil.WaitForExitAsync(_ending.Token);
    }

    /// <summary>Gives an account this balance out of nothing.</summary>
    public async Task FundAsync(Address account, BigInteger wei, CancellationToken cancellation = default) =>
        await Node.Rpc.RequestAsync("anvil_setBalance", [account.ToString(), Hex.Quantity(wei)], cancellation);

    /// <summary>Makes a block now, so that readers of the newest block see the present time.</summary>
    public async Task MineAsync(CancellationToken cancellation = default) => await Node.Rpc.RequestAsync("evm_mine", [], cancellation);

    /// <summary>Stops looking after anvil but leaves it running for the next run to adopt.</summary>
    public async ValueTask DetachAsync()
    {
        if (_ending.IsCancellationRequested) return;
        await _ending.CancelAsync();
        await _backup;
        _http.Dispose();
        _ending.Dispose();
    }

    /// <summary>Ends anvil and waits until it has saved its state.</summary>
    public async ValueTask DisposeAsync()
    {
        await DetachAsync();
        await _anvil.StopAsync(StopLimit);
    }

    // Keeping 256 old states in memory and none on disk bounds a chain that runs for weeks.
    private static string[] Arguments(DevChainOptions options) =>
    [
        "--host", "127.0.0.1",
        "--port", Text(options.Port),
        "--chain-id", options.ChainId.ToString(CultureInfo.InvariantCulture),
        "--state", options.StatePath,
        "--state-interval", Text(options.SaveSeconds),
        "--block-time", Text(options.BlockSeconds),
        "--mixed-mining",
        "--prune-history", "256",
        "--silent",
    ];

    private static async Task<OwnProcess> LaunchAsync(EthereumNode node, DevChainOptions options, CancellationToken cancellation)
    {
        if (await IsPortTakenAsync(options.Port, cancellation))
            throw new DevChainException($"Port {options.Port} of 127.0.0.1 is used by another program, so the development chain cannot start there.");
        SavedState.Repair(options.StatePath);
        var anvil = OwnProcess.Start(AnvilProgram.Find(options.AnvilPath), Arguments(options), options.PidPath, options.LogPath);
        try
        {
            if (await AnswersAsync(node, anvil, options, cancellation)) return anvil;
        }
        catch
        {
            // Also when we are asked to stop meanwhile: nobody else knows of it yet.
            await anvil.StopAsync(StopLimit);
            throw;
        }
        await anvil.StopAsync(StopLimit);
        throw new DevChainException($"anvil did not start on port {options.Port}: {await File.ReadAllTextAsync(options.LogPath, cancellation)}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<bool> AnswersAsync(EthereumNode node, OwnProcess anvil, DevChainOptions options, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        while (!anvil.HasExited)
        {
            try
            {
                var chainId = await node.ChainIdAsync(limit.Token);
                return chainId == options.ChainId
                    ? true
                    : throw new DevChainException($"The chain on port {options.Port} has id {chainId}, not {options.ChainId}.");
            }
            catch (NodeUnreachableException)
            {
                // Not listening yet.
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return false;
            }
            await Task.Delay(20, cancellation);
        }
        return false;
    }

    private static async Task<bool> IsPortTakenAsync(int port, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>The development chain cannot run; the message says why.</summary>
public sealed class DevChainException(string message) : Exception(message);
