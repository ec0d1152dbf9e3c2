namespace Wasilo.Conformance.Silo;

/// <summary>What a silo process is told on its command line, as <c>--Name=a --SiloPort=11111 ...</c>.</summary>
public sealed record SiloArguments
{
    /// <summary>The silo's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where other silos reach it.</summary>
    public required int SiloPort { get; init; }

    /// <summary>Where clients reach it.</summary>
    public required int GatewayPort { get; init; }

    /// <summary>The cluster that it joins.</summary>
    public string ClusterId { get; init; } = "conformance";

    /// <summary>The database of membership, state and reminders.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Where the grains' journal goes.</summary>
    public required string JournalFolder { get; init; }

    /// <summary>How often silos probe each other and how long an answer may take.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How many probes may go unanswered before a silo is suspected.</summary>
    public int MissedProbes { get; init; } = 3;

    /// <summary>How often the membership table is read.</summary>
    public TimeSpan TableRefresh { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a silo renews its entry.</summary>
    public TimeSpan IAmAlive { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a call may take.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>As a command line.</summary>
    public IEnumerable<string> ToCommandLine() =>
        from property in typeof(SiloArguments).GetProperties()
        where property.CanWrite
        select FormattableString.Invariant($"--{property.Name}={property.GetValue(this)}");
}
