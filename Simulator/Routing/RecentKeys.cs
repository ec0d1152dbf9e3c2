namespace Wasilo.Simulator.Routing;

/// <summary>
/// The keys of stanzas that a device has acknowledged lately: those that it acknowledges a second time, because it got them twice, are
/// told from those that it never got.
/// </summary>
internal sealed class RecentKeys
{
    private const int Kept = 256;
    private const int RetriesKept = 1024;

    private int[]? _hashes; // made with the first: most devices of a large test get nothing
    private int _next;
    private HashSet<MailKey>? _retries;

    public void Add(MailKey key)
    {
        _hashes ??= new int[Kept];
        _hashes[_next] = key.GetHashCode();
        _next = (_next + 1) % Kept;
    }

    public bool Contains(MailKey key) => _hashes is not null && Array.IndexOf(_hashes, key.GetHashCode()) >= 0;

    /// <summary>A message was asked for again: an ack for it, with or without an error, will come as well.</summary>
    public void AddRetry(MailKey key)
    {
        _retries ??= [];
        if (_retries.Count < RetriesKept)
            _retries.Add(key);
    }

    public bool TakeRetry(MailKey key) => _retries is not null && _retries.Remove(key);

    /// <summary>After a login: acks that didn't come over the former connection don't come any more.</summary>
    public void ForgetRetries() => _retries = null;
}
