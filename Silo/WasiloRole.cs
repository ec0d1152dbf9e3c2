namespace Wasilo.Silo;

/// <summary>What this process is in its cluster, for the program around it.</summary>
/// <param name="HostsSilo">It runs grains itself; else it is a client of silos elsewhere.</param>
/// <param name="ClusterId">The cluster's name.</param>
/// <param name="Description">Names and addresses, for people.</param>
public sealed record WasiloRole(bool HostsSilo, string ClusterId, string Description);
