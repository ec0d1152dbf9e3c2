namespace Wasilo.WhatsApp.Signal.Records;

/// <summary>Decoded records within a budget of bytes; those that weren't used for longest go first.</summary>
/// <remarks>A record's cost is what it takes when stored, and an estimate of what objects take beyond that.</remarks>
internal sealed class RecordCache(int budget)
{
    private const int Overhead = 512;

    private readonly Dictionary<RecordKey, LinkedListNode<Entry>> _nodes = [];
    private readonly LinkedList<Entry> _byUse = new();

    internal int Count => _nodes.Count;

    /// <summary>What all records here cost together.</summary>
    internal int Bytes { get; private set; }

    internal ISignalRecord? Find(RecordKey key)
    {
        if (!_nodes.TryGetValue(key, out var node))
            return null;
        if (node != _byUse.First)
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
        }

        return node.Value.Record;
    }

    internal void Put(RecordKey key, ISignalRecord record, int encodedLength)
    {
        int cost = encodedLength + Overhead;
        if (cost > budget)
        {
            Remove(key);
            return;
        }

        var entry = new Entry(key, record, cost);
        if (_nodes.TryGetValue(key, out var node))
        {
            Bytes -= node.Value.Cost;
            node.Value = entry;
            _byUse.Remove(node);
        }
        else
        {
            _nodes[key] = node = new LinkedListNode<Entry>(entry);
        }

        _byUse.AddFirst(node);
        Bytes += cost;
        while (Bytes > budget)
            Remove(_byUse.Last!.Value.Key);
    }

    internal void Remove(RecordKey key)
    {
        if (!_nodes.Remove(key, out var node))
            return;
        _byUse.Remove(node);
        Bytes -= node.Value.Cost;
    }

    private readonly record struct Entry(RecordKey Key, ISignalRecord Record, int Cost);
}
