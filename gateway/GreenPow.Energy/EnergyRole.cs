namespace GreenPow.Energy;

/// <summary>What a channel measures; the numbers are the wire protocol's.</summary>
public enum EnergyRole
{
    None = 0,
    Generation = 1,
    MiningLoad = 2,
    OtherLoad = 3,
    BatteryCharge = 4,
    BatteryDischarge = 5,
    SentToStorage = 6,
    ReceivedFromStorage = 7,
    /// <summary>At a storage: one channel per feeder.</summary>
    StorageReceived = 8,
    StorageDelivered = 9,
    GridImport = 10,
    GridExport = 11,
}

public static class EnergyRoles
{
    /// <summary>Energy that is held against its owner: it counts wherever two counters can be compared, also where nothing else does.</summary>
    public static bool CountsAgainstOwner(this EnergyRole role) => role is EnergyRole.MiningLoad or EnergyRole.OtherLoad or EnergyRole.StorageDelivered;
}
