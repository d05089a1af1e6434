using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>Which topics a device may use, and in which direction: the table of docs/protocol.md; pure.</summary>
public static class DeviceTopics
{
    /// <param name="leaf">What stands behind the device's id: report, record, status, live or progress.</param>
    public static bool MayPublish(DeviceId device, string topic, out string leaf) =>
        IsOwn(device, topic, out leaf) && leaf is (Topics.ReportLeaf or Topics.RecordLeaf or Topics.StatusLeaf or Topics.LiveLeaf or Topics.ProgressLeaf);

    public static bool MaySubscribe(DeviceId device, string filter) =>
        IsOwn(device, filter, out var leaf) && leaf is (Topics.WorkLeaf or Topics.HaveLeaf or Topics.CommandLeaf or Topics.UpdateLeaf);

    /// <summary>The one will that a device may leave: "offline" as its status.</summary>
    public static bool IsOffline(DeviceId device, string topic, ReadOnlySpan<byte> payload) =>
        IsOwn(device, topic, out var leaf) && leaf == Topics.StatusLeaf && IsOffline(payload);

    /// <summary>A zero byte, or the digit 0 from a client whose will is a text and cannot hold one.</summary>
    public static bool IsOffline(ReadOnlySpan<byte> status) => status is [0] or [(byte)'0'];

    private static bool IsOwn(DeviceId device, string topic, out string leaf) =>
        Topics.TryParse(topic, out var named, out leaf) && named == device.ToString();
}
