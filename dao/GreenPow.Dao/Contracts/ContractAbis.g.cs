namespace GreenPow.Dao;
internal static class ContractAbis { public static IReadOnlyList<Abi.ContractAbi> All { get; } = []; }
