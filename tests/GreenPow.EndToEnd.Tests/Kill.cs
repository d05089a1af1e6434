using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace GreenPow.EndToEnd.Tests;

/// <summary>kill -9, and what must be the same after it.</summary>
internal static class Kill
{
    public static async Task NowAsync(int processId)
    {
        if (processId == 0) return;
        using var kill = Process.Start("kill", ["-9", processId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The same plans and seeds live the same day, so every figure is the same to the milliwatt-hour.</summary>
    public static List<string> Totals(JsonElement summary) =>
    [
        .. summary.GetProperty("devices").EnumerateArray().Select(device => string.Join(' ',
            new[] { "kind", "truthMilliwattHours", "countedMilliwattHours", "receivedMilliwattHours", "mintedMilliwattHours" }.Select(name => device.GetProperty(name).ToString()))),
        summary.GetProperty("energyMintedWei").GetString()!,
        summary.GetProperty("decaMintedWei").GetString()!,
    ];
}
