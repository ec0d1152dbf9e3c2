using System.Diagnostics.CodeAnalysis;

namespace Wasilo.Simulator.Primary;

/// <summary>The latest messages of a phone.</summary>
internal sealed class MessageLog(int limit)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LoggedMessage> _byId = [];
    private readonly Queue<LoggedMessage> _order = new();

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<LoggedMessage> All
    {
        get
        {
            lock (_lock)
                return [.. _order];
        }
    }

    /// <summary>Adds a message; one of the same id is replaced where it is looked for, and stays in the list.</summary>
    public void Add(LoggedMessage message)
    {
        lock (_lock)
        {
            _byId[message.Id] = message;
            _order.Enqueue(message);
            if (_order.Count > limit && _order.Dequeue() is var oldest && _byId.GetValueOrDefault(oldest.Id) == oldest)
                _byId.Remove(oldest.Id);
        }
    }

    public bool TryFind(string id, [NotNullWhen(true)] out LoggedMessage? message)
    {
        lock (_lock)
            return _byId.TryGetValue(id, out message);
    }
}
