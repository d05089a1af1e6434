using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Simulator.LongRun;

/// <summary>What goes wrong in a life, as it begins and while it lasts.</summary>
public sealed partial class DeviceLife
{
    private void Begin(LifeEvent trouble)
    {
        switch (trouble.Kind)
        {
            case LifeTrouble.PowerCut when trouble.Amount >= 0 && Now >= offUntil && Now >= asleepUntil:
                cutLasts = trouble.Duration;
                device.Flash.CutIn(random.Next(1, 6), (int)trouble.Amount);
                break;
            case LifeTrouble.PowerCut:
                Stop(trouble.Duration, hasPower: false, ResetReason.PowerOn);
                break;
            case LifeTrouble.BrownOut:
                Stop(trouble.Duration, hasPower: false, ResetReason.BrownOut);
                break;
            case LifeTrouble.WatchdogReset when Now >= offUntil:
                Stop(trouble.Duration, hasPower: true, ResetReason.Watchdog);
                break;
            case LifeTrouble.SensorReset:
                site.ResetSensor((int)trouble.Amount);
                break;
            case LifeTrouble.ClockJump:
                clock.Jump(trouble.Amount);
                break;
            case LifeTrouble.LostStorage:
                Stop(LifePlan.Minute, hasPower: false, ResetReason.PowerOn);
                device.Flash.Wipe();
                device.Link.LostStorages = ++lostStorages;
                // The installer comes at once, before the device knows where its history stands, or two days later.
                commissionAt = trouble.Amount == 0 ? Now : Now + 2 * LifePlan.Day;
                break;
            case LifeTrouble.Succession:
                Stop(LifePlan.Hour, hasPower: false, ResetReason.PowerOn);
                device = NewDevice();
                break;
        }
    }

    private void Apply()
    {
        device.Link.HasNetwork = !conditions.Is(LifeTrouble.NetworkOutage);
        device.Link.IsGatewayUp = !conditions.Is(LifeTrouble.GatewayDown);
        device.Link.IsHalfOpen = conditions.Is(LifeTrouble.HalfOpenLink);
        device.Link.LostAcknowledgementPermille = (int)conditions.Amount(LifeTrouble.LostAcknowledgements);
        device.Flash.IsFull = conditions.Is(LifeTrouble.FlashFull);
        site.Bus.Dead = conditions.Is(LifeTrouble.DeadMeter) ? 1 << (int)conditions.Amount(LifeTrouble.DeadMeter) : 0;
        site.Bus.FailurePermille = (int)conditions.Amount(LifeTrouble.BusErrors);
        site.NoiseMilliwatts = (int)conditions.Amount(LifeTrouble.NoisySensors);
    }

    private void Stop(long milliseconds, bool hasPower, byte reason)
    {
        device.Drop();
        if (!hasPower)
        {
            site.PowerUpSensors();
            clock.PassWithoutPower(0);
        }
        asleepUntil = 0;
        offUntil = hasPower ? offUntil : Math.Max(offUntil, Now + milliseconds);
        if (hasPower)
            clock.Pass(milliseconds);
        resetReason = reason;
    }
}
