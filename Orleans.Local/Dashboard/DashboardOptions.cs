namespace Orleans.Dashboard;

/// <summary>Configuration of the dashboard.</summary>
public sealed class DashboardOptions
{
    /// <summary>Milliseconds between two samples of the counters, and between two refreshes of the page. At least 1000.</summary>
    public int CounterUpdateIntervalMs { get; set; } = 1000;

    /// <summary>How many samples are kept.</summary>
    public int HistoryLength { get; set; } = 100;

    /// <summary>Orleans' dashboard can stream the log, and this hides it. Here the log isn't shown in any case.</summary>
    public bool HideTrace { get; set; }
}
