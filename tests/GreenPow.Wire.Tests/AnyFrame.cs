using System.Text.Json;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

/// <summary>The frames of all kinds behind one shape, so that one sentence about frames is one test.</summary>
internal abstract class AnyFrame
{
    public abstract object Fields { get; }
    public abstract byte Kind { get; }
    public abstract int MaximumLength { get; }
    public abstract bool TryRead(byte[] bytes, int at, int length, out byte fault);
    public abstract int Write(byte[] bytes, int at);

    /// <summary>Everything before the signature or the mac; the whole frame where there is none.</summary>
    public abstract int Covered { get; }

    public abstract int Length { get; }

    public static AnyFrame Of(byte kind) => Of(kind, null);

    public static AnyFrame Of(byte kind, JsonElement? fields) => kind switch
    {
        FrameKind.Report => new Report(Make<ReportFrame>(fields)),
        FrameKind.Status => new Status(Make<StatusFrame>(fields)),
        FrameKind.Commissioning => new Commissioning(Make<CommissioningFrame>(fields)),
        FrameKind.Have => new Have(Make<HaveFrame>(fields)),
        FrameKind.Work => new Work(Make<WorkFrame>(fields)),
        FrameKind.Login => new Login(Make<LoginFrame>(fields)),
        FrameKind.Command => new Command(Make<CommandFrame>(fields)),
        FrameKind.Ownership => new Ownership(Make<OwnershipFrame>(fields)),
        FrameKind.Succession => new Succession(Make<SuccessionFrame>(fields)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No frame is of this kind"),
    };

    public static readonly byte[] Kinds =
    [
        FrameKind.Report, FrameKind.Status, FrameKind.Commissioning, FrameKind.Have, FrameKind.Work, FrameKind.Login,
        FrameKind.Command, FrameKind.Ownership, FrameKind.Succession,
    ];

    private static T Make<T>(JsonElement? fields) where T : new() => fields is { } json ? FrameJson.Build<T>(json) : new T();

    private sealed class Report(ReportFrame f) : AnyFrame
    {
        public override object Fields => f;
        public override byte Kind => FrameKind.Report;
        public override int MaximumLength => ReportFrame.MaximumLength;
        public override int Covered => f.LengthBeforeSignature;
        public override int Length => f.Length;
        public override int Write(byte[] bytes, int at) => f.Write(bytes, at);
        public override bool TryRead(byte[] bytes, int at, int length, out byte fault) => f.TryRead(bytes, at, length, out fault);
    }

    private sealed class Status(StatusFrame f) : AnyFrame
    {
        public override object Fields => f;
        public override byte Kind => FrameKind.Status;
        public override int MaximumLength => StatusFrame.MaximumLength;
        public override int Covered => f.LengthBeforeSignature;
        public override int Length => f.Length;
        public override int Write(byte[] bytes, int at) => f.Write(bytes, at);
        public override bool TryRead(byte[] bytes, int at, int length, out byte fault) => f.TryRead(bytes, at, length, out fault);
    }

    private sealed class Commissioning(CommissioningFrame f) : AnyFrame
    {
        public override object Fields => f;
        public override byte Kind => FrameKind.Commissioning;
        public override int MaximumLength => CommissioningFrame.MaximumLength;
        public override int Covered => f.LengthBeforeSignature;
        public override int Length => f.Length;
        public override int Write(byte[] bytes, int at) => f.Write(bytes, at);
        public override bool TryRead(byte[] bytes, int at, int length, out byte fault) => f.TryRead(bytes, at, length, out fault);
    }

    private sealed class Have(HaveFrame f) : AnyFrame
    {
        public override object Fields => f;
        public override byte Kind => FrameKind.Have;
        public override int MaximumLength => HaveFrame.MaximumLength;
        public override int Covered => f.LengthBeforeMac;
        public override int Length => f.Length;
        public override int Write(byte[] bytes, int at) => f.Write(bytes, at);
        public override bool TryRead(byte[] bytes, int at, int length, out byte fault) => f.TryRead(bytes, at, length, out fault);
    }

    private sealed class Work(WorkFrame f) : AnyFrame
    {
        public override object Fields => f;
        public override byte Kind => FrameKind.Work;
        public override int MaximumLength => WorkFrame.TotalLength;
        public override int Covered => f.LengthBeforeMac;
        public override int Length => f.Length;
        public override int Write(byte[] bytes, int at) => f.Write(bytes, at);
        public override bool TryRead(byte[] bytes, int at, int length, out byte fault) => f.TryRead(bytes, at, length, out fault);
    }

    private sealed class Login(LoginFrame f) : AnyFrame
    {
        public override object Fields => f;
        public override byte Kind => FrameKind.Login;
        public override int MaximumLength => LoginFrame.TotalLength;
        public override int Covered => f.LengthBeforeSignature;
        public override int Length => f.Length;
        public override int Write(byte[] bytes, int at) => f.Write(bytes, at);
        public override bool TryRead(byte[] bytes, int at, int length, out byte fault) => f.TryRead(bytes, at, length, out fault);
    }

    private sealed class Ownership(OwnershipFrame f) : AnyFrame
    {
        public override object Fields => f;
        public override byte Kind => FrameKind.Ownership;
        public override int MaximumLength => OwnershipFrame.TotalLength;
        public override int Covered => f.LengthBeforeSignature;
        public override int Length => f.Length;
        public override int Write(byte[] bytes, int at) => f.Write(bytes, at);
        public override bool TryRead(byte[] bytes, int at, int length, out byte fault) => f.TryRead(bytes, at, length, out fault);
    }

    private sealed class Command(CommandFrame f) : AnyFrame
    {
        public override object Fields => f;
        public override byte Kind => FrameKind.Command;
        public override int MaximumLength => CommandFrame.MaximumLength;
        public override int Covered => f.LengthBeforeSignature;
        public override int Length => f.Length;
        public override int Write(byte[] bytes, int at) => f.Write(bytes, at);
        public override bool TryRead(byte[] bytes, int at, int length, out byte fault) => f.TryRead(bytes, at, length, out fault);
    }

    private sealed class Succession(SuccessionFrame f) : AnyFrame
    {
        public override object Fields => f;
        public override byte Kind => FrameKind.Succession;
        public override int MaximumLength => SuccessionFrame.TotalLength;
        public override int Covered => f.LengthBeforeSignature;
        public override int Length => f.Length;
        public override int Write(byte[] bytes, int at) => f.Write(bytes, at);
        public override bool TryRead(byte[] bytes, int at, int length, out byte fault) => f.TryRead(bytes, at, length, out fault);
    }
}
