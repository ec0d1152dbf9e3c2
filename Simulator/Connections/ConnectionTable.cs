using System.Collections.Concurrent;

namespace Wasilo.Simulator.Connections;

/// <summary>All open connections.</summary>
internal sealed class ConnectionTable(int limit)
{
    private const string Stopping = "the simulator stops";

    private readonly ConcurrentDictionary<long, Connection> _connections = new();
    private long _lastNumber;
    private int _count;
    private volatile bool _stopping;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes a place for a connection; false if all are taken. Give it back with <see cref="Leave"/>.</summary>
    public bool TryEnter(out long number)
    {
        number = Interlocked.Increment(ref _lastNumber);
        if (Interlocked.Increment(ref _count) <= limit)
            return true;
        Interlocked.Decrement(ref _count);
        return false;
    }

    public void Add(Connection connection)
    {
        _connections[connection.Number] = connection;
        if (_stopping)
            connection.Drop(Stopping);
    }

    public void Leave(long number)
    {
        _connections.TryRemove(number, out _);
        Interlocked.Decrement(ref _count);
    }

    public void CheckTime()
    {
        foreach (var (_, connection) in _connections)
            connection.CheckTime();
    }

    /// <summary>Drops all connections, and those to come: the web server waits for them before it stops.</summary>
    public void Stop()
    {
        _stopping = true;
        foreach (var (_, connection) in _connections)
            connection.Drop(Stopping);
    }
}
