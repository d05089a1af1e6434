using System.Globalization;
using System.Reflection;
using GreenPow.Core;

namespace GreenPow.Core.Tests;

/// <summary>docs/provisioning.md says what the code does.</summary>
public class ProvisioningDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository(), "docs", "provisioning.md"));

    [Fact]
    public void Every_command_is_in_the_table_under_its_number()
    {
        Dictionary<string, string> expected = Constants(typeof(InstallerCommand)).ToDictionary(c => $"0x{c.Value:X2}", c => c.Name);
        Assert.Equal(expected, Rows("| command |").ToDictionary(r => r[0], r => r[1]));
    }

    [Fact]
    public void Every_setting_is_in_the_table_under_its_number()
    {
        Dictionary<string, string> expected = Enumerable.Range(1, SettingField.Last).ToDictionary(n => n.ToString(CultureInfo.InvariantCulture), n => SettingField.Name((byte)n));
        Assert.Equal(expected, Rows("| field |").ToDictionary(r => r[0], r => r[1]));
    }

    [Fact]
    public void Every_trouble_is_in_the_table_with_its_flashes_and_words()
    {
        IEnumerable<string> expected = Enumerable.Range(1, Trouble.Last).Select(t => (byte)t)
            .Select(t => $"{t}|{Trouble.LongFlashes(t)}|{Trouble.ShortFlashes(t)}|{Trouble.Text(t)}");
        Assert.Equal(expected, Rows("| trouble |").Select(r => string.Join('|', r)));
    }

    [Fact]
    public void Every_pattern_of_the_light_is_in_the_table()
    {
        HashSet<string> rows = [.. Rows("| light |").Select(r => r[0])];
        Assert.Contains($"{LightPattern.Working[0]} ms every {LightPattern.Working.Sum() / 1000} s", rows);
        foreach (int[] pattern in new[] { LightPattern.Authorised, LightPattern.Joining, LightPattern.Commissioning, LightPattern.Identify, LightPattern.ResetWarning })
            Assert.Contains($"{pattern[0]} ms on, {pattern[1]} ms off", rows);
        Assert.Contains(Lines, l => l.StartsWith($"A long flash is {LightPattern.LongFlash} ms, a short one {LightPattern.ShortFlash} ms.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_times_are_those_of_the_code()
    {
        string all = string.Join('\n', Lines);
        Assert.Contains($"for {Authorisation.Milliseconds / 1000} s, and", all, StringComparison.Ordinal);
        Assert.Contains($"| under {ButtonWatch.WarnMilliseconds / 1000} s |", all, StringComparison.Ordinal);
        Assert.Contains($"| {ButtonWatch.ResetMilliseconds / 1000} s | factory reset", all, StringComparison.Ordinal);
        Assert.Contains($"{CommissioningMode.AbandonMilliseconds / 60000} minutes without a command end it", all, StringComparison.Ordinal);
        Assert.Contains($"identify, {Provisioner.IdentifyMilliseconds / 1000} s", all, StringComparison.Ordinal);
        Assert.Contains($"at most {ImprovBle.PatienceMilliseconds / 1000} s behind the first", all, StringComparison.Ordinal);
        Assert.Contains($"seconds u8 ({Measurement.LeastSeconds} to {Measurement.MostSeconds})", all, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, byte Value)> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (f.Name, (byte)f.GetRawConstantValue()!));

    private static List<string[]> Rows(string head) =>
        [.. Lines.SkipWhile(l => !l.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|')).Select(l => l.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))];

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "GreenPow.sln"))) folder = folder.Parent;
        return folder!.FullName;
    }
}
