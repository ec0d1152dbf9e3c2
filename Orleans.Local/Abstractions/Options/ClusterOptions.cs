namespace Orleans.Configuration;

/// <summary>Which cluster a silo or client belongs to.</summary>
public class ClusterOptions
{
    /// <summary>The cluster id where none is set.</summary>
    public const string DefaultClusterId = "default";

    /// <summary>The service id where none is set.</summary>
    public const string DefaultServiceId = "default";

    /// <summary>Silos and clients with the same id find each other.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>Stored state and reminders belong to a service, across clusters and their restarts.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}

/// <summary>The silo itself.</summary>
public class SiloOptions
{
    /// <summary>The silo's name, for people; the host's name if not set.</summary>
    public string? SiloName { get; set; }
}
