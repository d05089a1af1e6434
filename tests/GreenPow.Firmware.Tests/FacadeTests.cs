using System.Text.RegularExpressions;
using GreenPow.Tests;
using Mono.Cecil;

namespace GreenPow.Firmware.Tests;

/// <summary>The facades declare what the firmware uses, say where they have it from, and nothing else compiles.</summary>
public sealed class FacadeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("greenpow-facade-");

    [Theory]
    [InlineData("class C { System.Collections.Generic.List<int> list; }")]
    [InlineData("class C { int? maybe; }")]
    [InlineData("class C { async void F() { } }")]
    [InlineData("class C { object F() => System.Convert.ToInt32(\"1\"); }")]
    [InlineData("class C { object F() => new System.Device.Adc.AdcController().ChannelCount; }")]
    [InlineData("class C { object F() => new System.Device.Gpio.GpioController().PinCount; }")]
    [InlineData("class C { object F(System.Device.I2c.I2cDevice d) => d.ReadByte(); }")]
    [InlineData("class C { object F() => System.Device.Pwm.PwmChannel.Create(1, 1); }")]
    [InlineData("class C { object F() => System.Device.Spi.SpiDevice.GetBusInfo(1); }")]
    [InlineData("class C { void F(System.Device.Wifi.WifiAdapter a) => a.SetDeviceName(\"x\"); }")]
    [InlineData("class C { void F() => System.IO.File.Copy(\"a\", \"b\"); }")]
    [InlineData("class C { object F(System.IO.Ports.SerialPort p) => p.ReadLine(); }")]
    [InlineData("class C { object F() => new System.IO.MemoryStream(); }")]
    [InlineData("class C { object F(System.Net.Sockets.Socket s) => s.Poll(1, 0); }")]
    [InlineData("class C { System.Text.StringBuilder text; }")]
    [InlineData("class C { nanoFramework.Device.Bluetooth.BluetoothLEAdvertisementWatcher watcher; }")]
    [InlineData("class C { nanoFramework.Hardware.Esp32.HighResTimer timer; }")]
    [InlineData("class C { object F(nanoFramework.M2Mqtt.MqttClient c) => c.Unsubscribe(null); }")]
    [InlineData("class C { nanoFramework.M2Mqtt.Messages.UserProperty property; }")]
    [InlineData("class C { void F() => nanoFramework.Networking.Sntp.UpdateNow(); }")]
    [InlineData("class C { object F() => nanoFramework.Runtime.Native.SystemInfo.OEMString; }")]
    public void What_is_not_declared_does_not_compile(string source)
    {
        var (exitCode, output) = ChipCompiler.Compile(source, Path.Combine(folder.FullName, "Snippet.dll"));
        Assert.NotEqual(0, exitCode);
        Assert.Matches("error CS(0117|0234|0246|0518|1061|1069)", output);
    }

    /// <summary>Compiles, so the refusals above are refusals of what they name.</summary>
    [Fact]
    public void What_is_declared_compiles()
    {
        var (exitCode, output) = ChipCompiler.Compile(
            "class C { int F() { using (var s = new System.Device.Gpio.GpioController()) return new System.Device.Adc.AdcController().OpenChannel(1).ReadValue(); } }",
            Path.Combine(folder.FullName, "Snippet.dll"));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Every_facade_file_names_the_public_repository_version_and_file_of_its_signatures()
    {
        var files = Repository.Files("firmware/nano/facades", "*.cs").ToArray();
        Assert.True(files.Length >= 18, $"{files.Length} facade files found");
        foreach (var file in files)
        {
            var head = string.Concat(File.ReadLines(file).TakeWhile(l => l.StartsWith("//", StringComparison.Ordinal)).Select(l => l[2..]));
            Assert.True(Regex.IsMatch(head, @"nanoframework/[\w.]+ (v\d+\.\d+\.\d+|main at [0-9a-f]{7} \(\d+\.\d+\.x\)), \S.*\.cs"), $"{file} says '{head}'");
        }
    }

    [Fact]
    public void No_device_facade_declares_what_the_firmware_does_not_use()
    {
        using var firmware = ModuleDefinition.ReadModule(ChipCompiler.FirmwareFile);
        var used = firmware.GetMemberReferences().Select(m => $"{m.DeclaringType.FullName}.{MemberName(m.Name)}").ToHashSet();
        foreach (var file in ChipCompiler.FacadeFiles.Where(f => Path.GetFileName(f) != "mscorlib.dll"))
        {
            using var facade = ModuleDefinition.ReadModule(file);
            var declared = facade.GetTypes().Where(t => (t.IsPublic || t.IsNestedPublic) && !t.IsInterface && t.BaseType?.FullName != "System.MulticastDelegate")
                .SelectMany(t => t.Methods).Where(m => m.IsPublic && !IsOfBase(m) && m.Name is not ("Dispose" or "op_Inequality")).Where(m => !m.IsConstructor || m.HasParameters)
                .Select(m => $"{m.DeclaringType.FullName}.{MemberName(m.Name)}");
            var unused = declared.Where(m => !used.Contains(m)).ToArray();
            Assert.True(unused.Length == 0, $"{Path.GetFileName(file)}: {string.Join(", ", unused)}");
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Accessors of a property or event stand for all of it; constructors and overloads for each other.</summary>
    private static string MemberName(string name) => Regex.Replace(name, "^(get|set|add|remove)_", "");

    private static bool IsOfBase(MethodDefinition method) => method.IsAbstract || (method.IsVirtual && !method.IsNewSlot);
}
