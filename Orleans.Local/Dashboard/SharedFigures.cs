namespace Orleans.Local.Dashboard;

/// <summary>
/// The figures for all pages that are open at this process: however many there are, and however often they ask, the silos are asked
/// twice a second at most.
/// </summary>
internal sealed class SharedFigures(IClusterFigures cluster, TimeProvider time)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private Task<byte[]>? _last;
    private long _askedAt;

    public Task<byte[]> ReadAsync()
    {
        lock (_gate)
        {
            if (_last is null || time.GetElapsedTime(_askedAt) > FreshFor)
                (_last, _askedAt) = (cluster.ReadAsync(), time.GetTimestamp());
            return _last;
        }
    }
}
