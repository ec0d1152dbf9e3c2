namespace Orleans.Runtime;

/// <summary>What a silo knows of the cluster's silos.</summary>
public interface ISiloStatusOracle
{
    /// <summary>This silo's status.</summary>
    SiloStatus CurrentStatus { get; }

    /// <summary>This silo's address.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>This silo's name.</summary>
    string SiloName { get; }

    /// <summary>The silos that are active.</summary>
    SiloAddress[] GetActiveSilos();

    /// <summary>The status of a silo, as of the last look at the membership table.</summary>
    SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress);

    /// <summary>All silos with their status, dead ones included unless <paramref name="onlyActive"/>.</summary>
    Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false);

    /// <summary>Whether a silo is known to be dead.</summary>
    bool IsDeadSilo(SiloAddress silo);

    /// <summary>The name of a silo.</summary>
    bool TryGetSiloName(SiloAddress siloAddress, out string? siloName);
}
