namespace Wasilo.Api.Cluster;

/// <summary>Whether grains can be reached from here.</summary>
internal enum ClusterState
{
    /// <summary>This process has not joined its cluster yet.</summary>
    Joining,

    /// <summary>Grains answer.</summary>
    Ready,

    /// <summary>No silo has answered lately.</summary>
    WithoutSilo,

    /// <summary>This process was asked to stop.</summary>
    Draining,
}
