namespace Orleans.Dashboard;

/// <summary>Configuration of the dashboard.</summary>
public sealed class DashboardOptions
{
    /// <summary>Milliseconds between two samples of the counters, and between two refreshes of the page. At least 1000.</summary>
    public int CounterUpdateIntervalMs { get; set; } = 1000;

    /// <summary>How many samples are kept.</summary>
    public int HistoryLength { get; set; } = 100;
}
