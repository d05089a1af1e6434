namespace GreenPow.Energy;

/// <summary>The DAO's parameters of a mint.</summary>
/// <param name="LossLimitPermille">Loss between meter and storage above which the energy is withheld; 50 is 5 %.</param>
/// <param name="SingleWitnessPermille">Part of generation that DECA rewards when only the site's own meter tells of it.</param>
/// <param name="DecaPermillePerKilowattHour">DECA per proven kWh in thousandths.</param>
/// <param name="StorageSharePermille">Part of each ENERGY mint that the storage's owner gets.</param>
/// <param name="VaultPermille">Part of each DECA mint that the DAO's vault gets.</param>
public sealed record MintRules(
    int LossLimitPermille = 50, int SingleWitnessPermille = 200, int DecaPermillePerKilowattHour = 1000,
    int StorageSharePermille = 5, int VaultPermille = 100);
