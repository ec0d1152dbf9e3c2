using System.Collections.Concurrent;

namespace Wasilo.Simulator.Connections;

/// <summary>All open connections.</summary>
internal sealed class ConnectionTable(int limit)
{
    private readonly ConcurrentDictionary<long, Connection> _connections = new();
    private long _lastNumber;
    private int _count;

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

    public void Add(Connection connection) => _connections[connection.Number] = connection;

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

    public void DropAll(string reason)
    {
        foreach (var (_, connection) in _connections)
            connection.Drop(reason);
    }
}
