using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>
/// What waits to be sent, in order. While something waits for an answer of the server, all that goes to the same place waits behind it, and
/// the rest overtakes both.
/// </summary>
internal sealed class Lanes
{
    private readonly Lock _lock = new();
    private readonly LinkedList<OutgoingItem> _queue = [];
    private readonly Dictionary<Jid, Queue<OutgoingItem>> _held = [];

    internal void Add(OutgoingItem item)
    {
        lock (_lock)
        {
            if (!TryHoldLocked(item))
                _queue.AddLast(item);
        }
    }

    /// <summary>Takes what is next, up to so many.</summary>
    internal void Take(List<OutgoingItem> batch, int most)
    {
        lock (_lock)
        {
            while (batch.Count < most && _queue.First is { } first)
            {
                _queue.RemoveFirst();
                first.Value.IsHeld = false;
                batch.Add(first.Value);
            }
        }
    }

    /// <summary>Puts an item behind the one that is held in its lane; false if none is.</summary>
    internal bool TryHoldBehind(OutgoingItem item)
    {
        lock (_lock)
            return TryHoldLocked(item);
    }

    /// <summary>Holds an item that must wait, and its lane with it.</summary>
    internal void Hold(OutgoingItem item)
    {
        lock (_lock)
        {
            item.IsHeld = true;
            _held.Add(item.Lane, new Queue<OutgoingItem>());
        }
    }

    /// <summary>The lane of a held item is free again.</summary>
    /// <param name="item">The item.</param>
    /// <param name="isReady">Whether it goes on, before all others; or was given up.</param>
    internal void Release(OutgoingItem item, bool isReady)
    {
        lock (_lock)
        {
            _held.Remove(item.Lane, out var behind);
            foreach (var next in behind!.Reverse())
                _queue.AddFirst(next);
            if (isReady)
                _queue.AddFirst(item);
        }
    }

    /// <summary>Takes out everything but what is held itself.</summary>
    internal List<OutgoingItem> Clear()
    {
        lock (_lock)
        {
            List<OutgoingItem> waiting = [.. _queue, .. _held.Values.SelectMany(behind => behind)];
            _queue.Clear();
            foreach (var behind in _held.Values)
                behind.Clear();
            return waiting;
        }
    }

    private bool TryHoldLocked(OutgoingItem item)
    {
        if (!_held.TryGetValue(item.Lane, out var behind))
            return false;
        item.IsHeld = true;
        behind.Enqueue(item);
        return true;
    }
}
