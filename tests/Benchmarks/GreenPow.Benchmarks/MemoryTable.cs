using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using GreenPow.Simulator.LongRun;
using GreenPow.Wire.Tests;

namespace GreenPow.Benchmarks;

/// <summary>
/// Managed memory of the whole device, Bluetooth on, in nanoFramework's sizes. The board's thin adapters, M2Mqtt and the interpreter's
/// own stack frames are not in it.
/// </summary>
internal static class MemoryTable
{
    public const int SmallTarget = 40_000;

    private static readonly string[] Pages = ["/", "/live"];

    /// <returns>False when the small board needs more than it may.</returns>
    public static bool Print(bool tellsHolders)
    {
        Console.WriteLine("| managed memory | lives always | at most beside it | in | peak | target |\n|---|---|---|---|---|---|");
        Row("16 MB board, meter and Bluetooth", ChipBench.ReferenceProfile, Turn.Both, null, tellsHolders);
        return Row("4 MB board, the meter's turn", ChipBench.SmallProfile, Turn.Meter, SmallTarget, tellsHolders)
            & Row("4 MB board, the installer's turn: Bluetooth", ChipBench.SmallProfile, Turn.Installer, SmallTarget, tellsHolders);
    }

    /// <summary>The most that the small board's meter needs at once.</summary>
    public static int SmallMeterPeak() => Measure(ChipBench.SmallProfile, Turn.Meter, tellsHolders: false).Peak;

    private enum Turn { Both, Meter, Installer }

    private static bool Row(string name, byte profile, Turn turn, int? target, bool tellsHolders)
    {
        var (live, peak, where) = Measure(profile, turn, tellsHolders);
        var isMet = target is not { } most || peak < most;
        var told = target is { } limit ? $"under {limit.ToString("N0", CultureInfo.InvariantCulture)} bytes, {(isMet ? "met" : "MISSED")}" : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {live:N0} | {peak - live:N0} | {where} | {peak:N0} bytes | {told} |"));
        return isMet;
    }

    private static (int Live, int Peak, string Where) Measure(byte profile, Turn turn, bool tellsHolders)
    {
        ChipHeap.Forget();
        var chip = new ChipStepCounter(ChipBench.AssemblyPath, ChipHeap.NoteMethod);
        var slots = 0;
        foreach (var type in chip.Types)
        {
            // On the chip every class is prepared at the start.
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            slots += type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Count(f => !f.IsLiteral);
        }
        var bench = ChipBench.DayOld(chip, profile);
        bench.Board.IsReachable = true;
        var phases = new List<(string What, int Peak)>();
        // What a press of the button leaves behind on a small board (firmware/Core/Whole/InstallersTurn.cs).
        if (turn == Turn.Installer)
            bench.Board.Flash.Replace("installer", new byte[] { 1 }, 0, 1);
        Live("boot", () =>
        {
            bench.Board.Make();
            bench.Board.Boot();
        });
        Live("first minutes and self-test", () => bench.Run(turn == Turn.Installer ? 30 : 180, 1000));
        if (turn != Turn.Meter)
        {
            Live("Bluetooth", () =>
            {
                if (turn == Turn.Both)
                    Press(bench);
                if (!(bool)bench.Board.Radio.IsRunning)
                    throw new InvalidOperationException("Bluetooth did not start.");
                // Improv: device information, then name and password of a network, which are saved.
                bench.Board.Radio.Send(Improv(3));
                bench.Run(1, 50);
                bench.Board.Radio.Send(Improv(1, [4, .. "barn"u8, 21, .. "correct horse battery"u8]));
                bench.Run(5, 50);
                if ((int)bench.Board.Radio.Results == 0)
                    throw new InvalidOperationException("Nothing was answered over Bluetooth.");
            });
        }
        Live("local page", () =>
        {
            foreach (var path in Pages)
            {
                bench.Board.Pages.Request = $"GET {path} HTTP/1.1";
                bench.Run(1, 1000);
            }
            if ((int)bench.Board.Pages.Answered == 0)
                throw new InvalidOperationException("The local page did not answer.");
        });
        if (turn != Turn.Installer)
        {
            Live("sealed reports", () =>
            {
                for (var report = 0; report < 10; report++)
                {
                    bench.RunToSlotEnd();
                    bench.Run(2, 1000);
                }
            });
        }
        var live = ChipHeap.Live() + slots * ChipMemory.BlockBytes;
        if (tellsHolders)
        {
            Console.Error.WriteLine($"  {slots} static fields: {slots * ChipMemory.BlockBytes}");
            foreach (var (what, most) in phases)
                Console.Error.WriteLine($"  {what}: {most + slots * ChipMemory.BlockBytes}");
            foreach (var (type, count, bytes) in ChipHeap.Holders().Take(60))
                Console.Error.WriteLine($"  {bytes,6} {count,4} x {type}");
        }
        var highest = phases.MaxBy(p => p.Peak);
        return (live, highest.Peak + slots * ChipMemory.BlockBytes, highest.What);

        void Live(string what, Action life) => phases.Add((what, ChipHeap.Watch(life)));
    }

    private static void Press(ChipBench bench)
    {
        bench.Board.Button.IsPressed = true;
        bench.Run(1, 50);
        bench.Board.Button.IsPressed = false;
        bench.Run(2, 50);
    }

    private static byte[] Improv(byte command, params byte[] data)
    {
        byte[] packet = [command, (byte)data.Length, .. data];
        return [.. packet, (byte)(packet.Sum(b => b) & 0xFF)];
    }
}
