using System.Diagnostics.Metrics;

namespace Wasilo.Storage.Commits;

/// <summary>What the writer tells of itself, as the meter <c>Wasilo.Storage</c>.</summary>
internal sealed class WriterMetrics : IDisposable
{
    public const string MeterName = "Wasilo.Storage";

    private readonly Meter _meter;
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _fenced;
    private readonly Counter<long> _retries;

    public WriterMetrics(Func<int> waiting)
    {
        _meter = new Meter(MeterName);
        _batch = _meter.CreateHistogram<int>("wasilo.storage.commits_per_batch", "{commit}", "Commits that shared a transaction");
        _latency = _meter.CreateHistogram<double>("wasilo.storage.commit.duration", "s", "From a commit's call until it is durable");
        _fenced = _meter.CreateCounter<long>("wasilo.storage.commits_fenced", "{commit}", "Commits of owners whose epoch is over");
        _retries = _meter.CreateCounter<long>("wasilo.storage.batch_retries", "{batch}", "Batches that met a database that was away");
        _meter.CreateObservableGauge("wasilo.storage.commits_waiting", waiting, "{commit}", "Commits that wait for a transaction");
    }

    public void Committed(List<PendingCommit> batch)
    {
        if (batch.Count > 0)
            _batch.Record(batch.Count);
        if (!_latency.Enabled)
            return;
        foreach (var commit in batch)
            _latency.Record(commit.Age.TotalSeconds);
    }

    public void Fenced() => _fenced.Add(1);

    public void Retried() => _retries.Add(1);

    public void Dispose() => _meter.Dispose();
}
