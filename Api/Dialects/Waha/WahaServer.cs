namespace Wasilo.Api.Dialects.Waha;

public sealed record WahaPong(string Message);

/// <summary>A health check in the form of Terminus.</summary>
public sealed record WahaHealth(
    string Status, Dictionary<string, WahaHealthPart> Info, Dictionary<string, WahaHealthPart> Error, Dictionary<string, WahaHealthPart> Details);

public sealed record WahaHealthPart(string Status, string? Message = null);

public sealed record WahaWorker(string? Id);

/// <summary>What runs here.</summary>
public sealed record WahaVersion(string Version, string Engine, string Tier, string Browser, string Platform, WahaWorker Worker);

/// <param name="StartTimestamp">Milliseconds since 1970-01-01 UTC.</param>
/// <param name="Uptime">Milliseconds.</param>
/// <param name="Worker">This process.</param>
public sealed record WahaServerStatus(long StartTimestamp, long Uptime, WahaWorker Worker);

/// <param name="Force">Whether requests under way are given up.</param>
public sealed record WahaStopRequest(bool? Force);

public sealed record WahaStopping(bool Stopping);
