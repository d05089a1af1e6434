using System.Text.Json.Nodes;
using GreenPow.Simulator.Sites;

namespace GreenPow.Demo;

/// <summary>Follows yesterday's epoch from its reports to its claimed tokens and says what happens.</summary>
public sealed class EpochWatch(GatewayApi api, long epoch, DemoOptions options, Action<string> say)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>An unattended run that gets no further is an error, not a wait.</summary>
    private static readonly TimeSpan HeadlessLimit = TimeSpan.FromMinutes(10);

    /// <returns>False if the members voted against it and nobody waits for the claims.</returns>
    public async Task<bool> UntilClaimedAsync(Fleet fleet, CancellationToken cancellation)
    {
        var started = DateTimeOffset.UtcNow;
        string last = "";
        while (true)
        {
            var state = await StateAsync(cancellation);
            if (state != last) say(Sentence(last = state));
            if (state == "rejected")
                return options.Headless || options.UntilClaimed ? throw new DemoException($"Epoch {epoch} will not be claimed: the members voted against it.") : false;
            if (state == "claimed" && await AllLiveAsync(fleet, cancellation)) return true;
            if (options.Headless && options.AutoVote && DateTimeOffset.UtcNow - started > HeadlessLimit)
                throw new DemoException($"Epoch {epoch} is '{state}' after {HeadlessLimit.TotalMinutes:0} min; the gateway's log is {Path.Combine(options.Folder, "gateway.log")}.");
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task<string> StateAsync(CancellationToken cancellation)
    {
        if (await api.TryGetAsync("/api/epochs", cancellation) is not JsonArray epochs) return "unreachable";
        var found = epochs.FirstOrDefault(item => item!["number"]!.GetValue<long>() == epoch);
        return found?["state"]!.GetValue<string>() ?? "open";
    }

    /// <summary>Whether each device has been heard since it woke up: its chain goes on behind the 1,440 reports of yesterday.</summary>
    private async Task<bool> AllLiveAsync(Fleet fleet, CancellationToken cancellation)
    {
        if (await api.TryGetAsync("/api/devices", cancellation) is not JsonArray devices) return false;
        var reports = fleet.Day!.Devices.ToDictionary(device => device.DeviceId, device => device.Reports);
        return devices.Count(device => reports.TryGetValue(device!["deviceId"]!.GetValue<string>(), out var made)
            && device["newestSequence"]!.GetValue<long>() > made) == reports.Count;
    }

    private string Sentence(string state) => state switch
    {
        "unreachable" => "The gateway does not answer.",
        "open" => "The devices send yesterday; the epoch closes when all of it is in.",
        "closed" => $"Epoch {epoch} is closed: evidence, leaves and root are made.",
        "voting" => options.AutoVote ? "The mint request is handed in; the demo members vote." : $"The mint request waits for votes: http://127.0.0.1:{options.Port}/requests/{epoch}",
        "queued" => "The request has passed and waits in the timelock.",
        "active" => "The root is live; the claims are pushed.",
        "claimed" => "Every leaf is claimed.",
        "rejected" => $"The members voted against epoch {epoch}; its energy comes back in a later one.",
        _ => $"Epoch {epoch} is {state}.",
    };
}
