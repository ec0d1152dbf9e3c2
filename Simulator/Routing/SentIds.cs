namespace Wasilo.Simulator.Routing;

/// <summary>
/// The ids of a device's latest messages. A client that isn't sure whether a message has arrived sends it again under the same id; then
/// it is acknowledged and not delivered a second time.
/// </summary>
internal sealed class SentIds
{
    /// <summary>How many are remembered for each device.</summary>
    public const int Kept = 1000;

    private readonly Lock _lock = new();
    private HashSet<string>? _ids;
    private Queue<string>? _order;

    /// <summary>Remembers an id; false if it is remembered already.</summary>
    public bool TryAdd(string id)
    {
        lock (_lock)
        {
            _ids ??= new HashSet<string>(StringComparer.Ordinal);
            _order ??= new Queue<string>();
            if (!_ids.Add(id))
                return false;
            _order.Enqueue(id);
            if (_order.Count > Kept)
                _ids.Remove(_order.Dequeue());
            return true;
        }
    }
}
