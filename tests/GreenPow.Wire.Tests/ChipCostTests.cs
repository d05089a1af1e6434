using System.Globalization;
using System.Text.RegularExpressions;

namespace GreenPow.Wire.Tests;

public partial class ChipCostTests(ITestOutputHelper output)
{
    [Fact]
    public void The_readme_tells_what_is_counted_and_every_target_is_met()
    {
        var told = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "firmware.md"))
            .SkipWhile(l => l != "<!-- cost -->").TakeWhile(l => l != "<!-- /cost -->").Select(l => Row().Match(l)).Where(m => m.Success)
            .ToDictionary(m => m.Groups["what"].Value, m => long.Parse(m.Groups["operations"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        var costs = ChipCosts.Count();
        foreach (var cost in costs)
            output.WriteLine($"{cost.What}: {cost.Operations:N0}");
        Assert.Equal(costs.Select(c => c.What), told.Keys);
        Assert.All(costs, cost => Assert.InRange(told[cost.What], cost.Operations * 0.95, cost.Operations * 1.05));
        Assert.All(costs, cost => Assert.True(cost.IsMet, $"{cost.What}: {cost.SlowMilliseconds:F1} ms, target {cost.TargetMilliseconds} ms"));
    }

    [GeneratedRegex(@"^\| (?<what>[^|]+) \| (?<operations>[\d,]+) \| [\d.,]+ to ")]
    private static partial Regex Row();
}
